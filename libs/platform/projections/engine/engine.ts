import { setImmediate as othersTurn, setTimeout as pause } from 'node:timers/promises';
import { CaughtUp, type Position, type RecordedEvent, refuseForeignLog } from '#platform/event-store';
import { allSettled } from './all-settled.ts';
import { BuildingAside } from './build-aside.ts';
import type { Projection } from '../definition/definition.ts';
import type { EngineOptions } from './engine-options.ts';
import { MOST_PARKED } from './feed-surroundings.ts';
import { progressOf, standingOf } from './feed-progress.ts';
import { holdMuch, pageSize } from '../folding/held-rows.ts';
import { Inbox } from './inbox.ts';
import { DISCARD, isDiscardIn } from '../life/discards.ts';
import { keptVersions } from '../life/kept-versions.ts';
import { type Fence, LeaseLost } from '../life/leases.ts';
import { Steward } from '../life/steward.ts';
import type { Workplace } from '../life/workplace.ts';
import { LogEvent } from '../definition/log-event.ts';
import { pageForAll } from './page-of-log.ts';
import { PositionWaits, type Progress } from '../serving/position-waits.ts';
import { ProjectionFeed } from './projection-feed.ts';
import { type ProjectionLag, projectionLag } from './projection-lag.ts';
import { Settling } from './settling.ts';
import { CheckpointMoved } from '../store/read-model-store.ts';
import { Turns } from './turns.ts';

const BATCH_SIZE = 10_000;
/** Before a projection that another projector has moved is read again, milliseconds. */
const MOVED_PAUSE_MS = 1000;

/**
 * Keeps read models: one reader of the whole log feeds all projections; one that is behind reads for itself until it has
 * caught up, then joins the others.
 */
export class ProjectionEngine {
  readonly #options: EngineOptions;
  readonly #feeds = new Set<ProjectionFeed>();
  readonly #steward: Steward;
  readonly #aside: BuildingAside;
  readonly #stop = new AbortController();
  readonly #waits = new PositionWaits();
  readonly #settling: Settling;
  readonly #turns = new Turns();
  readonly #listeners = new Set<() => void>();
  readonly #joined = new Set<ProjectionFeed>();
  /** Position up to which the one reader has handed events on; undefined before it begins. */
  #livePosition: Position | undefined;
  readonly #tasks = new Set<Promise<void>>();
  #failure: { readonly error: unknown } | undefined;

