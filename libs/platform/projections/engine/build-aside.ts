import { existsSync } from 'node:fs';
import { deleteDatabase } from '../aside/delete-database.ts';
import { messageOf } from '../life/failures.ts';
import type { EngineOptions } from './engine-options.ts';
import type { ProjectionFeed } from './projection-feed.ts';
import { withRetries } from './retry.ts';

/** Events of the log that are folded beside those who serve without much ado. */
const FEW = 5_000;

/** Builds versions aside where others serve meanwhile, and gets them in. */
export class BuildingAside {
  readonly #parts: Pick<EngineOptions, 'aside' | 'store' | 'report'>;
  readonly #signal: AbortSignal;
  /** What is under way, by feed: one that begins anew waits for what it was at before. */
  readonly #underWay = new Map<ProjectionFeed, Promise<boolean>>();
  #cleared: Promise<void> = Promise.resolve();

  constructor(parts: Pick<EngineOptions, 'aside' | 'store' | 'report'>, signal: AbortSignal) {
    this.#parts = parts;
    this.#signal = signal;
  }

  /**
   * Whether a feed is better built aside: it has come nowhere yet, has far to go, and readers look at others meanwhile.
   *
   * @param feeds all that are kept
   */
  suits(feed: ProjectionFeed, feeds: Iterable<ProjectionFeed>, head: number): boolean {
    const { aside, store } = this.#parts;
    if (!aside || !store.aside || feed.serves || feed.state !== 'building') return false;
    if (this.#underWay.has(feed)) return true;
    return feed.committedPosition === 0 && head >= (aside.least ?? FEW) && [...feeds].some(({ serves }) => serves);
  }

  /**
   * Forgets what was built aside before and nobody goes on with, such as what was cut off when it had moved in already. Asked
   * before anything is built; what is built waits for it.
   */
  clear(feeds: Iterable<ProjectionFeed>): void {
    const { aside, store } = this.#parts;
    if (!aside || !store.aside || !existsSync(store.aside.file)) return;
    const goneOnWith = [...feeds].filter((feed) => !feed.serves && feed.committedPosition === 0);
    if (goneOnWith.length === 0) return deleteDatabase(store.aside.file);
    // What that leaves, the next start finds.
    this.#cleared = aside.keepOnly(goneOnWith.map(({ projection }) => projection)).catch(() => undefined);
  }

  /**
   * Builds it up to about the end of the log.
   *
   * @returns whether the feed stands where what was built does, and is to go on from there
   */
  async build(feed: ProjectionFeed): Promise<boolean> {
    const before = this.#underWay.get(feed);
    const { report } = this.#parts;
    const { name, version } = feed.projection;
    const work = Promise.resolve(before).then(() =>
      withRetries(() => this.#build(feed), {
        signal: this.#signal,
        isFinal: () => false,
        onRetry: (error, attempt, inMs) =>
          report?.({ projection: name, version, told: 'trying again', attempt, inMs, message: messageOf(error) }),
      }),
    );
    const underWay = work.catch(() => false);
    this.#underWay.set(feed, underWay);
    return work.finally(() => this.#underWay.get(feed) === underWay && this.#underWay.delete(feed));
  }

  async #build(feed: ProjectionFeed): Promise<boolean> {
    const [aside, place] = [this.#parts.aside!, this.#parts.store.aside!];
    const { projection, beginnings } = feed;
    const isWanted = () => !this.#signal.aborted && feed.state === 'building' && feed.beginnings === beginnings;
    await this.#cleared;
    if (!isWanted()) return false;
    if (beginnings > 0) await aside.forget(projection);
    try {
      await aside.build(projection, (progress) => {
        if (isWanted()) feed.builtAside(progress);
        return isWanted();
      });
      const isIn = isWanted() && (await place.moveIn(projection, isWanted));
      if (isIn) await feed.reread(() => Promise.resolve());
      if (isIn || feed.state === 'retired') await aside.forget(projection);
      return isIn;
    } finally {
      feed.builtAside(undefined);
    }
  }
}
