import type { ProjectionFeed } from '../engine/projection-feed.ts';

/**
 * Makes versions that serve quick in every way they can be asked, one after another. It waits where somebody waits for
 * rows: as long as a projection of which nothing serves yet is being built.
 */
export class Quickening {
  readonly #due = new Set<ProjectionFeed>();
  readonly #signal: AbortSignal;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  add(feed: ProjectionFeed): void {
    this.#due.add(feed);
  }

  /** @param feeds all that are kept */
  async run(feeds: ReadonlySet<ProjectionFeed>): Promise<void> {
    for (const feed of this.#due) {
      if (this.#signal.aborted || isAnyAwaited(feeds)) return;
      if (feeds.has(feed) && feed.serves) await feed.quicken();
      this.#due.delete(feed);
    }
  }
}

function isAnyAwaited(feeds: Iterable<ProjectionFeed>): boolean {
  const versions = Map.groupBy(feeds, ({ projection }) => projection.name);
  return [...versions.values()].some(
    (of) => of.some(({ state }) => state === 'building' || state === 'verifying') && !of.some(({ serves }) => serves),
  );
}
