import type { ReadModelReader } from '../store/read-model-store.ts';

/** Least milliseconds between two pieces of news: under load several commits are one. */
const NEWS_EVERY_MS = 20;

/** How often the database is asked where another process keeps the projections, ms. */
const ASK_EVERY_MS = 50;

/** Calls a listener whenever a projection has committed something; the function answered ends it. */
export type OnCommit = (listener: () => void) => () => void;

/** Wakes those who follow read models when something may have been committed. */
export class CommitNews {
  readonly #begin: (ring: () => void) => () => void;
  #followers = 0;
  #end: (() => void) | undefined;
  readonly #waiting = new Set<() => void>();
  #count = 0;
  #resting: NodeJS.Timeout | undefined;
  #isDue = false;

  private constructor(begin: (ring: () => void) => () => void) {
    this.#begin = begin;
  }

  /** News from where the projections are kept: in this process. */
  static from(onCommit: OnCommit): CommitNews {
    return new CommitNews(onCommit);
  }

  /**
   * News of projections that another process keeps: the database is asked every 50 ms, by one query for all who follow,
   * and not at all while nobody does. PostgreSQL's NOTIFY would be quicker by half of that, but every commit that notifies
   * takes a lock over the whole cluster.
   */
  static asking(reader: ReadModelReader): CommitNews {
    return new CommitNews((ring) => {
      let known = '';
      let isAsking = false;
      const ask = async () => {
        if (isAsking) return;
        isAsking = true;
        try {
          const statuses = await reader.snapshot((snapshot) => snapshot.statuses());
          const now = statuses
            .map(({ version, state, edition, checkpoint }) => [version, state, edition, checkpoint?.position])
            .join();
          if (now !== known) ring();
          known = now;
        } catch {
          // Whoever reads next meets the same failure, and answers for it.
        } finally {
          isAsking = false;
        }
      };
      const asking = setInterval(() => void ask(), ASK_EVERY_MS);
      return () => clearInterval(asking);
    });
  }

  /** Changes with each piece of news: taken before a look, it says whether there was news since. */
  get count(): number {
    return this.#count;
  }

  /** Somebody follows, until they call the function answered. */
  join(): () => void {
    if (this.#followers++ === 0) this.#end = this.#begin(() => this.#ring());
    return () => {
      if (--this.#followers === 0) this.#end?.();
    };
  }

  /** Waits for news since `seen`, at most so many milliseconds and as long as the signal is not aborted. */
  after(seen: number, ms: number, signal: AbortSignal): Promise<void> {
    if (this.#count !== seen || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const settle = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', settle);
        this.#waiting.delete(settle);
        resolve();
      };
      const timer = setTimeout(settle, ms);
      signal.addEventListener('abort', settle);
      this.#waiting.add(settle);
    });
  }

  #ring(): void {
    if (this.#resting) {
      this.#isDue = true;
      return;
    }
    this.#count++;
    this.#isDue = false;
    for (const settle of [...this.#waiting]) settle();
    this.#resting = setTimeout(() => {
      this.#resting = undefined;
      if (this.#isDue) this.#ring();
    }, NEWS_EVERY_MS);
    this.#resting.unref();
  }
}
