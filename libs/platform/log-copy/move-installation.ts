import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  type BackendSettings,
  dataFiles,
  embeddedIn,
  openKeys,
  openLog,
  openProcessStore,
  requireConsistent,
} from '#platform/backends';
import type { Clock } from '#platform/clock';
import { openEmbeddedReader, WriterLock } from '#platform/event-store/adapters';
import { masterKeyFromFile, MasterKeyMissing, readKeyFile } from '#platform/privacy/key-stores';
import { carryProcesses } from './carry-processes.ts';
import { copyEvents, CopyRefused, type CopyOptions } from './copy-events.ts';
import { copyKeys } from './copy-keys.ts';

export interface MoveOptions {
  /** The data folder of an embedded installation whose service has ended. */
  readonly folder: string;
  /** Where the installation is to be. */
  readonly settings: BackendSettings;
  readonly clock: Clock;
  readonly onProgress?: CopyOptions['onProgress'];
}

/** What was moved, and is all there now. */
export interface Moved {
  readonly events: number;
  /** How many of them a former attempt had copied. */
  readonly before: number;
  readonly keys: number;
}

/**
 * Moves an installation from a folder's embedded log to EventStoreDB: its keys, its events, how far its processes have
 * come. Interrupted, it is begun again and goes on where it was. The folder is left as it is.
 *
 * @throws EventStoreInUse while the folder's service runs
 * @throws CopyRefused, KeyTaken where something else is there already
 */
export async function moveInstallation({ folder, settings, clock, onProgress }: MoveOptions): Promise<Moved> {
  requireConsistent(settings);
  const log = join(folder, dataFiles.log);
  if (settings.eventStoreUrl === undefined) {
    throw new CopyRefused('EVENT_STORE_URL is not set: write the address of the EventStoreDB to copy into.');
  }
  if (!existsSync(log)) throw new CopyRefused(`There is no event log in ${folder}.`);
  if (resolve(settings.dataDir) === resolve(folder)) {
    throw new CopyRefused(
      `DATA_DIR is the folder to copy from: set it to the one that the service is to use from now on.`,
    );
  }
  const lock = new WriterLock(log);
  try {
    const keys = await moveKeys(folder, settings, clock);
    return { ...(await moveLog(folder, settings, onProgress)), keys };
  } finally {
    lock.release();
  }
}

async function moveKeys(folder: string, settings: BackendSettings, clock: Clock): Promise<number> {
  const file = join(folder, dataFiles.keys);
  if (!existsSync(file)) return 0;
  const hasMasterKey = existsSync(join(folder, dataFiles.masterKey));
  const masterKey = hasMasterKey ? masterKeyFromFile(folder, file) : settings.masterKey;
  if (!masterKey) {
    throw new MasterKeyMissing(`${folder} has no master.key: set MASTER_KEY to the one that its keys are wrapped with`);
  }
  const keys = await openKeys(settings, clock);
  try {
    return await copyKeys(readKeyFile(file, masterKey), keys);
  } finally {
    await keys.close();
  }
}

async function moveLog(
  folder: string,
  settings: BackendSettings,
  onProgress: CopyOptions['onProgress'],
): Promise<Omit<Moved, 'keys'>> {
  const from = openEmbeddedReader(join(folder, dataFiles.log));
  const to = await openLog(settings);
  const former = await openProcessStore(embeddedIn(folder));
  const next = await openProcessStore(settings);
  try {
    const wanted = new Set((await former.checkpoints()).flatMap(({ position, actsAfter }) => [position, actsAfter]));
    const { events, before, positions } = await copyEvents({ from, to, wanted, ...(onProgress && { onProgress }) });
    await carryProcesses(former, next, positions);
    return { events, before };
  } finally {
    await Promise.all([from.close(), to.close(), former.close(), next.close()]);
  }
}
