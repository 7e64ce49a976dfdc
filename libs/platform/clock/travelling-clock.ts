import { setTimeout as pause } from 'node:timers/promises';
import type { AlarmClock } from './index.ts';

/** Longest sleep, milliseconds: timers of the runtime end at 24 days. */
const LONGEST_SLEEP_MS = 60_000;

/**
 * A clock that goes as the machine's does, but at another time, and can be moved forwards: for trying out what happens
 * over months. Its threads share it by the memory it stands in.
 */
export class TravellingClock implements AlarmClock {
  readonly #aheadMs: Float64Array;
  #moved = new AbortController();
  readonly #listeners: (() => void)[] = [];

  private constructor(
    /** How far it is ahead of the machine's clock; handed to a thread, {@link TravellingClock.sharing} goes alike there. */
    readonly memory: SharedArrayBuffer,
  ) {
    this.#aheadMs = new Float64Array(memory);
  }

  /** A clock at which it is `instant` (ISO 8601) now. */
  static beginningAt(instant: string): TravellingClock {
    const clock = new TravellingClock(new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT));
    clock.#aheadMs[0] = Date.parse(instant) - Date.now();
    return clock;
  }

  /** The same clock in another thread; it is moved where it was begun. */
  static sharing(memory: SharedArrayBuffer): TravellingClock {
    return new TravellingClock(memory);
  }

  now(): string {
    return new Date(Date.now() + this.#aheadMs[0]!).toISOString();
  }

  /** Moves it forwards to an instant, ISO 8601, and wakes who waited for one until then. @throws RangeError backwards */
  moveTo(instant: string): void {
    const byMs = Date.parse(instant) - Date.parse(this.now());
    if (!(byMs >= 0)) throw new RangeError(`it is ${this.now()} already: what has happened stays as it is`);
    this.#aheadMs[0]! += byMs;
    this.wake();
    for (const listener of this.#listeners) listener();
  }

  /** Calls a listener whenever it is moved: to tell the threads that share it. */
  onMoved(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** It was moved in another thread: who waits looks at it again. */
  wake(): void {
    this.#moved.abort();
    this.#moved = new AbortController();
  }

  async until(instant: string, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const left = Date.parse(instant) - Date.parse(this.now());
      if (left <= 0) return;
      const waking = AbortSignal.any([signal, this.#moved.signal]);
      await pause(Math.min(left, LONGEST_SLEEP_MS), undefined, { signal: waking }).catch(() => undefined);
    }
  }
}
