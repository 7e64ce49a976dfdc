/**
 * Wakes who waits for the log to grow. It counts its rings: a ring between looking and waiting is not missed by whoever
 * hands in the count seen before looking.
 */
export class AppendBell {
  #rings = 0;
  readonly #waiting = new Set<() => void>();

  get rings(): number {
    return this.#rings;
  }

  ring(): void {
    this.#rings++;
    for (const wake of [...this.#waiting]) wake();
  }

  /**
   * Resolves at the first ring after `seen` were counted, when the signal aborts, or after `atMostMs` milliseconds
   * (undefined: however long it takes).
   */
  rung(seen: number, signal: AbortSignal, atMostMs: number | undefined): Promise<void> {
    if (this.#rings !== seen || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', wake);
        this.#waiting.delete(wake);
        resolve();
      };
      const timer = atMostMs === undefined ? undefined : setTimeout(wake, atMostMs);
      signal.addEventListener('abort', wake);
      this.#waiting.add(wake);
    });
  }
}
