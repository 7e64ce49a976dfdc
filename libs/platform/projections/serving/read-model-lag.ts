import type { Clock } from '#platform/clock';
import { StoreUnavailable, type EventReader, type Position } from '#platform/event-store';
import { type EventsBetween, projectionLag } from '../engine/projection-lag.ts';
import type { Lag } from './read-model-answer.ts';

/**
 * Tells, for the position of an answer, how far it is behind the log: asks the log for its head, and when behind for one
 * event. While the log is away nobody knows, and the rows are answered all the same.
 */
export function lagOfAnswers(
  log: Pick<EventReader, 'head' | 'readAll'>,
  clock: Clock,
  eventsBetween?: EventsBetween,
): (position: Position) => Promise<Lag> {
  return async (position) => {
    const answer = { name: '', version: 0, state: 'live', checkpoint: { position, eventId: '' } } as const;
    try {
      const [lag] = await projectionLag(log, [answer], clock, eventsBetween);
      return { events: lag!.eventsBehind, seconds: lag!.secondsBehind };
    } catch (error) {
      if (error instanceof StoreUnavailable) return { events: null, seconds: null };
      throw error;
    }
  };
}
