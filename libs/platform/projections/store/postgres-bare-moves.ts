import type { Pool } from 'pg';
import { type BareMove, moveAtOnce } from './postgres-commit.ts';
import { PostgresTables } from './postgres-tables.ts';

interface Waiting {
  readonly move: BareMove;
  readonly answer: PromiseWithResolvers<boolean>;
}

/** Moves the checkpoints together that move over events without rows in one turn of the event loop: as a rule most of them. */
export class BareMoves {
  readonly #pool: Pool;
  readonly #now: () => string;
  #waiting: Waiting[] = [];

  /** @param now ISO 8601 UTC */
  constructor(pool: Pool, now: () => string) {
    this.#pool = pool;
    this.#now = now;
  }

  /** @returns whether it was moved: not where the lease has changed hands, or the checkpoint is another */
  move(move: BareMove): Promise<boolean> {
    if (this.#waiting.some((other) => nameOf(other.move.projection) === nameOf(move.projection))) {
      return Promise.resolve(false);
    }
    if (this.#waiting.length === 0) setImmediate(() => void this.#moveAll());
    const answer = Promise.withResolvers<boolean>();
    this.#waiting.push({ move, answer });
    return answer.promise;
  }

  async #moveAll(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = [];
    try {
      const { text, parameters } = moveAtOnce(
        waiting.map(({ move }) => move),
        this.#now(),
      );
      const moved = await new PostgresTables(this.#pool).prepared(text, parameters);
      const names = new Set(moved.map(nameOf));
      for (const { move, answer } of waiting) answer.resolve(names.has(nameOf(move.projection)));
    } catch (error) {
      for (const { answer } of waiting) answer.reject(error);
    }
  }
}

function nameOf({ name, version }: { readonly name?: unknown; readonly version?: unknown }): string {
  return `${String(name)} ${String(version)}`;
}
