import type { Scalar } from './read-model-store.ts';

/** So many are counted anew each time, in a third of a millisecond. */
const FEW = 10_000;

/** How long it is gone by that a value was common, ms: counting a million rows takes 40 of them. */
const KEPT_MS = 600_000;

/** Of more values than this it is not kept how common they are. */
const MOST_KEPT = 1_000;

/** How many rows hold which value: exact where they are few; where they are many, as of some minutes ago. */
export class ValueCounts {
  readonly #count: (column: string, value: Scalar, most?: number) => number;
  readonly #common = new Map<string, { readonly count: number; readonly at: number }>();

  /** @param count counts rows whose column holds a value, up to a number of them or all */
  constructor(count: (column: string, value: Scalar, most?: number) => number) {
    this.#count = count;
  }

  of(column: string, value: Scalar): number {
    const name = JSON.stringify([column, value]);
    const known = this.#common.get(name);
    if (known && performance.now() - known.at < KEPT_MS) return known.count;
    const few = this.#count(column, value, FEW);
    if (few < FEW) return few;
    const count = this.#count(column, value);
    if (this.#common.size >= MOST_KEPT) this.#common.clear();
    this.#common.set(name, { count, at: performance.now() });
    return count;
  }
}
