import type { Positions } from '../store/read-model-store.ts';

interface Look {
  readonly positions: Promise<Positions>;
  endedAt: number | undefined;
}

/**
 * How far the read models had come a moment ago, looked up once for all who ask at the time: who waits for a position asks
 * again and again, and where many wait their looks would keep the database from what they wait for.
 */
export class RecentPositions {
  readonly #lookUp: () => Promise<Positions>;
  readonly #keptMs: number;
  #look: Look | undefined;

  /** @param keptMs how long an answer is given again, milliseconds */
  constructor(lookUp: () => Promise<Positions>, keptMs: number) {
    this.#lookUp = lookUp;
    this.#keptMs = keptMs;
  }

  /** @throws what the look throws, to all who share it; the next is another */
  positions(): Promise<Positions> {
    const known = this.#look;
    if (known && (known.endedAt === undefined || performance.now() - known.endedAt < this.#keptMs)) {
      return known.positions;
    }
    const look: Look = { positions: this.#lookUp(), endedAt: undefined };
    this.#look = look;
    look.positions.then(
      () => (look.endedAt = performance.now()),
      () => (this.#look = undefined),
    );
    return look.positions;
  }
}
