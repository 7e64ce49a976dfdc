import { NewerSchemaVersion } from '#platform/event-schema';
import type { Position } from '#platform/event-store';
import { commitRows } from './commit-rows.ts';
import type { Projection } from '../definition/definition.ts';
import type { FeedSurroundings } from './feed-surroundings.ts';
import { concerning } from '../folding/concerned.ts';
import { foldBatch, type FoldedRows } from '../folding/fold-batch.ts';
import { FoldedTraces } from '../folding/folded-traces.ts';
import { HeldRows } from '../folding/held-rows.ts';
import { type Failed, failureOf, parkedEventOf } from '../life/failures.ts';
import type { Fence } from '../life/leases.ts';
import type { Parking } from '../life/parking.ts';
import { PutAside } from '../life/put-aside.ts';
import { Standing } from '../life/standing.ts';
import type { LogEvent } from '../definition/log-event.ts';
import type { Batch, Checkpoint, ProjectionStatus } from '../store/read-model-store.ts';

/**
 * One projection on its way through the log: folds what it is given, commits rows and checkpoint together, parks the
 * stream of an event that it cannot fold, or stops there. Its tasks run one after another.
 */
export class ProjectionFeed extends Standing {
  readonly #aside: PutAside;
  readonly #held: HeldRows;
  readonly #traces = new FoldedTraces();
  /** What is on its way into the store while the next batches are folded. */
  #writing: Promise<void> | undefined;

  private constructor(
    projection: Projection,
    status: ProjectionStatus,
    around: FeedSurroundings,
    fence: Fence | undefined,
  ) {
    super(projection, status, around, fence);
    this.#aside = new PutAside(projection, around);
    this.#held = new HeldRows(projection, around.store);
    this.#restartAt(status.checkpoint);
  }

  /** Takes a projection up where it stands: with what is parked in it and what it is to pass over. */
  static async open(
    projection: Projection,
    status: ProjectionStatus,
    around: FeedSurroundings,
    fence?: Fence,
  ): Promise<ProjectionFeed> {
    const feed = new ProjectionFeed(projection, status, around, fence);
    await feed.learn();
    return feed;
  }

  /** Bytes of the rows that a version being built holds back, to write each of them once; none of those on their way. */
  get held(): number {
    return this.#held.weight;
  }

  get parkedStreams(): ReadonlySet<string> {
    return this.#aside.parked;
  }

  /** Whether more streams are parked than it may go on with. */
  get hasTooManyParked(): boolean {
    return this.parkedStreams.size > this.around.mostParked;
  }

  /**
   * Folds the events of the log that follow the position `after`, in order and without a gap. Those seen already are
   * passed over, and so are all of them where it has not come to `after` itself: it is reading by itself then. What they
   * change is held, and committed by {@link settle}.
   *
   * @throws CheckpointMoved when another projector feeds the projection; after it {@link reread}.
   * @throws LeaseLost when it is another projector's by now.
   */
  take(events: readonly LogEvent[], after: Position): Promise<void> {
    return this.inTurn(async () => {
      if (!this.isRunning || this.position < after) return;
      let rest: readonly LogEvent[] = behind(events, this.position);
      while (rest.length > 0 && this.isRunning) rest = await this.#takeUntilParked(rest);
    });
  }

