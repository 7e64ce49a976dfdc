/** Wakes the one who waits for something to have changed; a ring that nobody waits for is heard by the next who does. */
export class Bell {
  #hasRung = false;
  #wake: (() => void) | undefined;

  ring(): void {
    this.#hasRung = true;
    this.#wake?.();
  }

  /** Resolves when it rings, the signal aborts, or the milliseconds are over. */
  async heard(signal: AbortSignal, withinMs?: number): Promise<void> {
    if (!this.#hasRung && !signal.aborted) {
      await new Promise<void>((resolve) => {
        const wake = () => {
          clearTimeout(timer);
          signal.removeEventListener('abort', wake);
          resolve();
        };
        const timer = withinMs === undefined ? undefined : setTimeout(wake, withinMs);
        signal.addEventListener('abort', wake, { once: true });
        this.#wake = wake;
      });
      this.#wake = undefined;
    }
    this.#hasRung = false;
  }
}

/** Lets pieces of work have their turn one after another. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  take<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work, work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}
