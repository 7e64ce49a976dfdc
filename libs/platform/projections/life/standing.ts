import type { Position } from '#platform/event-store';
import type { AsideProgress } from '../aside/builds-aside.ts';
import type { Projection } from '../definition/definition.ts';
import type { Told } from '../engine/engine-report.ts';
import { FeedPlace } from '../engine/feed-place.ts';
import type { FeedSurroundings } from '../engine/feed-surroundings.ts';
import {
  CheckpointMoved,
  type ProjectionFailure,
  type ProjectionState,
  type ProjectionStatus,
} from '../store/read-model-store.ts';
import { withRetries } from '../engine/retry.ts';
import { messageOf } from './failures.ts';
import { type Fence, LeaseLost } from './leases.ts';
import { OrderRefused } from './orders.ts';

/** States in which a projection takes events. */
const RUNNING: readonly ProjectionState[] = ['building', 'verifying', 'live'];

/** A version of a projection in the hands of a projector: its state, where it stands in the log, and its tasks, one after another. */
export abstract class Standing {
  readonly projection: Projection;
  /** The right to write, where several projectors share the projections. */
  readonly fence: Fence | undefined;
  protected readonly around: FeedSurroundings;
  protected readonly place = new FeedPlace();
  /** How many times it began anew since it was taken up. */
  beginnings = 0;
  #state: ProjectionState;
  #serves: boolean;
  #lastError: ProjectionFailure | null;
  #task: Promise<void> = Promise.resolve();
  #isToBeSettled = false;

  protected constructor(
    projection: Projection,
    { state, serves, lastError }: ProjectionStatus,
    around: FeedSurroundings,
    fence: Fence | undefined,
  ) {
    this.projection = projection;
    this.around = around;
    this.fence = fence;
    this.#state = state;
    this.#serves = serves;
    this.#lastError = lastError;
  }

  get state(): ProjectionState {
    return this.#state;
  }

  /** Whether queries are answered from it. */
  get serves(): boolean {
    return this.#serves;
  }

  /** What stopped it. */
  get lastError(): ProjectionFailure | null {
    return this.#lastError;
  }

  /** Position up to which the log has been dealt with, 0 at its beginning. */
  get position(): Position {
    return this.place.position;
  }

  /** Events of the log that it has been given, relevant or not, since it was taken up. */
  get eventsSeen(): number {
    return this.place.eventsSeen;
  }

  /** Position that readers of the rows see. */
  get committedPosition(): Position {
    return this.place.committed?.position ?? 0;
  }

  /** Whether events have been seen that the committed checkpoint does not know of. */
  get isAhead(): boolean {
    return this.place.isAhead;
  }

  /** Whether it is asked to be settled and has not begun to be: that does for all who would ask meanwhile. */
  get isToBeSettled(): boolean {
    return this.#isToBeSettled;
  }

  /** It is being built aside, and has come so far; undefined: it is no longer. */
  builtAside(progress: AsideProgress | undefined): void {
    this.place.elsewhere(progress);
  }

  /** Takes note that the log holds no event between the position `after` and `position`. */
  pass(after: Position, position: Position): void {
    if (this.position >= after) this.place.position = Math.max(this.position, position);
  }

  /** Whether it takes events: it is neither stopped nor still to be built. */
  get isRunning(): boolean {
    return RUNNING.includes(this.#state);
  }

  /** Goes into another state; `live` serves from now on. @throws LeaseLost */
  become(state: ProjectionState): Promise<void> {
    return this.inTurn(async () => {
      await this.enter(state);
      this.tell({ told: 'state changed', state });
      this.around.onMoved();
    });
  }

  /** Another version serves in its place: it is fed on. */
  replaced(): void {
    if (!this.#serves) return;
    this.#serves = false;
    if (this.#state === 'live') this.#state = 'verifying';
    this.around.onMoved();
  }

  /** No longer fed, by this projector or by any. */
  leave(state: 'retired' | 'paused'): void {
    this.#state = state;
    this.around.onMoved();
  }

  /** {@link become}, in the turn of the caller. */
  protected async enter(state: ProjectionState, lastError: ProjectionFailure | null = null): Promise<void> {
    const { life } = this.around.store;
    await this.retried(() => life.setState(this.projection, state, lastError ?? undefined, this.fence));
    this.#lastError = lastError;
    this.stands(state, this.#serves || state === 'live');
  }

  /** Takes note of how the store has it. */
  protected takeUp(status: ProjectionStatus | undefined): void {
    this.#lastError = status?.lastError ?? null;
    this.stands(status?.state ?? 'retired', status?.serves ?? false);
  }

  protected stands(state: ProjectionState, serves: boolean): void {
    this.#state = state;
    this.#serves = serves;
  }

  /** Whatever fails in here fails for the database's sake: the event's own failures are answered by the fold. */
  protected retried<T>(work: () => Promise<T>): Promise<T> {
    return withRetries(work, {
      signal: this.around.signal,
      isFinal: (error) =>
        error instanceof CheckpointMoved || error instanceof LeaseLost || error instanceof OrderRefused,
      onRetry: (error, attempt, inMs) => this.tell({ told: 'trying again', attempt, inMs, message: messageOf(error) }),
    });
  }

  protected inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#task.then(work);
    this.#task = turn.catch(() => undefined);
    return turn;
  }

  protected settledInTurn(work: () => Promise<void>): Promise<void> {
    this.#isToBeSettled = true;
    return this.inTurn(() => {
      this.#isToBeSettled = false;
      return work();
    });
  }

  protected tell(report: Told): void {
    const { name, version } = this.projection;
    this.around.report({ projection: name, version: Math.abs(version), ...report });
  }
}
