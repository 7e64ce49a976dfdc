import { NewerSchemaVersion } from '#platform/event-schema';
import type { Position, RecordedEvent } from '#platform/event-store';
import type { Projection } from './definition.ts';
import type { EngineReport, Report } from './engine-report.ts';
import { concerns, foldBatch, type FoldedBatch } from './fold-batch.ts';
import type { LogEvent } from './log-event.ts';
import {
  type Batch,
  type Checkpoint,
  CheckpointMoved,
  type ProjectionFailure,
  type ProjectionState,
  type ProjectionStatus,
  type ReadModelStore,
  type Row,
  type RowChange,
} from './read-model-store.ts';
import { withRetries } from './retry.ts';
import type { FoldedRow } from './working-rows.ts';

/** The tokens that `q` finds a row by. It may open sealed values, in memory; what it throws is tried again. */
export type TokensOf = (projection: Projection, row: Row) => Promise<readonly string[]> | readonly string[];

export interface FeedSurroundings {
  readonly store: ReadModelStore;
  readonly tokensOf: TokensOf;
  readonly report: Report;
  readonly signal: AbortSignal;
  /** Called when the checkpoint has been committed, or the projection stopped. */
  readonly onMoved: () => void;
}

/**
 * One projection on its way through the log: folds what it is given, commits rows and checkpoint together, stops at an
 * event that it cannot fold. Its tasks run one after another.
 */
export class ProjectionFeed {
  readonly projection: Projection;
  readonly #around: FeedSurroundings;
  #state: ProjectionState;
  #committed: Checkpoint | undefined;
  /** The last event dealt with; ahead of what is committed by irrelevant events only. */
  #seen: Checkpoint | undefined;
  #position: Position = 0;
  #task: Promise<void> = Promise.resolve();

  constructor(projection: Projection, { state, checkpoint }: ProjectionStatus, around: FeedSurroundings) {
    this.projection = projection;
    this.#around = around;
    this.#state = resumed(state);
    this.#restartAt(checkpoint);
  }

  get state(): ProjectionState {
    return this.#state;
  }

  /** Position up to which the log has been dealt with, 0 at its beginning. */
  get position(): Position {
    return this.#position;
  }

  /** Position that readers of the rows see. */
  get committedPosition(): Position {
    return this.#committed?.position ?? 0;
  }

  /** Whether irrelevant events have been seen that the committed checkpoint does not know of. */
  get isAhead(): boolean {
    return this.#seen?.position !== this.#committed?.position;
  }

  /** Whether it takes events: it is neither stopped nor retired. */
  get isRunning(): boolean {
    return this.#state === 'building' || this.#state === 'live';
  }

  /**
   * Folds the events of the log that follow the position `after`, in order and without a gap. Those seen already are
   * passed over, and so are all of them where it has not come to `after` itself: it is reading by itself then. Irrelevant
   * events alone are not committed: {@link settle} does that.
   *
   * @throws CheckpointMoved when another projector feeds the projection; after it {@link reread}.
   */
  take(events: readonly LogEvent[], after: Position): Promise<void> {
    return this.#inTurn(async () => {
      if (!this.isRunning || this.#position < after) return;
      const fresh = events.filter(({ recorded }) => recorded.position > this.#position);
      const last = fresh.at(-1);
      if (last === undefined) return;
      const relevant = fresh.filter(({ recorded }) => concerns(this.projection, recorded));
      if (relevant.length === 0) {
        this.#seen = checkpointAt(last.recorded);
        this.#position = last.recorded.position;
        return;
      }
      const failure = await this.#retried(() => this.#fold(fresh, relevant, last));
      if (failure) await this.#retried(() => this.#stop(failure));
    });
  }

