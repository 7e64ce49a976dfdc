import type { EngineOptions } from '../engine/engine-options.ts';
import { beFrugal } from '../engine/frugal-heap.ts';
import type { ProjectionFeed } from '../engine/projection-feed.ts';

/** A reading of how far a build has come. */
interface Reading {
  readonly at: number;
  readonly events: number;
  readonly position: number;
}

/** How much the newest reading counts against those before it. */
const WEIGHT = 0.4;

/** A build that stands still would be over in thousands of years, and then at no instant that there is: nobody is told one. */
const LONGEST_SECONDS = 30 * 86_400;

/** Tells how fast builds go on, in events of the log a second, and when they will have caught up at that rate. */
export class BuildPace {
  readonly #options: EngineOptions;
  readonly #readings = new Map<ProjectionFeed, Reading>();
  readonly #rates = new Map<ProjectionFeed, { readonly events: number; readonly positions: number }>();

  constructor(options: EngineOptions) {
    this.#options = options;
  }

  async tell(feeds: readonly ProjectionFeed[]): Promise<void> {
    const building = feeds.filter(({ state }) => state === 'building');
    for (const known of [...this.#readings.keys()]) if (!building.includes(known)) this.#forget(known);
    beFrugal(building.length > 0);
    if (building.length === 0) return;
    const { store, clock, log } = this.#options;
    const [now, head] = [Date.parse(clock.now()), await log.head()];
    for (const feed of building) {
      const rate = this.#rate(feed, now);
      if (!rate || rate.events === 0) continue;
      const left = Math.max(0, head - feed.position) / rate.positions;
      const end = left < LONGEST_SECONDS ? new Date(now + left * 1000).toISOString() : null;
      await store.life.tellPace(feed.projection, Math.round(rate.events), end);
    }
  }

  #rate(feed: ProjectionFeed, at: number) {
    const { eventsSeen: events, position } = feed;
    const before = this.#readings.get(feed);
    this.#readings.set(feed, { at, events, position });
    if (!before || at <= before.at) return undefined;
    const seconds = (at - before.at) / 1000;
    const newest = { events: (events - before.events) / seconds, positions: (position - before.position) / seconds };
    const known = this.#rates.get(feed) ?? newest;
    const mixed = (a: number, b: number) => a * (1 - WEIGHT) + b * WEIGHT;
    const rate = {
      events: mixed(known.events, newest.events),
      positions: mixed(known.positions, newest.positions),
    };
    this.#rates.set(feed, rate);
    return rate;
  }

  #forget(feed: ProjectionFeed): void {
    this.#readings.delete(feed);
    this.#rates.delete(feed);
  }
}
