import type { AlarmClock } from '#platform/clock';

/** A clock that stands still until a test moves it; who waits for an instant wakes when it is moved there. */
export class MovableClock implements AlarmClock {
  #now: string;
  readonly #waiting = new Map<() => void, string>();

  constructor(now: string) {
    this.#now = now;
  }

  /** The instants that somebody sleeps until, the first one first. */
  get alarms(): readonly string[] {
    return [...this.#waiting.values()].sort();
  }

  now(): string {
    return this.#now;
  }

  moveTo(instant: string): void {
    this.#now = instant;
    for (const [wake, due] of this.#waiting) if (due <= instant) wake();
  }

  until(instant: string, signal: AbortSignal): Promise<void> {
    if (instant <= this.#now || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = () => {
        this.#waiting.delete(wake);
        resolve();
      };
      this.#waiting.set(wake, instant);
      signal.addEventListener('abort', wake, { once: true });
    });
  }
}
