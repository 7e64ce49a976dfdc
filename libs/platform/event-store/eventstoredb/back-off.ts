import { setTimeout as delay } from 'node:timers/promises';

export interface BackOffOptions {
  /** The first wait, milliseconds; each further one is twice as long. */
  readonly firstMs: number;
  /** The longest wait, milliseconds. */
  readonly mostMs: number;
  /** A number from 0 to below 1: spreads the waits of many clients. */
  readonly random: () => number;
}

/** Waits that grow from attempt to attempt, each between half and all of its length. */
export class BackOff {
  readonly #options: BackOffOptions;
  #attempts = 0;

  constructor(options: BackOffOptions) {
    this.#options = options;
  }

  /** Begins anew: the last attempt got somewhere. */
  reset(): void {
    this.#attempts = 0;
  }

  /** The length of the next wait, milliseconds. */
  next(): number {
    const { firstMs, mostMs, random } = this.#options;
    const full = Math.min(mostMs, firstMs * 2 ** this.#attempts++);
    return full * (0.5 + random() / 2);
  }

  /** Waits; returns at once when the signal aborts. */
  async wait(ms: number, signal: AbortSignal): Promise<void> {
    await delay(ms, undefined, { signal }).catch(() => {});
  }
}
