import type { Position as ServerPosition, RecordedEvent as ServerEvent } from '@eventstore/db-client';
import type { EventMetadata } from '../envelope.ts';
import type { Json, Position, RecordedEvent, StreamName } from '../port.ts';
import { isObject } from './written-by-others.ts';

/** The server's own events (`$metadata`, `$>`, …) and streams (`$settings`, `$$referral-1`, …). */
export function isSystemEvent(event: Pick<ServerEvent, 'type' | 'streamId'>): boolean {
  return event.type.startsWith('$') || event.streamId.startsWith('$');
}

/**
 * The event as the port has it. Somebody else's event that is not JSON has no data that could be handed on, and stays
 * an event with null data: none is skipped. Metadata of others that are no JSON object are none.
 */
export function recordedEvent(event: ServerEvent): RecordedEvent {
  return {
    stream: event.streamId as StreamName,
    revision: Number(event.revision),
    position: positionOf(event),
    id: event.id,
    type: event.type,
    data: event.isJson ? (event.data as Json) : null,
    metadata: metadataOf(event) as EventMetadata,
    recordedAt: event.created.toISOString(),
  };
}

function metadataOf({ metadata }: ServerEvent): unknown {
  return isObject(metadata) && !(metadata instanceof Uint8Array) ? metadata : {};
}

/** Commit and prepare position are one and the same for every event. */
export function positionOf(event: ServerEvent): Position {
  return asPosition(event.position?.commit);
}

/** @throws Error where the server gives none, as before release 22.6, or one that a number does not hold. */
export function asPosition(commit: bigint | number | undefined): Position {
  const position = Number(commit);
  if (!Number.isSafeInteger(position)) throw new Error(`The server gives no usable position, but ${commit}`);
  return position;
}

export function serverPosition(position: Position): ServerPosition {
  return { commit: BigInt(position), prepare: BigInt(position) };
}
