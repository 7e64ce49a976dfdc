import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '#platform/clock';
import { type EmbeddedEventStore, openEmbeddedEventStore } from '#platform/event-store/adapters';
import type { Projection } from '../definition/definition.ts';
import type { EngineOptions } from '../engine/engine-options.ts';
import type { EngineReport } from '../engine/engine-report.ts';
import { ProjectionEngine } from '../engine/engine.ts';
import type { Order, OrderAction } from '../life/orders.ts';
import type { ProjectionStatus, ReadModelStore, StoredRow } from '../store/read-model-store.ts';
import { openSqliteReadModels } from '../store/sqlite-read-model-store.ts';
import { appendFacts, type PlacedFact, thingRegistry } from './sample-things.ts';

/** Longer than any wait of a test takes, milliseconds. */
export const LONG = 20_000;

/** An engine at work. */
export interface RunningEngine {
  readonly engine: ProjectionEngine;
  readonly reports: readonly EngineReport[];
  /** Resolves with the first report that satisfies the condition, told already or to come. */
  told(condition: (report: EngineReport) => boolean): Promise<EngineReport>;
  /** Resolves when the engine has ended of itself; rejects with what ended it. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** A log and read models in a folder of their own, and engines over them. */
export class EngineRig {
  readonly folder = mkdtempSync(join(tmpdir(), 'tasuki-engine-'));
  readonly log: EmbeddedEventStore = openEmbeddedEventStore(join(this.folder, 'events.db'));
  readonly store: ReadModelStore = openSqliteReadModels(join(this.folder, 'read-models.db'), { clock: systemClock });
  readonly #engines: RunningEngine[] = [];

  async start(projections: readonly Projection[], options: Partial<EngineOptions> = {}): Promise<RunningEngine> {
    const reports: EngineReport[] = [];
    const listeners = new Set<() => void>();
    const { log, store } = this;
    const engine = await ProjectionEngine.open({
      log,
      store,
      registry: thingRegistry,
      projections,
      clock: systemClock,
      eventsBetween: (from, to) => to - from,
      lookMs: 5,
      report: (report) => {
        reports.push(report);
        for (const look of [...listeners]) look();
      },
      ...options,
    });
    const end = new AbortController();
    const ended = engine.run(end.signal);
    const running: RunningEngine = {
      engine,
      reports,
      ended,
      told: (condition) =>
        new Promise((resolve) => {
          const look = () => {
            const found = reports.find(condition);
            if (!found) return;
            listeners.delete(look);
            resolve(found);
          };
          listeners.add(look);
          look();
        }),
      stop: async () => {
        end.abort();
        await ended;
      },
    };
    ended.catch(() => undefined);
    this.#engines.push(running);
    return running;
  }

  /** Appends facts one by one. @returns the position of the last */
  append(...facts: readonly PlacedFact[]): Promise<number> {
    return appendFacts(this.log, facts);
  }

  /** All rows of a projection, by key. */
  rows(projection: Projection, store: ReadModelStore = this.store): Promise<readonly StoredRow[]> {
    const order = { column: projection.table.keyColumn, descending: false };
    return store.snapshot((snapshot) => snapshot.page(projection, { where: [], order, limit: 100_000 }));
  }

  status(name: string): Promise<readonly ProjectionStatus[]> {
    return this.store.snapshot((snapshot) => snapshot.status(name));
  }

  /** State of each version of a projection, the newest first; the one that serves is marked. */
  async standing(name: string): Promise<readonly string[]> {
    return (await this.status(name)).map(
      ({ version, state, serves }) => `${version} ${state}${serves ? ' serves' : ''}`,
    );
  }

  /** Has something done to a projection as operators do. @returns the order, carried out or refused */
  async ordered(
    { told }: RunningEngine,
    action: OrderAction,
    more: Partial<Pick<Order, 'name' | 'version' | 'stream'>> = {},
  ): Promise<Order> {
    const wish = { name: 'things', version: null, stream: null, orderedBy: 'operator', ...more };
    const { id } = await this.store.life.order({ action, ...wish });
    await told((report) => report.told === 'order settled' && report.orderId === id);
    return (await this.store.life.orderOf(id))!;
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.#engines.map((engine) => engine.stop()));
    await this.log.close();
    await this.store.close();
    rmSync(this.folder, { recursive: true });
  }
}

/** A store that behaves otherwise in some of its methods. */
export function storeWith<Store extends ReadModelStore | EmbeddedEventStore>(
  store: Store,
  otherwise: Partial<Store>,
): Store {
  return new Proxy(store, {
    get: (target, name) => {
      const own: unknown = Reflect.get(otherwise, name) ?? Reflect.get(target, name);
      return typeof own === 'function' && !(name in otherwise) ? (own.bind(target) as unknown) : own;
    },
  });
}
