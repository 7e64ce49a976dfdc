import { existsSync } from 'node:fs';
import { setImmediate as othersTurn } from 'node:timers/promises';
import type { Clock } from '#platform/clock';
import type { EventRegistry } from '#platform/event-schema';
import type { EventReader } from '#platform/event-store';
import type { Projection } from '../definition/definition.ts';
import { LogEvent } from '../definition/log-event.ts';
import { allSettled } from '../engine/all-settled.ts';
import { MOST_PARKED, type TokensOf } from '../engine/feed-surroundings.ts';
import { pageOfLog } from '../engine/page-of-log.ts';
import { ProjectionFeed } from '../engine/projection-feed.ts';
import { holdMuch, PAGE_SIZE } from '../folding/held-rows.ts';
import { openSqliteReadModels, type SqliteReadModelStore } from '../store/sqlite-read-model-store.ts';
import { type ProjectionStatus, tableName } from '../store/read-model-store.ts';
import type { AsideVersion, BuildsAside } from './builds-aside.ts';
import { deleteDatabase } from './delete-database.ts';

export interface AsideBuilderParts {
  /** Where it is built. */
  readonly file: string;
  readonly log: EventReader;
  readonly registry: EventRegistry;
  readonly clock: Clock;
  readonly tokensOf: TokensOf;
}

/** A version that is being built. */
interface Job {
  readonly feed: ProjectionFeed;
  readonly goesOn: Parameters<BuildsAside['build']>[1];
  readonly done: PromiseWithResolvers<void>;
}

/**
 * Builds versions in a file of their own, all that are asked for together: the one that lies farthest behind comes first,
 * until they stand at the same event and are given the same page. The file is deleted when nothing in it is wanted.
 */
export class AsideBuilder implements BuildsAside {
  readonly #parts: AsideBuilderParts;
  readonly #stop = new AbortController();
  readonly #jobs = new Map<string, Job>();
  #store: SqliteReadModelStore | undefined;
  #working: Promise<void> | undefined;

  constructor(parts: AsideBuilderParts) {
    this.#parts = parts;
  }

  async build(projection: Projection, goesOn: Job['goesOn']): Promise<void> {
    const job = { feed: await this.#feed(projection), goesOn, done: Promise.withResolvers<void>() };
    this.#jobs.set(tableName(projection), job);
    this.#working ??= this.#work().finally(() => (this.#working = undefined));
    return job.done.promise;
  }

  async forget(projection: Projection): Promise<void> {
    if (!existsSync(this.#parts.file)) return;
    const store = this.#open();
    if (await store.life.statusOf(projection)) await store.life.retire(projection);
    await this.#clean(store);
  }

  async keepOnly(versions: readonly AsideVersion[]): Promise<void> {
    if (!existsSync(this.#parts.file)) return;
    const store = this.#open();
    const kept = new Set(versions.map((version) => tableName(version)));
    for (const left of await leftIn(store)) if (!kept.has(tableName(left))) await store.life.retire(left);
    await this.#clean(store);
  }

  async #clean(store: SqliteReadModelStore): Promise<void> {
    await store.clearAway(this.#stop.signal);
    if ((await leftIn(store)).length > 0 || this.#jobs.size > 0) return;
    await this.#closeFile();
    deleteDatabase(this.#parts.file);
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#working;
    await this.#closeFile();
  }

  #open(): SqliteReadModelStore {
    const { file, clock } = this.#parts;
    return (this.#store ??= openSqliteReadModels(file, { clock }));
  }

  async #closeFile(): Promise<void> {
    const store = this.#store;
    this.#store = undefined;
    await store?.close();
  }

  async #feed(projection: Projection): Promise<ProjectionFeed> {
    const { log, registry, tokensOf } = this.#parts;
    const store = this.#open();
    const feed = await ProjectionFeed.open(projection, await this.#startOf(projection, store), {
      store,
      log,
      toLogEvent: (recorded) => new LogEvent(recorded, registry),
      tokensOf,
      mostParked: MOST_PARKED,
      report: () => undefined,
      signal: this.#stop.signal,
      onMoved: () => undefined,
    });
    if (feed.state !== 'building') await feed.become('building');
    return feed;
  }

  /** What was built from another log, which stood here before, is begun anew. */
  async #startOf(projection: Projection, store: SqliteReadModelStore): Promise<ProjectionStatus> {
    const status = await store.ensure(projection);
    const { checkpoint } = status;
    if (!checkpoint || (await this.#parts.log.eventAt(checkpoint.position))?.id === checkpoint.eventId) return status;
    await store.life.retire(projection);
    return store.ensure(projection);
  }

  async #work(): Promise<void> {
    while (this.#jobs.size > 0 && !this.#stop.signal.aborted) {
      const position = Math.min(...[...this.#jobs.values()].map(({ feed }) => feed.position));
      const cohort = [...this.#jobs].filter(([, { feed }]) => feed.position === position);
      try {
        await this.#takePage(position, cohort);
      } catch (error) {
        for (const [name, { done }] of cohort) {
          this.#jobs.delete(name);
          done.reject(error);
        }
      }
      await othersTurn();
    }
    for (const { done } of this.#jobs.values()) done.reject(new Error('the building of read models aside was ended'));
  }

  async #takePage(position: number, cohort: readonly (readonly [string, Job])[]): Promise<void> {
    const { log, registry } = this.#parts;
    const page = await pageOfLog(log, { from: position, maxCount: PAGE_SIZE });
    const events = page.map((recorded) => new LogEvent(recorded, registry));
    const feeds = cohort.map(([, { feed }]) => feed);
    await allSettled(feeds.map((feed) => feed.take(events, position)));
    const ended = cohort.filter(
      ([, { feed, goesOn }]) =>
        page.length === 0 || !feed.isRunning || !goesOn({ position: feed.position, events: feed.eventsSeen }),
    );
    if (holdMuch(feeds, false)) await allSettled(feeds.map((feed) => feed.settle()));
    await allSettled(ended.map(([, { feed }]) => feed.settle()));
    for (const [name, { done }] of ended) {
      this.#jobs.delete(name);
      done.resolve();
    }
  }
}

/** The versions that a file holds anything of. */
async function leftIn(store: SqliteReadModelStore): Promise<readonly AsideVersion[]> {
  const statuses = await store.snapshot((snapshot) => snapshot.statuses());
  return [...statuses.filter(({ state }) => state !== 'retired'), ...(await store.life.rebuilds())];
}
