import { setTimeout as pause } from 'node:timers/promises';

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 10_000;

export interface RetryOptions {
  /** Ends the waiting: the promise rejects with the signal's reason. */
  readonly signal: AbortSignal;
  /** Errors that trying again does not mend: thrown on. */
  readonly isFinal: (error: unknown) => boolean;
  readonly onRetry: (error: unknown, attempt: number, inMs: number) => void;
}

/** Does the work, again and again until it succeeds, with pauses that double from 50 ms to 10 s. */
export async function withRetries<T>(work: () => Promise<T>, { signal, isFinal, onRetry }: RetryOptions): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    signal.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      if (isFinal(error)) throw error;
      const inMs = Math.min(FIRST_PAUSE_MS * 2 ** (attempt - 1), LONGEST_PAUSE_MS);
      onRetry(error, attempt, inMs);
      await pause(inMs, undefined, { signal });
    }
  }
}
