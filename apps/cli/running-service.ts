import type { ServiceSettings } from '#apps/api/settings';
import { SettingError } from '#platform/settings';

/** Where the service is said to run, and who asks. */
export interface Connection {
  readonly url?: string;
  readonly token?: string;
}

/** A service that answers, and with what to sign in there. */
export interface RunningServiceAt {
  /** Without a slash at its end. */
  readonly url: string;
  readonly token: string;
}

type Where = Pick<ServiceSettings, 'host' | 'port' | 'oidcIssuer' | 'developmentIssuerPort'>;

/** Who signs in at the development issuer. */
const OPERATOR = 'system-admin';

/** Where the service is, without a slash at its end. */
export function addressOf({ url }: Connection, { host, port }: Where): string {
  return (url ?? `http://${host}:${port}`).replace(/\/+$/, '');
}

/**
 * The service that runs, undefined where none answers.
 *
 * @throws SettingError without a token that the service could accept, and where a service that was named does not answer
 */
export async function runningService(connection: Connection, settings: Where): Promise<RunningServiceAt | undefined> {
  const url = addressOf(connection, settings);
  if (!(await answers(url))) {
    if (connection.url === undefined) return undefined;
    throw new SettingError([`--url names ${connection.url}, where no service answers.`]);
  }
  if (connection.token !== undefined) return { url, token: connection.token };
  if (settings.oidcIssuer !== undefined) {
    throw new SettingError(['TASUKI_TOKEN is not set: write the token of a system administrator.']);
  }
  return { url, token: await developmentToken(settings.developmentIssuerPort) };
}

async function answers(address: string): Promise<boolean> {
  try {
    await fetch(`${address}/health/live`);
    return true;
  } catch {
    return false;
  }
}

async function developmentToken(port: number): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}/token`, {
    method: 'POST',
    body: new URLSearchParams({ user: OPERATOR }),
  });
  return ((await answer.json()) as { readonly access_token: string }).access_token;
}
