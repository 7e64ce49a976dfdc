import { settingDefinitions } from '#apps/api';
import { EventStoreInUse } from '#platform/event-store';
import { readSettings, SettingError } from '#platform/settings';
import { OperationsHere } from './operations-here.ts';
import { OperationsOverHttp } from './operations-over-http.ts';
import type { Operations } from './operations.ts';

/** Where the service is said to run, and who asks. */
export interface Connection {
  readonly url?: string;
  readonly token?: string;
}

/** Who signs in at the development issuer. */
const OPERATOR = 'system-admin';

/**
 * The service that runs; where none does, the files and databases that the settings name.
 *
 * @throws SettingError without a token that the service could accept, and where a service that was named does not answer
 */
export async function openOperations({ url, token }: Connection): Promise<Operations> {
  const settings = readSettings(process.env, settingDefinitions);
  const address = (url ?? `http://${settings.host}:${settings.port}`).replace(/\/+$/, '');
  if (!(await answers(address))) {
    if (url !== undefined) throw new SettingError([`--url names ${url}, where no service answers.`]);
    try {
      return await OperationsHere.open(settings);
    } catch (error) {
      if (!(error instanceof EventStoreInUse)) throw error;
      throw new SettingError([
        `A service runs on these files, but none answers at ${address}: write its HOST and PORT, or --url.`,
      ]);
    }
  }
  if (token !== undefined) return new OperationsOverHttp(address, token);
  if (settings.oidcIssuer !== undefined) {
    throw new SettingError(['TASUKI_TOKEN is not set: write the token of a system administrator.']);
  }
  return new OperationsOverHttp(address, await developmentToken(settings.developmentIssuerPort));
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
