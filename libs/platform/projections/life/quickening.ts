import type { ProjectionFeed } from '../engine/projection-feed.ts';

/** After so many milliseconds it is looked whether a table has grown so much that it takes more indexes. */
const GROWN_MS = 60_000;

/**
 * Makes versions that serve quick in every way they can be asked, one after another. It waits where somebody waits for
 * rows: as long as a projection of which nothing serves yet is being built.
 */
export class Quickening {
  /** With when to look, in the milliseconds of `now`. */
  readonly #due = new Map<ProjectionFeed, number>();
  readonly #signal: AbortSignal;
  readonly #now: () => number;

  constructor(signal: AbortSignal, now: () => number = () => performance.now()) {
    this.#signal = signal;
    this.#now = now;
  }

  add(feed: ProjectionFeed): void {
    this.#due.set(feed, this.#now());
  }

  /** @param feeds all that are kept */
  async run(feeds: ReadonlySet<ProjectionFeed>): Promise<void> {
    for (const [feed, at] of this.#due) {
      if (at > this.#now()) continue;
      if (this.#signal.aborted || isAnyAwaited(feeds)) return;
      if (!feeds.has(feed) || !feed.serves || (await feed.quicken())) this.#due.delete(feed);
      else this.#due.set(feed, this.#now() + GROWN_MS);
    }
  }
}

function isAnyAwaited(feeds: Iterable<ProjectionFeed>): boolean {
  const versions = Map.groupBy(feeds, ({ projection }) => projection.name);
  return [...versions.values()].some(
    (of) => of.some(({ state }) => state === 'building' || state === 'verifying') && !of.some(({ serves }) => serves),
  );
}
