import { v5 as uuidv5 } from 'uuid';
import { type EventReader, type RecordedEvent, type StreamName, streamName } from '#platform/event-store';
import { LogEvent } from '../definition/log-event.ts';
import type { VersionId } from '../store/read-model-store.ts';

/** The event by which an operator has an event passed over, `{ projection, version, eventId }` in its data. */
export const DISCARD = 'ParkedEventDiscarded';

/** Category of the streams that hold what was decided about a projection. */
export const PROJECTION_CATEGORY = 'projection';

/** Namespace of the ids of projections: UUIDv5 of the DNS name `projections.tasuki.example`. */
const NAMESPACE = uuidv5('projections.tasuki.example', uuidv5.DNS);

/** The id that a projection's stream goes by: stream names hold ids, not names. */
export function projectionIdOf(name: string): string {
  return uuidv5(name, NAMESPACE);
}

export function projectionStreamOf(name: string): StreamName {
  return streamName(PROJECTION_CATEGORY, projectionIdOf(name));
}

/**
 * The ids of the events that a version of a projection passes over, wherever they stand in the log. A discard is said of
 * one version: a later one may well know what to make of the event.
 */
export async function discardedIn(
  log: Pick<EventReader, 'read'>,
  { name, version }: VersionId,
): Promise<ReadonlySet<string>> {
  const discarded = new Set<string>();
  for await (const { type, data } of log.read(projectionStreamOf(name))) {
    if (type !== DISCARD) continue;
    const told = data as { readonly version?: unknown; readonly eventId?: unknown } | null;
    if (told?.version === Math.abs(version) && typeof told.eventId === 'string') discarded.add(told.eventId);
  }
  return discarded;
}

/** A type that no projection handles. */
const PASSED_OVER = '$discarded';

/** A discarded event on its way into a projection: nothing but a revision of its stream. */
export function passedOver(event: LogEvent): LogEvent {
  const { data, metadata } = event.recorded; // Parsed late, perhaps: a copy would not have them by itself.
  return event.as({ ...event.recorded, data, metadata, type: PASSED_OVER });
}

/** Whether an event of the log is a discard in a projection. */
export function isDiscardIn(name: string, { type, stream }: RecordedEvent): boolean {
  return type === DISCARD && stream === projectionStreamOf(name);
}
