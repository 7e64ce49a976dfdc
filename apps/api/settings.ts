import { backendSettings } from '#platform/backends';
import { metricsSettings } from '#platform/metrics';
import { tracingSettings } from '#platform/tracing';
import { integer, oneOf, optionalSetting, port, proxies, setting, text, url, type Settings } from '#platform/settings';

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
