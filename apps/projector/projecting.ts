import type { Logger } from 'pino';
import { programme, projections } from '#contexts/programme';
import { eventsBetweenIn, openKeys, openLogReader, openReadModels, type BackendSettings } from '#platform/backends';
import type { Clock } from '#platform/clock';
import { Sealing, SearchTokens } from '#platform/privacy';
import { ProjectionEngine, RowSearch, rowTokens } from '#platform/projections';
import { normalForm } from '#reference-data';

/** A projector at work. */
export interface Projecting {
  readonly engine: ProjectionEngine;
  /** Resolves when it has stopped; rejects when it cannot go on. */
  readonly done: Promise<void>;
  /** Finishes the batch in hand and closes everything. */
  stop(): Promise<void>;
}

/** Keeps all read models of the programme over the backends that the settings name. */
export async function startProjecting(settings: BackendSettings, clock: Clock, logger: Logger): Promise<Projecting> {
  const log = await openLogReader(settings);
  const keys = await openKeys(settings, clock);
  const store = await openReadModels(settings, clock);
  const eventsBetween = eventsBetweenIn(settings);
  const engine = await ProjectionEngine.open({
    log,
    registry: programme.registry,
    store,
    projections,
    clock,
    tokensOf: rowTokens(new RowSearch(await SearchTokens.load(keys), normalForm), new Sealing(keys)),
    report: ({ told, ...details }) => logger[told === 'stopped' ? 'error' : 'debug'](details, told),
    ...(eventsBetween && { eventsBetween }),
  });
  const stopping = new AbortController();
  const done = engine.run(stopping.signal);
  return {
    engine,
    done,
    stop: async () => {
      stopping.abort();
      await done.catch(() => undefined);
      await Promise.all([log.close(), keys.close(), store.close()]);
    },
  };
}
