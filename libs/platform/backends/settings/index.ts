import { directory, key, optionalSetting, setting, SettingError, url, type Settings } from '#platform/settings';

/** Where the service keeps things. Nothing given: everything in files below `DATA_DIR`, in one process. */
export const backendSettings = {
  dataDir: setting('DATA_DIR', './data', directory(), 'Folder of the embedded log, read models and keys'),
  eventStoreUrl: optionalSetting(
    'EVENT_STORE_URL',
    url('esdb', 'esdb+discover'),
    'EventStoreDB to use instead of the embedded log, e.g. `esdb://host:2113?tls=true`',
  ),
  databaseUrl: optionalSetting(
    'DATABASE_URL',
    url('postgres', 'postgresql'),
    'PostgreSQL for the read models instead of a file',
  ),
  keysDatabaseUrl: optionalSetting(
    'KEYS_DATABASE_URL',
    url('postgres', 'postgresql'),
    'Another PostgreSQL database for the keys of persons; required with `DATABASE_URL`',
  ),
  masterKey: optionalSetting(
    'MASTER_KEY',
    key(32),
    'Wraps the keys of persons; required with `KEYS_DATABASE_URL`, else made in `DATA_DIR`',
  ),
} as const;

export type BackendSettings = Settings<typeof backendSettings>;

/** A data folder that holds everything: log, read models and keys in files. */
export function embeddedIn(dataDir: string): BackendSettings {
  return {
    dataDir,
    eventStoreUrl: undefined,
    databaseUrl: undefined,
    keysDatabaseUrl: undefined,
    masterKey: undefined,
  };
}

/** @throws SettingError when settings that belong together are not given together. */
export function requireConsistent({ databaseUrl, keysDatabaseUrl, masterKey }: BackendSettings): void {
  const sentences: string[] = [];
  if ((databaseUrl === undefined) !== (keysDatabaseUrl === undefined)) {
    sentences.push(
      'DATABASE_URL and KEYS_DATABASE_URL go together: write both, naming two different databases, or none.',
    );
  }
  if (databaseUrl !== undefined && databaseUrl === keysDatabaseUrl) {
    sentences.push(
      'KEYS_DATABASE_URL names the database of the read models: write another one, so that keys and data are not in one backup.',
    );
  }
  if (keysDatabaseUrl !== undefined && masterKey === undefined) {
    sentences.push(
      'MASTER_KEY is not set although the keys are in a database: write 32 random bytes in base64, as "openssl rand -base64 32" prints them.',
    );
  }
  if (sentences.length > 0) throw new SettingError(sentences);
}
