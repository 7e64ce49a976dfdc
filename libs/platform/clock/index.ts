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
