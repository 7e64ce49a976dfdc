import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { dataFiles, type BackendSettings } from '#platform/backends';
import type { Clock } from '#platform/clock';
import { copySqliteFile } from '#platform/event-store/adapters';
import { masterKeyFromFile } from '#platform/privacy/key-stores';
import {
  BackupRefused,
  FORMAT,
  fileOfBackup,
  toDisk,
  writeManifest,
  type BackupManifest,
  type FileOfBackup,
} from './backup-folder.ts';
import { readBackCheckpoints, readBackKeys, readBackLog, type OnRead } from './read-back.ts';

export interface BackUpOptions {
  readonly settings: BackendSettings;
  /** Made by the backup: there must be nothing of this name. */
  readonly folder: string;
  readonly clock: Clock;
  /** Leaves `master.key` out, for who keeps it elsewhere: the backup alone opens no personal value then. */
  readonly withoutMasterKey?: boolean;
  readonly onRead?: OnRead;
}

/**
 * Copies the files of the embedded profile while the service writes to them, reads the copy back, and gives it its name
 * only then: a folder of that name is a whole backup.
 *
 * In this order, so that what is copied later knows what was copied before: rows and checkpoints, which follow the log;
 * the log; the keys, each of which is made before the first event that is sealed with it.
 *
 * @throws BackupRefused where there is nothing to back up, or the copy is not what the log has to be
 */
export async function backUp({
  settings,
  folder,
  clock,
  withoutMasterKey,
  onRead,
}: BackUpOptions): Promise<BackupManifest> {
  const names = namesOf(settings);
  if (existsSync(folder)) throw new BackupRefused(`${folder} is there already: name a folder that is not.`);
  const above = dirname(resolve(folder));
  mkdirSync(above, { recursive: true });
  const draft = mkdtempSync(join(above, `${basename(folder)}.partial-`));
  try {
    const madeAt = clock.now();
    for (const name of names) copySqliteFile(join(settings.dataDir, name), join(draft, name));
    const log = await readBackLog(join(draft, dataFiles.log), onRead);
    await readBackCheckpoints(draft);
    if (names.includes(dataFiles.keys)) copyMasterKey(settings, draft, withoutMasterKey ?? false);
    const manifest = { format: FORMAT, madeAt, ...log, files: await filesIn(draft, names) } as const;
    writeManifest(draft, manifest);
    renameSync(draft, folder);
    toDisk(above);
    return manifest;
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw error;
  }
}

/** The databases that these settings keep in files, in the order they are copied in. */
function namesOf({ eventStoreUrl, databaseUrl, keysDatabaseUrl, dataDir }: BackendSettings): readonly string[] {
  if (eventStoreUrl !== undefined) {
    throw new BackupRefused(
      'EVENT_STORE_URL is set: back the server up with its own means; this backs up the embedded log.',
    );
  }
  if (!existsSync(join(dataDir, dataFiles.log))) {
    throw new BackupRefused(`There is no event log in ${dataDir}: set DATA_DIR to the folder of the service.`);
  }
  const rows = databaseUrl === undefined ? [dataFiles.processes, dataFiles.readModels] : [];
  const keys = keysDatabaseUrl === undefined ? [dataFiles.keys] : [];
  return [...rows, dataFiles.log, ...keys].filter((name) => existsSync(join(dataDir, name)));
}

/** Reads the copied keys back with the master key, and takes its file along where there is one. */
function copyMasterKey({ dataDir, masterKey }: BackendSettings, draft: string, isLeftOut: boolean): void {
  const [file, keys] = [join(dataDir, dataFiles.masterKey), join(draft, dataFiles.keys)];
  readBackKeys(keys, masterKey ?? masterKeyFromFile(dataDir, keys));
  if (masterKey !== undefined || isLeftOut) return;
  const copy = join(draft, dataFiles.masterKey);
  copyFileSync(file, copy);
  chmodSync(copy, 0o600);
  toDisk(copy);
}

async function filesIn(folder: string, names: readonly string[]): Promise<Readonly<Record<string, FileOfBackup>>> {
  const files: Record<string, FileOfBackup> = {};
  for (const name of [...names, dataFiles.masterKey]) {
    const file = join(folder, name);
    if (existsSync(file)) files[name] = await fileOfBackup(file);
  }
  return files;
}
