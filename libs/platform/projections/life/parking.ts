import {
  type EventReader,
  idOf,
  type Position,
  type RecordedEvent,
  type Revision,
  type StreamName,
} from '#platform/event-store';
import type { Projection } from '../definition/definition.ts';
import { isByStream } from '../definition/handler.ts';
import type { ProjectionFailure } from '../store/read-model-store.ts';

/** An event that waits behind a parked one: where it stands. */
export interface QueuedEvent {
  /** Id of the stream, and key of the rows it is folded into. */
  readonly streamId: string;
  readonly stream: StreamName;
  readonly revision: Revision;
  readonly position: Position;
}

/** An event that could not be folded; all later ones with the same stream id queue behind it. */
export interface ParkedEvent extends QueuedEvent, ProjectionFailure {}

/** A parked stream, as operators see it. */
export interface ParkedStream extends ParkedEvent {
  /** Version of the projection. */
  readonly version: number;
  readonly parkedAt: string;
  /** Events that wait behind the parked one. */
  readonly queuedBehind: number;
}

/** What a batch parks and releases, committed with its rows. */
export interface Parking {
  /** Ids of streams whose parked event and queue are forgotten: before anything else. */
  readonly released?: readonly string[];
  readonly parked?: readonly ParkedEvent[];
  readonly queued?: readonly QueuedEvent[];
}

/**
 * Whether a stream can be parked and the others go on (law 8): each handler folds into the row of its event's own stream
 * and looks at no other row.
 */
export function isKeyedByStream({ on }: Pick<Projection, 'on'>): boolean {
  return Object.values(on).every((foldings) => Object.values(foldings).every(isByStream));
}

/** Where an event that waits behind a parked one is found again; what it says stays in the log. */
export function queuedEventOf({ stream, revision, position }: RecordedEvent): QueuedEvent {
  return { streamId: idOf(stream), stream, revision, position };
}

/** The events of a queue, in order, as the log holds them. */
export async function readQueued(
  log: Pick<EventReader, 'read'>,
  queue: readonly QueuedEvent[],
): Promise<readonly RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for (const [stream, places] of Map.groupBy(queue, ({ stream }) => stream)) {
    const wanted = new Set(places.map(({ revision }) => revision));
    const from = Math.min(...wanted);
    const maxCount = Math.max(...wanted) - from + 1;
    for await (const event of log.read(stream, { from, maxCount })) if (wanted.has(event.revision)) events.push(event);
  }
  return events.sort((a, b) => a.position - b.position);
}
