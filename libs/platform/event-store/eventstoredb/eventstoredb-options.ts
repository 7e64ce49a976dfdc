import { randomFraction } from '#platform/clock';
import type { BackOffOptions } from './back-off.ts';

export interface EventStoreDbOptions {
  /** How long an append may go without an answer before its outcome is unknown, milliseconds; by default 5,000. */
  readonly appendTimeoutMs?: number;
  /** How long a read, or the beginning of a subscription, may hear nothing, milliseconds; by default 10,000. */
  readonly readTimeoutMs?: number;
  /** The first and the longest wait before an interrupted subscription is asked for again; by default 50 and 5,000. */
  readonly retryMs?: { readonly first: number; readonly most: number };
  /** Events kept for a subscription's consumer that is slower than the server; by default 5,000. */
  readonly bufferedEvents?: number;
  /** Spreads the waits; a number from 0 to below 1. */
  readonly random?: () => number;
  /** Told of each interruption of a subscription and of the wait before the next attempt; for the log of the service. */
  readonly onInterruption?: (error: Error, retryMs: number) => void;
}

export interface SubscriptionSettings {
  readonly backOff: BackOffOptions;
  /** How long the server may take to confirm a subscription, milliseconds. */
  readonly patienceMs: number;
  /** Events kept for a consumer that is slower than the server. */
  readonly bufferedEvents: number;
  /** Told of every interruption, and of the wait before the next attempt in milliseconds. */
  readonly onInterruption: (error: Error, retryMs: number) => void;
}

export function subscriptionSettings(options: EventStoreDbOptions): SubscriptionSettings {
  return {
    backOff: {
      firstMs: options.retryMs?.first ?? 50,
      mostMs: options.retryMs?.most ?? 5_000,
      random: options.random ?? randomFraction,
    },
    patienceMs: options.readTimeoutMs ?? 10_000,
    bufferedEvents: options.bufferedEvents ?? 5_000,
    onInterruption: options.onInterruption ?? (() => {}),
  };
}
