import type { StreamName } from '#platform/event-store';
import type { VersionId } from '../store/read-model-store.ts';
import type { ParkedStream, Parking, QueuedEvent } from './parking.ts';
import { type Script, statement, type SqlRow, textIn } from './script.ts';

/** Writes what a batch parks and releases; a part of the batch's own transaction. */
export function* parkingScript({ name, version }: VersionId, parking: Parking, now: string): Script<void> {
  for (const streamId of parking.released ?? []) {
    for (const table of ['projection_parked', 'projection_queued']) {
      const text = `DELETE FROM ${table} WHERE name = $1 AND version = $2 AND stream_id = $3`;
      yield statement(text, name, version, streamId);
    }
  }
  if (parking.released) {
    // Rows change that whoever follows has passed already: they begin anew.
    yield statement(
      'UPDATE projections SET edition = edition + 1, reach = position WHERE name = $1 AND version = $2',
      name,
      version,
    );
  }
  for (const { streamId, stream, revision, eventId, eventType, position, message, stack } of parking.parked ?? []) {
    yield statement(
      `INSERT INTO projection_parked
         (name, version, stream_id, stream, revision, event_id, event_type, position, message, stack, parked_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      ...[name, version, streamId, stream, revision, eventId, eventType, position, message, stack, now],
    );
  }
  for (const { streamId, stream, revision, position } of parking.queued ?? []) {
    yield statement(
      `INSERT INTO projection_queued (name, version, stream_id, position, stream, revision)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      ...[name, version, streamId, position, stream, revision],
    );
  }
}

export function queuedEventOfRow(row: SqlRow): QueuedEvent {
  return {
    streamId: String(row['stream_id']),
    stream: row['stream'] as StreamName,
    revision: Number(row['revision']),
    position: Number(row['position']),
  };
}

export function parkedStreamOf(row: SqlRow): ParkedStream {
  return {
    ...queuedEventOfRow(row),
    version: Number(row['version']),
    eventId: String(row['event_id']),
    eventType: String(row['event_type']),
    message: String(row['message']),
    stack: textIn(row, 'stack'),
    parkedAt: String(row['parked_at']),
    queuedBehind: Number(row['queued_behind']),
  };
}
