import { setTimeout as pause } from 'node:timers/promises';

export { TravellingClock } from './travelling-clock.ts';

/** The one source of time (law 2): everything that needs an instant is handed one. */
export interface Clock {
  /** The present instant, ISO 8601 UTC with milliseconds. */
  now(): string;
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => new Date().toISOString() };

/** The one source of randomness: ids that are neither natural nor derived. */
export interface Ids {
  /** A fresh random UUID. */
  next(): string;
}

/** A random number from 0 to below 1: for the spread of waiting times, never for a secret. */
export const randomFraction: () => number = () => Math.random();

export const randomIds: Ids = { next: () => globalThis.crypto.randomUUID() };

/** A clock that can also be waited for: what is due at an instant is not asked for again and again. */
export interface AlarmClock extends Clock {
  /** Resolves when the instant (ISO 8601 UTC) has come, or the signal aborts. */
  until(instant: string, signal: AbortSignal): Promise<void>;
}

/** Longest sleep, milliseconds: a machine's clock may be set meanwhile, and timers of the runtime end at 24 days. */
const LONGEST_SLEEP_MS = 60_000;

/**
 * A clock with an alarm, made of one that only tells the time.
 *
 * @param longestSleepMs after which it is looked whether somebody has set the clock
 */
export function alarmClock(clock: Clock, longestSleepMs = LONGEST_SLEEP_MS): AlarmClock {
  return {
    now: () => clock.now(),
    until: async (instant, signal) => {
      while (!signal.aborted) {
        const left = Date.parse(instant) - Date.parse(clock.now());
        if (left <= 0) return;
        await pause(Math.min(left, longestSleepMs), undefined, { signal }).catch(() => undefined);
      }
    },
  };
}

/** @throws Error when the work takes longer; it is not stopped. */
export async function atMost<T>(ms: number, work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`no answer within ${ms} ms`)), ms);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
