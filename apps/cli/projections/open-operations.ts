import { settingDefinitions } from '#apps/api/settings';
import { EventStoreInUse } from '#platform/event-store';
import { readSettings, SettingError } from '#platform/settings';
import { addressOf, type Connection, runningService } from '../running-service.ts';
import { OperationsOverHttp } from './operations-over-http.ts';
import type { Operations } from './operations.ts';

/**
 * The service that runs; where none does, the files and databases that the settings name.
 *
 * @throws SettingError without a token that the service could accept, and where a service that was named does not answer
 */
export async function openOperations(connection: Connection): Promise<Operations> {
  const settings = readSettings(process.env, settingDefinitions);
  const service = await runningService(connection, settings);
  if (service) return new OperationsOverHttp(service.url, service.token);
  try {
    const { OperationsHere } = await import('./operations-here.ts');
    return await OperationsHere.open(settings);
  } catch (error) {
    if (!(error instanceof EventStoreInUse)) throw error;
    throw new SettingError([
      `A service runs on these files, but none answers at ${addressOf(connection, settings)}: write its HOST and PORT, or --url.`,
    ]);
  }
}