  /** Commits the checkpoint where it lies behind what has been seen. @throws CheckpointMoved as {@link take}. */
  settle(): Promise<void> {
    return this.#inTurn(async () => {
      const seen = this.#seen;
      if (!this.isRunning || seen === undefined || !this.isAhead) return;
      await this.#retried(() => this.#commit(seen, { changes: [] }, 0));
    });
  }

  /** Takes note that the log holds no event between the position `after` and `position`. */
  pass(after: Position, position: Position): void {
    if (this.#position >= after) this.#position = Math.max(this.#position, position);
  }

  /** Called when the end of the log is reached: from now on this version serves, and older ones are retired. */
  promote(): Promise<void> {
    return this.#inTurn(async () => {
      if (!this.isRunning || this.#state === 'live') return;
      await this.#retried(() => this.#around.store.makeServable(this.projection));
      await this.#retried(() => this.#around.store.setState(this.projection, 'live'));
      this.#state = 'live';
      this.#tell({ told: 'live', position: this.position });
    });
  }

  /** No longer fed: a newer version has taken its place. */
  retire(): void {
    this.#state = 'retired';
    this.#around.onMoved();
  }

  /** Takes up the state and checkpoint that the store has. */
  reread(): Promise<void> {
    return this.#inTurn(async () => {
      this.#tell({ told: 'checkpoint moved' });
      const { state, checkpoint } = await this.#retried(() => this.#around.store.ensure(this.projection));
      this.#state = resumed(state);
      this.#restartAt(checkpoint);
      this.#around.onMoved();
    });
  }

  #restartAt(checkpoint: Checkpoint | undefined): void {
    this.#committed = this.#seen = checkpoint;
    this.#position = checkpoint?.position ?? 0;
  }

  /** Commits what could be folded. @returns the event that could not be, and why */
  async #fold(fresh: readonly LogEvent[], relevant: readonly LogEvent[], last: LogEvent) {
    const { changes, ownChanges, failure } = await foldBatch(this.projection, relevant, this.#around.store);
    const before = failure ? fresh.findLast(({ recorded }) => recorded.position < failure.event.position) : last;
    if (before) {
      const rows = { changes: await this.#withTokens(changes), ownChanges };
      await this.#commit(checkpointAt(before.recorded), rows, fresh.length);
    }
    return failure;
  }

  async #commit(checkpoint: Checkpoint, rows: Pick<Batch, 'changes' | 'ownChanges'>, events: number): Promise<void> {
    await this.#around.store.commit(this.projection, { expected: this.#committed, checkpoint, ...rows });
    this.#committed = this.#seen = checkpoint;
    this.#position = Math.max(this.#position, checkpoint.position);
    if (events > 0) {
      this.#tell({ told: 'batch committed', position: checkpoint.position, events, rowsChanged: countOf(rows) });
    }
    this.#around.onMoved();
  }

  async #withTokens(rows: readonly FoldedRow[]): Promise<readonly RowChange[]> {
    const { searched } = this.projection.table;
    if (searched.length === 0) return rows.map((row) => ({ ...row, tokens: undefined }));
    const changes: RowChange[] = [];
    for (const change of rows) {
      const { row, before } = change;
      // A live row's tokens are made anew with each change: the key of what it is found by may be destroyed.
      const isFoundAsBefore = this.#state === 'building' && before && searched.every((c) => row?.[c] === before[c]);
      if (isFoundAsBefore) changes.push({ ...change, tokens: undefined });
      else changes.push({ ...change, tokens: row ? await this.#around.tokensOf(this.projection, row) : [] });
    }
    return changes;
  }

  async #stop({ event, error }: NonNullable<FoldedBatch['failure']>): Promise<void> {
    const state = error instanceof NewerSchemaVersion ? 'paused' : 'failed';
    const failure: ProjectionFailure = {
      eventId: event.id,
      eventType: event.type,
      position: event.position,
      message: messageOf(error),
    };
    await this.#around.store.setState(this.projection, state, failure);
    this.#state = state;
    this.#tell({ told: 'stopped', state, failure });
    this.#around.onMoved();
  }

  /** Whatever fails in here fails for the database's sake: the event's own failures are answered by the fold. */
  #retried<T>(work: () => Promise<T>): Promise<T> {
    return withRetries(work, {
      signal: this.#around.signal,
      isFinal: (error) => error instanceof CheckpointMoved,
      onRetry: (error, attempt, inMs) => this.#tell({ told: 'trying again', attempt, inMs, message: messageOf(error) }),
    });
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#task.then(work);
    this.#task = turn.catch(() => undefined);
    return turn;
  }

  #tell(report: DistributiveOmit<EngineReport, 'projection' | 'version'>): void {
    this.#around.report({ projection: this.projection.name, version: this.projection.version, ...report });
  }
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** What was paused for an event of a newer version is tried again by a program that may know it. */
function resumed(state: ProjectionState): ProjectionState {
  return state === 'paused' ? 'building' : state;
}

/** How many rows a batch changes, in all tables. */
function countOf({ changes, ownChanges = new Map() }: Pick<Batch, 'changes' | 'ownChanges'>): number {
  return [...ownChanges.values()].reduce((count, { length }) => count + length, changes.length);
}

function checkpointAt({ position, id }: RecordedEvent): Checkpoint {
  return { position, eventId: id };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