  /** Commits what is held, and the checkpoint where it lies behind what has been seen. @throws as {@link take}. */
  settle(): Promise<void> {
    return this.settledInTurn(() => (this.isRunning ? this.#write() : Promise.resolve()));
  }

  /**
   * Begins to commit what one that is behind holds, when the last such commit is done, and does not wait for it: what is
   * wrong with it is thrown by the next, or by {@link settle}. @throws as {@link take}
   */
  passOn(): Promise<void> {
    return this.inTurn(async () => {
      await this.#written();
      if (!this.isRunning || !this.isAhead) return;
      this.#writing = this.#commit();
      this.#writing.catch(() => undefined);
    });
  }

  /**
   * Serves from now on, instead of the version that does.
   *
   * @param replace tells that version
   * @throws OrderRefused when it has not caught up, or lies behind that one
   * @throws LeaseLost
   */
  promote(replace: () => void): Promise<void> {
    return this.inTurn(async () => {
      await this.retried(() => this.around.store.makeServable(this.projection));
      await this.retried(() => this.around.store.life.promote(this.projection, this.fence));
      this.stands('live', true);
      replace();
      this.tell({ told: 'live', position: this.position });
      this.around.onMoved();
    });
  }

  /**
   * Makes queries of a version that serves quick in every way they can be asked; it goes on serving meanwhile.
   *
   * @returns whether nothing is left to do, however many rows there will be
   */
  quicken(): Promise<boolean> {
    return this.retried(async () => !this.serves || this.around.store.quicken(this.projection, this.around.signal));
  }

  /** Forgets its rows and begins at the log's first event. @throws OrderRefused when it serves. */
  startOver(): Promise<void> {
    return this.inTurn(async () => {
      const { store } = this.around;
      this.beginnings++;
      await this.#written();
      await this.retried(() => store.life.retire(this.projection, this.fence));
      this.#restartAt((await this.retried(() => store.ensure(this.projection))).checkpoint);
      await this.#learn();
      await this.enter('building');
    });
  }

  /**
   * Takes up the state and checkpoint that the store has.
   *
   * @param change what is done to them before, while nothing is folded
   */
  reread(change?: () => Promise<void>): Promise<void> {
    return this.inTurn(async () => {
      await this.#written().catch(() => undefined);
      if (change) await change();
      else this.tell({ told: 'checkpoint moved' });
      const status = await this.retried(() => this.around.store.life.statusOf(this.projection));
      this.takeUp(status);
      this.#restartAt(status?.checkpoint);
      await this.#learn();
      this.around.onMoved();
    });
  }

  /**
   * Folds parked streams again, each with its queue, in order: for causes outside the definition, and for events that have
   * been discarded since. A stream that fails again stays parked, at the event that fails now.
   *
   * @param only the id of the one stream to try; by default all
   * @returns how many streams are parked after it
   */
  async retry(only?: string): Promise<number> {
    await this.inTurn(async () => {
      await this.#write();
      await this.#learn();
      for (const streamId of only === undefined ? [...this.parkedStreams] : [only]) {
        if (this.parkedStreams.has(streamId)) await this.retried(() => this.#foldQueue(streamId));
      }
    });
    return this.parkedStreams.size;
  }

  /** Whether an event is to be passed over, as far as was known when what is discarded was read last. */
  isDiscarded(eventId: string): boolean {
    return this.#aside.isDiscarded(eventId);
  }

  #restartAt(checkpoint: Checkpoint | undefined): void {
    this.#held.clear(checkpoint === undefined);
    this.place.restartAt(checkpoint);
  }

  /** Looks up what is parked, and what is to be passed over: between its other tasks, which change it. */
  learn(): Promise<void> {
    return this.inTurn(() => this.#learn());
  }

  #learn(): Promise<void> {
    return this.retried(() => this.#aside.learn());
  }

  /** @returns the events that are left after one that was parked; none where all have been dealt with */
  async #takeUntilParked(fresh: readonly LogEvent[]): Promise<readonly LogEvent[]> {
    const relevant = concerning(this.projection, fresh);
    if (relevant.length === 0) {
      this.place.saw(fresh.at(-1)!, fresh.length);
      return [];
    }
    const failure = await this.#fold(fresh, relevant);
    if (!failure) return [];
    if (this.#aside.parks(failure)) {
      this.#aside.park(failure);
      this.tell({ told: 'parked', stream: failure.event.stream, failure: failureOf(failure) });
      if (!this.hasTooManyParked) return behind(fresh, failure.event.position);
    }
    await this.#stop(failure);
    return [];
  }

  /**
   * Folds, holds what could be folded, and commits it where something is to be parked with it. @returns the event that could not be folded, and why
   */
  async #fold(fresh: readonly LogEvent[], relevant: readonly LogEvent[]): Promise<Failed | undefined> {
    const { folding, queued } = this.#aside.sort(relevant);
    const { failure, ...folded } = await this.retried(() => foldBatch(this.projection, folding, this.#held));
    const parks = failure !== undefined && this.#aside.parks(failure);
    const until = this.#aside.lastDone(fresh, failure);
    this.#held.hold(folded);
    const isDone = ({ position }: { readonly position: number }) => position <= (until?.recorded.position ?? 0);
    const done = failure ? fresh.filter(({ recorded }) => isDone(recorded)).length : fresh.length;
    if (until) this.place.saw(until, done);
    if (this.state !== 'building') this.#traces.note(folding.filter(({ recorded }) => isDone(recorded)));
    const parking = { ...(parks && { parked: [parkedEventOf(failure)] }), queued: queued.filter(isDone) };
    if (failure || parking.queued.length > 0) await this.#write(parking);
    return failure;
  }

  async #foldQueue(streamId: string): Promise<void> {
    const { parking, isDone, done, ...folded } = await this.#aside.foldQueue(streamId);
    const { committed: expected } = this.place;
    this.#traces.note(done);
    const rowsChanged = await this.#put(folded, { expected, checkpoint: expected!, parking });
    this.#held.forget();
    // They were counted when they were queued.
    const report = {
      told: 'batch committed',
      position: expected!.position,
      events: 0,
      ...this.#traces.take(),
    } as const;
    if (rowsChanged > 0) this.tell({ ...report, rowsChanged });
    if (!isDone) return;
    this.#aside.release(streamId);
    this.tell({ told: 'unparked', streamId });
    this.around.onMoved();
  }

  /** Commits what is held, with the checkpoint at what has been seen; nothing where that is committed already. */
  async #write(parking?: Parking): Promise<void> {
    await this.#written();
    if (this.isAhead) await this.#commit(parking);
  }

  /** Waits for what is on its way. @throws what became of it */
  async #written(): Promise<void> {
    const writing = this.#writing;
    this.#writing = undefined;
    return writing;
  }

