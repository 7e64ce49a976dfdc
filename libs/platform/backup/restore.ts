import { chmodSync, copyFileSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { dataFiles } from '#platform/backends';
import { WriterLock } from '#platform/event-store/adapters';
import { BackupRefused, fileOfBackup, readManifest, toDisk, type BackupManifest } from './backup-folder.ts';
import { readBackLog, type OnRead } from './read-back.ts';

export interface RestoreOptions {
  /** A backup's folder. */
  readonly folder: string;
  /** Where a service is to find its files: a folder without any. */
  readonly dataDir: string;
  readonly onRead?: OnRead;
}

/** What a file is called until all of them have been read back. */
const DRAFT = '.restoring';

/**
 * The order in which files take their names. A crash in between leaves a folder that the next restore refuses, and that
 * no service starts on with events whose keys are missing: it would make others.
 */
const ORDER: readonly string[] = [
  dataFiles.masterKey,
  dataFiles.keys,
  dataFiles.log,
  dataFiles.readModels,
  dataFiles.processes,
];

/**
 * Puts a backup's files into a data folder, after reading each of them back: the bytes are those that the backup was made
 * of, and the log is as long and its chains hold as they did then. Nothing is ever overwritten.
 *
 * @throws BackupRefused where files of ours are there already, or the backup is damaged
 * @throws EventStoreInUse where a service runs on that folder
 */
export async function restore({ folder, dataDir, onRead }: RestoreOptions): Promise<BackupManifest> {
  const manifest = readManifest(folder);
  mkdirSync(dataDir, { recursive: true });
  const lock = new WriterLock(join(dataDir, dataFiles.log));
  try {
    refuseToOverwrite(dataDir);
    const names = ORDER.filter((name) => name in manifest.files);
    try {
      for (const name of names) await copyBack(name, folder, dataDir, manifest);
      await compareLog(join(dataDir, dataFiles.log + DRAFT), manifest, onRead);
    } catch (error) {
      for (const name of names) rmSync(join(dataDir, name + DRAFT), { force: true });
      throw error;
    }
    for (const name of names) {
      renameSync(join(dataDir, name + DRAFT), join(dataDir, name));
      toDisk(dataDir);
    }
    return manifest;
  } finally {
    lock.release();
  }
}

/** A write-ahead log that was left behind would be taken for the restored file's own. */
function refuseToOverwrite(dataDir: string): void {
  const ours = new Set(ORDER.flatMap((name) => [name, `${name}-wal`, `${name}-shm`, `${name}-journal`]));
  const found = readdirSync(dataDir).filter((name) => ours.has(name));
  if (found.length > 0) {
    throw new BackupRefused(
      `${dataDir} is in use, or was: it holds ${found.join(', ')}. Nothing is overwritten; move them away, or set DATA_DIR to an empty folder.`,
    );
  }
}

async function copyBack(name: string, folder: string, dataDir: string, { files }: BackupManifest): Promise<void> {
  const copy = join(dataDir, name + DRAFT);
  copyFileSync(join(folder, name), copy);
  chmodSync(copy, 0o600);
  toDisk(copy);
  const { bytes, sha256 } = await fileOfBackup(copy);
  const expected = files[name];
  if (bytes !== expected?.bytes || sha256 !== expected.sha256) {
    throw new BackupRefused(
      `${name} of the backup is damaged: it is not the file that was written. Restore another backup.`,
    );
  }
}

async function compareLog(file: string, { events, position }: BackupManifest, onRead?: OnRead): Promise<void> {
  const found = await readBackLog(file, onRead);
  if (found.events !== events || found.position !== position) {
    throw new BackupRefused(
      `The log of the backup has ${found.events} events up to position ${found.position}; there were ${events}, up to ${position}.`,
    );
  }
}
