import { embeddedLogFile } from '#platform/event-store/adapters';

/** What stands in `DATA_DIR` where a setting names no server instead. Each database has side files while it is in use. */
export const dataFiles = {
  log: embeddedLogFile('.'),
  readModels: 'read-models.db',
  processes: 'processes.db',
  keys: 'keys.db',
  masterKey: 'master.key',
} as const;
