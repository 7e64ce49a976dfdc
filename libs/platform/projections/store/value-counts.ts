import type { Values } from './planning.ts';

/** Fewer are counted anew each time, in a third of a millisecond. */
export const FEW = 10_000;

/** More are not told apart: to pass over so many rows of an index takes as long as a page may take. */
const MANY = 100_000;

/** How long it is gone by that a value was common, ms: to count {@link MANY} takes four of them. */
const KEPT_MS = 600_000;

/** Of more values than this it is not kept how common they are. */
const MOST_KEPT = 1_000;

/** How many there were; where that is the limit, or more. */
interface Counted {
  readonly count: number;
  readonly limit: number;
  readonly at: number;
}

/** How many rows hold which value: exact where they are few; where they are many, as of some minutes ago. */
export class ValueCounts {
  readonly #count: (table: string, values: Values, most: number) => number;
  readonly #common = new Map<string, Counted>();

  /** @param count counts the rows of a table that hold some values, up to a number of them */
  constructor(count: (table: string, values: Values, most: number) => number) {
    this.#count = count;
  }

  /** @param most so many or more are not told apart */
  of(table: string, values: Values, most: number): number {
    const name = JSON.stringify([table, values]);
    const limit = Math.min(most, MANY);
    const known = this.#common.get(name);
    const isEnough = known && (known.count < known.limit || known.limit >= limit);
    if (isEnough && performance.now() - known.at < KEPT_MS) return known.count;
    const count = this.#count(table, values, limit);
    if (count < FEW) return count;
    if (this.#common.size >= MOST_KEPT) this.#common.clear();
    this.#common.set(name, { count, limit, at: performance.now() });
    return count;
  }
}
