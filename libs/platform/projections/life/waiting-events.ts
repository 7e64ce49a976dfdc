import type { OperatedProjection } from './operated-projections.ts';
import type { ParkedStream } from './parking.ts';

/** An event that a version of a projection waits at: it cannot be folded. */
export interface WaitingEvent {
  readonly version: number;
  readonly eventId: string;
  readonly eventType: string;
  /** The stream that is parked; null where all of the version has stopped. */
  readonly stream: Pick<ParkedStream, 'stream' | 'streamId'> | null;
}

/** The events that the versions of a projection wait at, the newest version first. */
export function waitingEvents(
  { versions }: OperatedProjection,
  parked: readonly ParkedStream[],
): readonly WaitingEvent[] {
  return versions.flatMap(({ version, state, lastError }) => [
    ...parked
      .filter((one) => one.version === version)
      .map(({ eventId, eventType, stream, streamId }) => ({
        version,
        eventId,
        eventType,
        stream: { stream, streamId },
      })),
    ...(state === 'failed' && lastError
      ? [{ version, eventId: lastError.eventId, eventType: lastError.eventType, stream: null }]
      : []),
  ]);
}
