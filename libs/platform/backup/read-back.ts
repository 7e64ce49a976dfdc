import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LogCheck } from '#platform/audit';
import { dataFiles } from '#platform/backends';
import { refuseForeignLog, type EventReader, type Position } from '#platform/event-store';
import { openEmbeddedReader } from '#platform/event-store/adapters';
import { readKeyFile } from '#platform/privacy/key-stores';
import { openSqliteProcessStore } from '#platform/process-managers/engine';
import { openSqliteReadModelReader } from '#platform/projections/engine';
import { BackupRefused } from './backup-folder.ts';

/** Told after each ten thousand events how many have been read. */
export type OnRead = (events: number) => void;
const TOLD_EVERY = 10_000;

/**
 * Reads a copy of an embedded log from its first event to its last: no position is missing, every stream is a chain of
 * hashes that holds.
 *
 * @throws BackupRefused at the first event that does not stand where it has to
 */
export async function readBackLog(
  file: string,
  onRead: OnRead = () => undefined,
): Promise<{ readonly events: number; readonly position: Position }> {
  const log = openEmbeddedReader(file);
  const check = new LogCheck();
  let position: Position = 0;
  try {
    for await (const event of log.readAll()) {
      if (event.position !== ++position) throw new BackupRefused(`The log lacks the event at position ${position}.`);
      const broken = check.look(event);
      if (broken) {
        throw new BackupRefused(
          `The log is not what was recorded: at position ${position}, revision ${broken.revision} of ${broken.stream}, the ${broken.reason}.`,
        );
      }
      if (position % TOLD_EVERY === 0) onRead(position);
    }
  } finally {
    await log.close();
  }
  return { events: check.events, position };
}

/**
 * Holds what was derived from the log to its copy: a start refuses a log shorter than a checkpoint, or another one.
 *
 * @throws ForeignLog
 */
export async function readBackCheckpoints(folder: string): Promise<void> {
  const log = openEmbeddedReader(join(folder, dataFiles.log));
  try {
    await readBackRows(log, join(folder, dataFiles.readModels));
    await readBackProcesses(log, join(folder, dataFiles.processes));
  } finally {
    await log.close();
  }
}

async function readBackRows(log: EventReader, file: string): Promise<void> {
  if (!existsSync(file)) return;
  const rows = openSqliteReadModelReader(file);
  const statuses = await rows.snapshot((snapshot) => snapshot.statuses());
  await rows.close();
  for (const { name, version, checkpoint } of statuses) {
    if (checkpoint) await refuseForeignLog(log, { ...checkpoint, knownBy: `the projection ${name} v${version}` });
  }
}

async function readBackProcesses(log: EventReader, file: string): Promise<void> {
  if (!existsSync(file)) return;
  const store = openSqliteProcessStore(file);
  const checkpoints = await store.checkpoints();
  await store.close();
  for (const checkpoint of checkpoints) {
    await refuseForeignLog(log, { ...checkpoint, knownBy: `the process ${checkpoint.process}` });
  }
}

/** Opens every key of a copy with the master key. @returns how many there are @throws WrongMasterKey, KeyDamaged */
export function readBackKeys(file: string, masterKey: Buffer): number {
  return [...readKeyFile(file, masterKey)].length;
}
