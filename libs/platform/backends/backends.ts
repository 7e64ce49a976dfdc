import { join } from 'node:path';
import type { Clock } from '#platform/clock';
import type { EventReader, EventStore } from '#platform/event-store';
import {
  embeddedLogFile,
  makeFolder,
  openEmbeddedReader,
  openEventStore,
  type EmbeddedOptions,
  openMirroredLog,
  type MirrorReport,
} from '#platform/event-store/adapters';
import type { KeyStore } from '#platform/privacy';
import { masterKeyFromFile, PostgresKeyStore, SqliteKeyStore } from '#platform/privacy/key-stores';
import {
  openPostgresProcessStore,
  openSqliteProcessStore,
  type ProcessStore,
  type RunnerLease,
} from '#platform/process-managers/engine';
import type { ReadModelReader, ReadModelStore } from '#platform/projections';
import {
  openPostgresReadModels,
  openSqliteReadModelReader,
  openSqliteProjectionLife,
  openSqliteReadModels,
  type EventsBetween,
  type OpenLife,
} from '#platform/projections/engine';
import { dataFiles } from './data-files.ts';
import type { BackendSettings } from './settings/index.ts';

/** Orders are few. */
const LIFE_CONNECTIONS = 2;

/** The event store that the settings name. */
export function openLog({ eventStoreUrl, dataDir }: BackendSettings, embedded?: EmbeddedOptions): Promise<EventStore> {
  return openEventStore({ url: eventStoreUrl, dataDir, ...(embedded && { embedded }) });
}

/**
 * The log for one who reads all of it: beside the writer of the embedded file, in another thread or process; or that of a
 * server, through the mirror that this process keeps in `DATA_DIR`.
 */
export function openLogReader(
  { eventStoreUrl: url, dataDir }: BackendSettings,
  report: MirrorReport,
): EventReader | Promise<EventReader> {
  return url === undefined ? openEmbeddedReader(embeddedLogFile(dataDir)) : openMirroredLog({ url, dataDir, report });
}

/** Positions of the embedded log are numbers in a row, so what lies between two can be counted; a server's are not. */
export function eventsBetweenIn({ eventStoreUrl }: BackendSettings): EventsBetween | undefined {
  return eventStoreUrl === undefined ? (from, to) => to - from : undefined;
}

/** The keys of persons. @throws WrongMasterKey, MasterKeyMissing */
export function openKeys({ keysDatabaseUrl, masterKey, dataDir }: BackendSettings, clock: Clock): Promise<KeyStore> {
  if (keysDatabaseUrl !== undefined && masterKey)
    return PostgresKeyStore.open({ url: keysDatabaseUrl, masterKey, clock });
  const file = join(made(dataDir), dataFiles.keys);
  return Promise.resolve(
    SqliteKeyStore.open({ file, masterKey: masterKey ?? masterKeyFromFile(dataDir, file), clock }),
  );
}

/** The read models, for the one who keeps them. */
export async function openReadModels({ databaseUrl, dataDir }: BackendSettings, clock: Clock): Promise<ReadModelStore> {
  return databaseUrl === undefined
    ? openSqliteReadModels(readModelsFile(dataDir), { clock, buildingThread: true })
    : await openPostgresReadModels(databaseUrl, { clock });
}

/** The read models, for those who only query them; the tables have to be there. */
export async function openReadModelReader(
  { databaseUrl, dataDir }: BackendSettings,
  clock: Clock,
): Promise<ReadModelReader> {
  return databaseUrl === undefined
    ? openSqliteReadModelReader(readModelsFile(dataDir))
    : await openPostgresReadModels(databaseUrl, { clock });
}

/** States, orders and parked streams of the read models, for those who do not keep them. */
export async function openProjectionLife({ databaseUrl, dataDir }: BackendSettings, clock: Clock): Promise<OpenLife> {
  return databaseUrl === undefined
    ? openSqliteProjectionLife(readModelsFile(dataDir), { clock })
    : await openPostgresReadModels(databaseUrl, { clock, connections: LIFE_CONNECTIONS });
}

/** State, outbox, timers and checkpoints of processes. */
export async function openProcessStore({ databaseUrl, dataDir }: BackendSettings): Promise<ProcessStore> {
  return databaseUrl === undefined
    ? openSqliteProcessStore(join(made(dataDir), dataFiles.processes))
    : await openPostgresProcessStore(databaseUrl);
}

/**
 * The right to run the processes, where several programs could: one of the leases that read models are shared out by.
 * Undefined for files, which one program has to itself.
 */
export async function openProcessLease(
  { databaseUrl }: BackendSettings,
  clock: Clock,
): Promise<(RunnerLease & { close(): Promise<void> }) | undefined> {
  if (databaseUrl === undefined) return undefined;
  const store = await openPostgresReadModels(databaseUrl, { clock, connections: 1 });
  const { leases } = store;
  return {
    hold: async () => (await leases.hold('processes', [RUNNER])).get(RUNNER),
    ttlMs: leases.ttlMs,
    release: () => leases.release(),
    close: () => store.close(),
  };
}

/** What is leased: to run the processes, all of them. */
const RUNNER = 'runner';

function readModelsFile(dataDir: string): string {
  return join(made(dataDir), dataFiles.readModels);
}

function made(dataDir: string): string {
  makeFolder(dataDir);
  return dataDir;
}
