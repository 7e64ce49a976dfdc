import type { Database, Statement } from 'better-sqlite3';
import type { EventMetadata } from '../envelope.ts';
import type { Direction, Json, Position, RecordedEvent, Revision, StreamName } from '../port.ts';
import { UnparsedEvent, type WrittenEvent } from '../unparsed-event.ts';

const COLUMNS = 'position, stream, revision, id, type, data, metadata, recorded_at AS recordedAt';

/**
 * The prepared questions to the table of events. Each answers a bounded page at once: an iterator left open would hold
 * its snapshot and keep the write-ahead log from being folded back.
 */
export class EventQueries {
  readonly #after: Statement<[Position, number], WrittenEvent>;
  readonly #before: Statement<[Position, number], WrittenEvent>;
  readonly #forwards: Statement<[StreamName, Revision, number], WrittenEvent>;
  readonly #backwards: Statement<[StreamName, Revision, number], WrittenEvent>;
  readonly #at: Statement<[Position], WrittenEvent>;
  readonly #head: Statement<[], Position>;

  constructor(db: Database) {
    this.#after = db.prepare(`SELECT ${COLUMNS} FROM event WHERE position > ? ORDER BY position LIMIT ?`);
    this.#before = db.prepare(`SELECT ${COLUMNS} FROM event WHERE position < ? ORDER BY position DESC LIMIT ?`);
    this.#forwards = db.prepare(
      `SELECT ${COLUMNS} FROM event WHERE stream = ? AND revision >= ? ORDER BY revision LIMIT ?`,
    );
    this.#backwards = db.prepare(
      `SELECT ${COLUMNS} FROM event WHERE stream = ? AND revision <= ? ORDER BY revision DESC LIMIT ?`,
    );
    this.#at = db.prepare(`SELECT ${COLUMNS} FROM event WHERE position = ?`);
    this.#head = db.prepare<[], Position>('SELECT ifnull(max(position), 0) FROM event').pluck();
  }

  /** The events after a position, at most `count`. */
  after(position: Position, count: number): RecordedEvent[] {
    return this.#after.all(position, count).map(parsed);
  }

  /** The same, parsed when they are looked at. */
  unparsedAfter(position: Position, count: number): RecordedEvent[] {
    return this.#after.all(position, count).map((row) => new UnparsedEvent(row));
  }

  /** The events before a position, the last first, at most `count`. */
  before(position: Position, count: number): RecordedEvent[] {
    return this.#before.all(position, count).map(parsed);
  }

  /** The events of a stream from a revision on, itself included, at most `count`. */
  ofStream(stream: StreamName, direction: Direction, from: Revision, count: number): RecordedEvent[] {
    const statement = direction === 'forwards' ? this.#forwards : this.#backwards;
    return statement.all(stream, from, count).map(parsed);
  }

  at(position: Position): RecordedEvent | undefined {
    const row = this.#at.get(position);
    return row && parsed(row);
  }

  head(): Position {
    return this.#head.get() ?? 0;
  }
}

/** An event as the log holds it, with its data and metadata parsed. */
export function parsed(row: WrittenEvent): RecordedEvent {
  return {
    id: row.id,
    type: row.type,
    data: JSON.parse(row.data) as Json,
    metadata: JSON.parse(row.metadata) as EventMetadata,
    stream: row.stream,
    revision: row.revision,
    position: row.position,
    recordedAt: row.recordedAt,
  };
}
