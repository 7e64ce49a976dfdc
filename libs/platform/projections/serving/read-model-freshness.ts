import { setTimeout as pause } from 'node:timers/promises';
import type { Position } from '#platform/event-store';
import { Problem } from '#platform/http';
import type { Lag } from './read-model-answer.ts';

/** How often a waiting query looks again, ms: well below what a person or the 25 ms of `visible.p99` would notice. */
export const LOOK_EVERY_MS = 5;

/** Longest a query waits for the position it names, ms. */
export const LONGEST_WAIT_MS = 2_000;

/** How a position is waited for. */
export interface Waiting {
  /** Answers the position reached by now. */
  readonly reached: () => Promise<Position>;
  readonly wanted: Position;
  /** Longest wait, ms. */
  readonly limitMs: number;
  /**
   * Waits for it where the projections are kept, at most so many ms, and hastens them; where they are kept by another
   * process there is none, and `reached` is asked again and again.
   */
  readonly announced?: ((limitMs: number) => Promise<unknown>) | undefined;
  /** How far a position is behind the log. */
  readonly lagAt: (position: Position) => Promise<Lag>;
}

/**
 * Waits until a position is reached.
 *
 * @throws Problem 503 `POSITION_NOT_REACHED` after the longest wait, saying how far it has come and how far it is behind
 */
export async function awaitPosition({ reached, wanted, limitMs, announced, lagAt }: Waiting): Promise<void> {
  const limit = AbortSignal.timeout(limitMs);
  let position = await reached();
  if (announced && position < wanted) {
    await announced(limitMs);
    position = await reached();
  }
  while (!announced && position < wanted && !limit.aborted) {
    await pause(LOOK_EVERY_MS);
    position = await reached();
  }
  if (position >= wanted) return;
  const lag = await lagAt(position);
  throw new Problem({
    status: 503,
    code: 'POSITION_NOT_REACHED',
    detail: {
      en: `The read model has come to position ${position}, asked for is ${wanted}; ask again in a moment.`,
      ja: `読み取りモデルは位置 ${position} まで反映済みです（指定: ${wanted}）。しばらくしてから再度お試しください。`,
    },
    extensions: { position, minPosition: wanted, lag: { events: lag.events, seconds: lag.seconds } },
    headers: { 'Retry-After': '1' },
  });
}
