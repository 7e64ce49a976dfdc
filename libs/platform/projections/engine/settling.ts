import { isRead } from '../folding/held-rows.ts';
import type { PositionWaits } from '../serving/position-waits.ts';
import { allSettled } from './all-settled.ts';
import type { ProjectionFeed } from './projection-feed.ts';

/**
 * A projector in a process of its own is told by nobody who waits for rows: who asks again and again finds them after this
 * time at most, milliseconds.
 */
const REST_MS = 25;

type Settled = Pick<ProjectionFeed, 'projection' | 'state' | 'committedPosition' | 'isAhead' | 'isToBeSettled'>;

export interface SettlingParts<Feed extends Settled> {
  readonly feeds: ReadonlySet<Feed>;
  readonly waits: PositionWaits;
  /** Commits what a projection holds. */
  readonly settle: (feed: Feed) => Promise<void>;
  /** See {@link EngineOptions.settleMs}. */
  readonly restMs?: number | undefined;
}

/**
 * When what has been folded is committed: at once where somebody waits for it, or after a quiet while; otherwise everything
 * together, with a rest in between. A commit writes some pages of each index, whether for one row or for ten.
 */
export class Settling<Feed extends Settled = ProjectionFeed> {
  readonly restMs: number;
  readonly #parts: SettlingParts<Feed>;
  /** When something was last committed so, in the milliseconds of `performance.now()`. */
  #at = Number.NEGATIVE_INFINITY;

  constructor(parts: SettlingParts<Feed>) {
    this.restMs = parts.restMs ?? REST_MS;
    this.#parts = parts;
  }

  /** Commits whatever anybody could read. */
  all(): Promise<void> {
    const due = this.#due(isRead);
    if (due.length > 0) this.#at = performance.now();
    return this.#settle(due);
  }

  /** Commits what somebody waits for. */
  awaited(): Promise<void> {
    const { waits } = this.#parts;
    const isAwaited = ({ projection, committedPosition }: Feed) =>
      waits.isWaitedFor(projection.name, committedPosition);
    return this.#settle(this.#due(isAwaited));
  }

  /** Commits what is due when something has been folded. */
  folded(): Promise<void> {
    return performance.now() - this.#at >= this.restMs ? this.all() : this.awaited();
  }

  #due(isDue: (feed: Feed) => boolean): readonly Feed[] {
    return [...this.#parts.feeds].filter((feed) => feed.isAhead && !feed.isToBeSettled && isDue(feed));
  }

  async #settle(feeds: readonly Feed[]): Promise<void> {
    await allSettled(feeds.map(this.#parts.settle));
  }
}