  async #commit(parking?: Parking): Promise<void> {
    const { seen, eventsSeen, committed: expected } = this.place;
    const [checkpoint, isBuilding] = [seen!, this.state === 'building'];
    const batch = { expected, checkpoint, isBuilding, ...(parking && { parking }) };
    const passed = this.#held.pass();
    const rowsChanged = await this.retried(() => this.#put(passed, batch));
    if (!isBuilding) this.#held.forget();
    const events = this.place.commit(checkpoint, eventsSeen);
    const report = { told: 'batch committed', position: checkpoint.position, ...this.#traces.take() } as const;
    if (rowsChanged > 0) this.tell({ ...report, events, rowsChanged });
    this.around.onMoved();
  }

  #put(folded: FoldedRows, batch: Omit<Batch, 'changes' | 'ownChanges'>): Promise<number> {
    return commitRows(this.projection, folded, this.around, { ...batch, ...(this.fence && { fence: this.fence }) });
  }

  async #stop(failed: Failed): Promise<void> {
    const state = failed.error instanceof NewerSchemaVersion ? 'paused' : 'failed';
    const failure = failureOf(failed);
    await this.enter(state, failure);
    this.tell({ told: 'stopped', state, failure });
    this.around.onMoved();
  }
}

/** The events, in order of the log, that stand behind a position: mostly all of them. */
function behind(events: readonly LogEvent[], position: Position): readonly LogEvent[] {
  const [first] = events;
  if (first && first.recorded.position > position) return events;
  return events.filter(({ recorded }) => recorded.position > position);
}
