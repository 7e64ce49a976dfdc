import type { Logger } from 'pino';
import { programme, projections } from '#contexts/programme';
import { eventsBetweenIn, openKeys, openLogReader, openReadModels, type BackendSettings } from '#platform/backends';
import { TravellingClock, type Clock } from '#platform/clock';
import type { Position } from '#platform/event-store';
import { embeddedLogFile, type EmbeddedEventStore } from '#platform/event-store/adapters';
import { describeError } from '#platform/http';
import { countBatches, type Metrics } from '#platform/metrics';
import { type KeyStore, Sealing, SearchTokens } from '#platform/privacy';
import type { OnCommit } from '#platform/projections/serving';
import {
  AsideThread,
  ProjectionEngine,
  ProjectorThread,
  RowSearch,
  rowTokens,
  runAsideThread,
  runProjectorThread,
  tellCommit,
  type EngineReport,
  type Report,
  type TokensOf,
} from '#platform/projections/engine';
import { normalForm } from '#reference-data';
import { mirrorReportTo } from './mirror-report.ts';

/** A projector at work. */
export interface Projecting {
  /** Waits until a projection has reached a position, and hastens it. */
  waitFor(position: Position, timeoutMs: number, name?: string): Promise<boolean>;
  /** Tells whenever something was committed. */
  readonly onCommit: OnCommit;
  /** Rejects when it cannot go on. */
  readonly done: Promise<void>;
  /** Finishes the batch in hand and closes everything. */
  stop(): Promise<void>;
}

/** What the engine works with besides the log. */
async function engineParts(settings: BackendSettings, clock: Clock) {
  const keys = await openKeys(settings, clock);
  const store = await openReadModels(settings, clock);
  return {
    keys,
    engine: {
      registry: programme.registry,
      store,
      ...(store.leases && { leases: store.leases }),
      projections,
      // One machine looks after itself; who runs a server says when a new version serves.
      upkeep: settings.eventStoreUrl === undefined ? ('by itself' as const) : ('ordered' as const),
      clock,
      tokensOf: await tokensWith(keys),
    },
  };
}

async function tokensWith(keys: KeyStore): Promise<TokensOf> {
  return rowTokens(new RowSearch(await SearchTokens.load(keys), normalForm), new Sealing(keys));
}

/** What is told louder than in the finest log: what an operator has to see to, and what they did. */
const LOUDNESS: { readonly [told in EngineReport['told']]?: 'error' | 'info' } = {
  stopped: 'error',
  parked: 'error',
  unsound: 'error',
  unparked: 'info',
  rebuilt: 'info',
  'order settled': 'info',
};

function reportTo(logger: Logger, metrics: Metrics, clock: Clock): Report {
  const count = countBatches(metrics, clock);
  return (report) => {
    const { told, ...details } = report;
    logger[LOUDNESS[told] ?? 'debug'](details, told);
    count(report);
    tellCommit(report);
  };
}

/** Keeps all read models in this thread, over any event store. */
export async function startProjecting(
  settings: BackendSettings,
  clock: Clock,
  logger: Logger,
  metrics: Metrics,
): Promise<Projecting> {
  const log = await openLogReader(settings, mirrorReportTo(logger));
  const { keys, engine: parts } = await engineParts(settings, clock);
  const eventsBetween = eventsBetweenIn(settings);
  const engine = await ProjectionEngine.open({
    ...parts,
    log,
    report: reportTo(logger, metrics, clock),
    ...(eventsBetween && { eventsBetween }),
  });
  const stopping = new AbortController();
  const done = engine.run(stopping.signal);
  // Listened to once the rest is open; what fails before must not end the process without a word.
  done.catch(() => undefined);
  return {
    waitFor: (position, timeoutMs, name) => engine.waitFor(position, timeoutMs, name),
    onCommit: (listener) => engine.onCommit(listener),
    done,
    stop: async () => {
      stopping.abort();
      await done.catch(() => undefined);
      await Promise.all([log.close(), keys.close(), parts.store.close()]);
    },
  };
}

/** What the thread is handed. */
export interface ProjectingThreadData {
  readonly settings: BackendSettings;
  /** Of a clock that travels. */
  readonly time?: SharedArrayBuffer;
}

/** Keeps all read models in a thread beside the one that answers requests, over the embedded log it appends to. */
export async function startProjectingBeside(
  settings: BackendSettings,
  log: EmbeddedEventStore,
  clock: Clock,
  logger: Logger,
  metrics: Metrics,
): Promise<Projecting> {
  const thread = new ProjectorThread({
    entry: new URL('./projecting-thread.js', import.meta.url),
    workerData: {
      settings,
      ...(clock instanceof TravellingClock && { time: clock.memory }),
    } satisfies ProjectingThreadData,
    report: reportTo(logger, metrics, clock),
    onCrash: (error, againInMs) =>
      logger.error({ error: describeError(error), againInMs }, 'the projector thread ended and is started again'),
  });
  const forget = log.onAppended((position) => thread.appended(position));
  await thread.start();
  return {
    waitFor: (position, timeoutMs, name) => thread.waitFor(position, timeoutMs, name),
    onCommit: (listener) => thread.onCommit(listener),
    done: new Promise<void>(() => undefined),
    stop: async () => {
      forget();
      await thread.stop();
    },
  };
}

/** The whole of the thread that {@link startProjectingBeside} starts. */
export async function projectInThread(settings: BackendSettings, clock: Clock): Promise<void> {
  const { keys, engine } = await engineParts(settings, clock);
  const { file } = engine.store.aside ?? {};
  const entry = new URL('./aside-thread.js', import.meta.url);
  const aside = file === undefined ? {} : { aside: new AsideThread({ entry, workerData: { settings, file } }) };
  try {
    await runProjectorThread({ ...engine, ...aside, logFile: embeddedLogFile(settings.dataDir) });
  } finally {
    await keys.close();
  }
}

/** The whole of the thread that builds read models in a file of their own, beside the one that projects. */
export async function buildAsideInThread(settings: BackendSettings, file: string, clock: Clock): Promise<void> {
  const keys = await openKeys(settings, clock);
  try {
    const { registry } = programme;
    const tokensOf = await tokensWith(keys);
    await runAsideThread({ file, registry, projections, clock, tokensOf, logFile: embeddedLogFile(settings.dataDir) });
  } finally {
    await keys.close();
  }
}