  private constructor(options: EngineOptions, kept: readonly Projection[]) {
    this.#options = options;
    const workplace: Workplace = {
      feeds: this.#feeds,
      open: (projection, fence) => this.#takeUp(projection, fence),
      start: (feed) => this.#start(feed),
      remove: (feed) => this.#remove(feed),
      begin: (work) => this.#begin(work),
    };
    this.#steward = new Steward(options, kept, workplace, this.#stop.signal);
    this.#aside = new BuildingAside(options, this.#stop.signal);
    this.#settling = new Settling({
      feeds: this.#feeds,
      waits: this.#waits,
      settle: (feed) => this.#unlessMoved(feed, () => feed.settle()),
      restMs: options.settleMs,
    });
  }

  /**
   * Makes the tables of versions not known yet and looks up the checkpoints.
   *
   * @throws ForeignLog when the log is not the one the checkpoints were made on.
   * @throws TableChanged when a definition was changed without raising its version.
   */
  static async open(options: EngineOptions): Promise<ProjectionEngine> {
    const { store, log, projections } = options;
    const kept = await keptVersions(projections, store);
    for (const projection of kept) {
      const { checkpoint } = await store.ensure(projection);
      const knownBy = `the projection ${projection.name}`;
      if (checkpoint) await refuseForeignLog(log, { ...checkpoint, knownBy });
    }
    const engine = new ProjectionEngine(options, kept);
    await engine.#steward.open();
    engine.#waits.update(engine.progress());
    return engine;
  }

  /**
   * Runs until the signal aborts; finishes the batch in hand.
   *
   * @throws EventStoreError when the log cannot be followed any more.
   */
  async run(signal: AbortSignal): Promise<void> {
    const stop = () => this.#stop.abort(signal.reason);
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    const settling = setInterval(() => this.#begin(this.#settling.all()), this.#settling.restMs);
    try {
      const head = (this.#livePosition = await this.#options.log.head());
      this.#aside.clear(this.#feeds);
      for (const cohort of this.#cohorts()) this.#begin(this.#catchUp(cohort));
      this.#begin(this.#steward.run());
      await this.#follow(head);
    } catch (error) {
      this.#fail(error);
    } finally {
      clearInterval(settling);
      signal.removeEventListener('abort', stop);
      this.#stop.abort();
      while (this.#tasks.size > 0) await Promise.all(this.#tasks);
      this.#waits.end();
    }
    if (this.#failure) throw this.#failure.error;
  }

  /** Lets a task run beside the others; the engine ends when one of them fails. */
  #begin(work: Promise<void>): void {
    const task = work.catch((error: unknown) => this.#fail(error)).finally(() => this.#tasks.delete(task));
    this.#tasks.add(task);
  }

  #fail(error: unknown): void {
    if (this.#stop.signal.aborted) return;
    this.#failure = { error };
    this.#stop.abort();
  }

  /** How far each projection has come, as readers of its rows see it; of several versions the one that serves. */
  progress(): readonly Progress[] {
    return progressOf(this.#feeds);
  }

  /**
   * Waits until the rows of a projection, or without a name of every one, hold everything up to a position.
   *
   * @param timeoutMs the longest wait, milliseconds
   * @returns whether they do; false at once where a projection has stopped before it
   */
  waitFor(position: Position, timeoutMs: number, name?: string): Promise<boolean> {
    const reached = this.#waits.waitFor(position, timeoutMs, name);
    this.#begin(this.#settling.awaited());
    return reached;
  }

  /** Calls a listener whenever a projection has committed something; the function answered ends it. */
  onCommit(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** How far each projection lies behind the log. */
  lag(): Promise<readonly ProjectionLag[]> {
    const { log, clock, eventsBetween } = this.#options;
    return projectionLag(log, standingOf(this.#feeds), clock, eventsBetween);
  }

  /** The one reader: hands each batch to all that have joined. */
  async #follow(from: Position): Promise<void> {
    const inbox = new Inbox<RecordedEvent>(this.#options.batchSize ?? BATCH_SIZE);
    void this.#readInto(inbox, from); // never rejects: nobody would hear it while a batch is committed
    for (let batch = await inbox.take(); batch !== undefined; batch = await inbox.take()) {
      const after = this.#livePosition!;
      this.#livePosition = batch.at(-1)!.position;
      await this.#turns.live(async () => {
        await this.#feed([...this.#joined], batch, after);
        await this.#settling.folded();
      });
    }
  }

  async #readInto(inbox: Inbox<RecordedEvent>, from: Position): Promise<void> {
    const subscription = { from: from === 0 ? ('start' as const) : from, signal: this.#stop.signal, parsedLate: true };
    try {
      for await (const item of this.#options.log.subscribeToAll(subscription)) {
        if (item instanceof CaughtUp) continue;
        const room = inbox.put(item);
        if (room) await room;
      }
      inbox.end();
    } catch (error) {
      inbox.fail(error);
    }
  }

  /** Projections that stand at the same position, so that they read together. */
  #cohorts(): ProjectionFeed[][] {
    const running = [...this.#feeds].filter(({ isRunning }) => isRunning);
    const [aside, here] = [true, false].map((is) => running.filter((feed) => this.#isBuiltAside(feed) === is));
    return [...aside!.map((feed) => [feed]), ...Map.groupBy(here!, ({ position }) => position).values()];
  }

  #isBuiltAside(feed: ProjectionFeed): boolean {
    return this.#aside.suits(feed, this.#feeds, this.#livePosition!);
  }

  /** Reads for a cohort until it has come to where the one reader is, then lets it join. */
  async #catchUp(cohort: readonly ProjectionFeed[]): Promise<void> {
    const [first] = cohort;
    if (first && this.#isBuiltAside(first) && !(await this.#aside.build(first))) return;
    let position = Math.min(...cohort.map((feed) => feed.position));
    while (position < this.#livePosition!) {
      const at = position;
      if (this.#stop.signal.aborted || !cohort.some((feed) => feed.isRunning && feed.position >= at)) return;
      const end = this.#livePosition!;
      const batch = await this.#turns.build(async () => {
        const page = await this.#read(at, cohort);
        if (page.length > 0) await this.#feed(cohort, page, at);
        return page;
      });
      if (batch.length > 0) {
        position = batch.at(-1)!.position;
        if (holdMuch(cohort, this.#joined.size > 0))
          await allSettled(cohort.map((feed) => this.#unlessMoved(feed, () => feed.passOn())));
        await othersTurn();
      } else if (end === this.#livePosition) {
        for (const feed of cohort) feed.pass(at, end);
        position = end;
      }
    }
    // From the last look at the live position to here nothing is awaited: no batch can slip between.
    const caughtUp = cohort.filter((feed) => feed.isRunning && feed.position >= position);
    for (const feed of caughtUp) this.#joined.add(feed);
    for (const feed of caughtUp) await this.#unlessMoved(feed, () => this.#steward.caughtUp(feed));
  }

  /** Takes a projection up where it stands. */
  async #takeUp(projection: Projection, fence?: Fence): Promise<ProjectionFeed> {
    const { store, log, registry, tokensOf = () => [], report = () => undefined } = this.#options;
    const feed = await ProjectionFeed.open(
      projection,
      await store.ensure(projection),
      {
        store,
        log,
        toLogEvent: (recorded) => new LogEvent(recorded, registry),
        tokensOf,
        mostParked: this.#options.mostParked ?? MOST_PARKED,
        report,
        signal: this.#stop.signal,
        onMoved: () => this.#moved(),
      },
      fence,
    );
    this.#feeds.add(feed);
    return feed;
  }

  /** Before the engine runs nothing is read: then all that stand at one position read together. */
  #start(feed: ProjectionFeed): void {
    this.#joined.delete(feed);
    if (this.#livePosition !== undefined) this.#begin(this.#catchUp([feed]));
  }

  #remove(feed: ProjectionFeed): void {
    this.#joined.delete(feed);
    this.#feeds.delete(feed);
    this.#moved();
  }

  #read(from: Position, cohort: readonly ProjectionFeed[]): Promise<readonly RecordedEvent[]> {
    const { log, batchSize: maxCount = pageSize(this.#joined.size > 0), report } = this.#options;
    const waiting = cohort.map(({ projection }) => projection);
    return pageForAll(log, { from, maxCount }, waiting, { signal: this.#stop.signal, report });
  }

  async #feed(feeds: readonly ProjectionFeed[], batch: readonly RecordedEvent[], after: Position): Promise<void> {
    const events = batch.map((recorded) => new LogEvent(recorded, this.#options.registry));
    await allSettled(feeds.map((feed) => this.#unlessMoved(feed, () => feed.take(events, after))));
    if (!batch.some(({ type }) => type === DISCARD)) return;
    // What has stopped is given nothing, but may wait for just this.
    for (const name of new Set([...this.#feeds].map(({ projection }) => projection.name))) {
      if (batch.some((event) => isDiscardIn(name, event))) this.#steward.discarded(name);
    }
  }

  /** A projection that another projector feeds too starts again from where that one has come, by itself. */
  async #unlessMoved(feed: ProjectionFeed, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (error instanceof LeaseLost) return this.#steward.lost(feed);
      if (!(error instanceof CheckpointMoved)) throw error;
      this.#joined.delete(feed);
      this.#begin(this.#startAgain(feed));
    }
  }

  async #startAgain(feed: ProjectionFeed): Promise<void> {
    await feed.reread();
    await pause(MOVED_PAUSE_MS, undefined, { signal: this.#stop.signal });
    await this.#catchUp([feed]);
  }

  #moved(): void {
    this.#waits.update(this.progress());
    this.#options.onProgress?.();
    for (const listener of this.#listeners) listener();
  }
}
