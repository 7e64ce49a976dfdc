import { backendSettings } from '#platform/backends/settings';
import { metricsSettings } from '#platform/metrics/settings';
import { tracingSettings } from '#platform/tracing/settings';
import { instantOf } from '#platform/http/instant';
import {
  integer,
  oneOf,
  optionalSetting,
  port,
  proxies,
  setting,
  SettingError,
  text,
  url,
  type SettingParser,
  type Settings,
} from '#platform/settings';

const instant: SettingParser<string> = {
  expects: 'an instant, e.g. 2025-11-04T09:00:00+09:00',
  confidential: false,
  parse: instantOf,
};

/** Everything the service can be told, by environment variables; the README's table is made of it. */
export const settingDefinitions = {
  ...backendSettings,
  host: setting('HOST', '127.0.0.1', text(), 'Address to listen on'),
  port: setting('PORT', '3000', port(), 'Port to listen on'),
  oidcIssuer: optionalSetting(
    'OIDC_ISSUER',
    url('https', 'http'),
    'OpenID Connect issuer whose tokens are accepted; without it a development issuer is started',
  ),
  oidcAudience: setting('OIDC_AUDIENCE', 'tasuki', text(), 'What the tokens’ `aud` must contain'),
  developmentIssuerPort: setting(
    'DEVELOPMENT_ISSUER_PORT',
    '3001',
    port(),
    'Port of the development issuer, on loopback only',
  ),
  developmentClock: optionalSetting(
    'DEVELOPMENT_CLOCK',
    instant,
    'Instant at which the service’s clock begins, to try out months in seconds; moved by POST /development/clock',
  ),
  projector: setting(
    'PROJECTOR',
    'inside',
    oneOf('inside', 'apart'),
    '`inside`: this process keeps the read models and runs the processes; `apart`: apps/projector does',
  ),
  trustProxy: setting('TRUST_PROXY', 'false', proxies(), 'Proxies whose X-Forwarded-* are believed'),
  logLevel: setting('LOG_LEVEL', 'info', oneOf('silent', 'error', 'warn', 'info', 'debug'), 'What is logged'),
  longestWaitMs: setting(
    'MIN_POSITION_WAIT_MS',
    '2000',
    integer(0, 60_000),
    'Longest a query waits for its `minPosition`, ms',
  ),
  feedsPerUser: setting('FEEDS_PER_USER', '20', integer(1, 1000), 'Change feeds that one user may have open at once'),
  ...metricsSettings,
  ...tracingSettings,
} as const;

export type ServiceSettings = Settings<typeof settingDefinitions>;

/**
 * A clock that is moved is for trying things out: not in production, and not where others keep time too.
 *
 * @throws SettingError
 */
export function requireClockOfItsOwn(
  { developmentClock, eventStoreUrl, databaseUrl, projector, oidcIssuer }: ServiceSettings,
  isProduction: boolean,
): void {
  if (developmentClock === undefined) return;
  const isAlone = eventStoreUrl ?? databaseUrl ?? oidcIssuer;
  if (isAlone === undefined && projector === 'inside' && !isProduction) return;
  throw new SettingError([
    'DEVELOPMENT_CLOCK is for the embedded profile with the development issuer, and not for production: leave it out, or leave out EVENT_STORE_URL, DATABASE_URL, OIDC_ISSUER, PROJECTOR and NODE_ENV=production.',
  ]);
}
