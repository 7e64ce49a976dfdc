import type { Actor } from '#platform/event-store';
import { Problem } from '#platform/http';

/** Seconds after which somebody with too many open feeds may try again. */
const RETRY_SECONDS = 10;

/** Counts who follows how much: each open feed costs a look at every commit. */
export class OpenFeeds {
  readonly #most: number;
  readonly #open = new Map<string, number>();

  /** @param most feeds one user may have open at once */
  constructor(most: number) {
    this.#most = most;
  }

  /**
   * Opens a feed for a user; the function answered closes it.
   *
   * @throws Problem 429 `TOO_MANY_FEEDS`
   */
  open({ org, userId }: Actor): () => void {
    const user = `${org} ${userId}`;
    const others = this.#open.get(user) ?? 0;
    if (others >= this.#most) throw tooMany(this.#most);
    this.#open.set(user, others + 1);
    let isOpen = true;
    return () => {
      if (!isOpen) return;
      isOpen = false;
      const left = this.#open.get(user)! - 1;
      if (left === 0) this.#open.delete(user);
      else this.#open.set(user, left);
    };
  }
}

function tooMany(most: number): Problem {
  return new Problem({
    status: 429,
    code: 'TOO_MANY_FEEDS',
    detail: {
      en: `One user follows at most ${most} feeds at once; close one of them.`,
      ja: `同時に購読できるフィードは 1 ユーザーにつき ${most} 件までです。`,
    },
    headers: { 'Retry-After': String(RETRY_SECONDS) },
  });
}
