import type { Database, Statement } from 'better-sqlite3';
import { AppendTooLarge, WrongExpectedRevision } from '../errors.ts';
import type { Appended, ExpectedRevision, NewEvent, Position, Revision, StreamName } from '../port.ts';
import { asCommitFailure, asUnavailable, codeOf } from './sqlite-failure.ts';

/** What EventStoreDB takes in one append, so that what is stored here can be stored there. */
const MAX_APPEND_BYTES = 1_048_576;

/** Streams whose last revision the writer remembers at most, some 10 MB; then it starts anew from the table. */
const REMEMBERED_STREAMS = 20_000;

/** The revision of a stream that does not exist, as the table sees it: the one before the first. */
const NO_STREAM = -1;

/** An event as the table takes it: data and metadata are JSON text. */
export interface EventToStore {
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
}

/** An append as the table takes it. */
export interface PreparedAppend {
  readonly stream: StreamName;
  readonly expected: ExpectedRevision;
  readonly rows: readonly EventToStore[];
}

/** What became of one append of a commit. */
export type AppendOutcome = Appended | WrongExpectedRevision;

/** Who writes the log's file: the store's own thread ({@link AppendWriter}), or another (`WriterThread`). */
export interface LogWriter {
  /** Whether the caller stands still while it commits. */
  readonly isBlocking: boolean;
  /**
   * Stores the appends in one transaction and answers what became of each, once that is on the disk. One commit at a time.
   *
   * @throws StoreUnavailable, OutcomeUnknown of all of them
   */
  commit(
    appends: readonly PreparedAppend[],
    recordedAt: string,
  ): readonly AppendOutcome[] | Promise<readonly AppendOutcome[]>;
  /**
   * Takes note of where a stream was found to end, `undefined` where there is none: a decision has just read it, and its
   * append need not look again.
   */
  learn?(stream: StreamName, last: Revision | undefined): void;
  close?(): Promise<void>;
}

/**
 * Turns events into what the table holds, at once, so that a caller may do with them what it likes afterwards.
 *
 * @throws AppendTooLarge over 1,048,576 bytes of data and metadata.
 * @throws RangeError for no event at all, or an expectation that is no revision.
 */
export function prepareAppend(
  stream: StreamName,
  expected: ExpectedRevision,
  events: readonly NewEvent[],
): PreparedAppend {
  if (events.length === 0) throw new RangeError(`An append to ${stream} brought no event.`);
  if (expected !== 'no stream' && !(Number.isSafeInteger(expected) && expected >= 0)) {
    throw new RangeError(`An append to ${stream} expected ${expected}, which is no revision.`);
  }
  const rows = events.map(({ id, type, data, metadata }) => ({
    id,
    type,
    data: JSON.stringify(data),
    metadata: JSON.stringify(metadata),
  }));
  const bytes = rows.reduce((sum, row) => sum + Buffer.byteLength(row.data) + Buffer.byteLength(row.metadata), 0);
  if (bytes > MAX_APPEND_BYTES) {
    throw new AppendTooLarge(`An append to ${stream} has ${bytes} bytes, ${MAX_APPEND_BYTES} are allowed.`);
  }
  return { stream, expected, rows };
}

/** The one hand that writes the table of events. */
export class AppendWriter implements LogWriter {
  readonly isBlocking = true;
  readonly #begin: Statement<[]>;
  readonly #commit: Statement<[]>;
  readonly #rollback: Statement<[]>;
  readonly #insert: Statement<[Position, StreamName, Revision, string, string, string, string, string]>;
  readonly #lastRevision: Statement<[StreamName], Revision | null>;
  readonly #idsAfter: Statement<[StreamName, Revision, number], { id: string; position: Position }>;
  readonly #db: Database;
  /** Last revisions as the open transaction sees them: nobody else writes, so what was once looked up stays true. */
  readonly #revisions = new Map<StreamName, Revision>();
  #head: Position;

  constructor(db: Database) {
    this.#db = db;
    this.#begin = db.prepare('BEGIN IMMEDIATE');
    this.#commit = db.prepare('COMMIT');
    this.#rollback = db.prepare('ROLLBACK');
    this.#insert = db.prepare('INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
    this.#lastRevision = db
      .prepare<[StreamName], Revision | null>('SELECT max(revision) FROM event WHERE stream = ?')
      .pluck();
    this.#idsAfter = db.prepare(
      'SELECT id, position FROM event WHERE stream = ? AND revision > ? ORDER BY revision LIMIT ?',
    );
    this.#head = db.prepare<[], Position>('SELECT ifnull(max(position), 0) FROM event').pluck().get() ?? 0;
  }

  learn(stream: StreamName, last: Revision | undefined): void {
    this.#remember(stream, last ?? NO_STREAM);
  }

  commit(appends: readonly PreparedAppend[], recordedAt: string): readonly AppendOutcome[] {
    const before = this.#head;
    let outcomes: readonly AppendOutcome[];
    try {
      this.#begin.run();
      outcomes = appends.map((append) => this.#store(append, recordedAt));
    } catch (error) {
      throw this.#takenBack(before, asUnavailable(error));
    }
    try {
      this.#commit.run();
    } catch (error) {
      throw this.#takenBack(before, asCommitFailure(error));
    }
    return outcomes;
  }

  #store(append: PreparedAppend, recordedAt: string): AppendOutcome {
    const { stream, expected, rows } = append;
    const known = this.#revisions.get(stream);
    if (known === undefined && expected === 'no stream') return this.#storeFirst(append, recordedAt);
    const actual = known ?? this.#lastRevision.get(stream) ?? NO_STREAM;
    const after = expected === 'no stream' ? NO_STREAM : expected;
    if (after === actual) return this.#insertAfter(after, append, recordedAt);
    return (
      this.#storedBefore(stream, after, rows) ??
      new WrongExpectedRevision(stream, expected, actual === NO_STREAM ? 'no stream' : actual)
    );
  }

  /**
   * Most streams that are said not to exist do not: their first event is stored without looking, and where the table's
   * key refuses it, nothing of it was stored. To look first takes 8 % of what a command costs at the door.
   */
  #storeFirst(append: PreparedAppend, recordedAt: string): AppendOutcome {
    const head = this.#head;
    try {
      return this.#insertAfter(NO_STREAM, append, recordedAt);
    } catch (error) {
      if (codeOf(error) !== 'SQLITE_CONSTRAINT_UNIQUE') throw error;
      this.#head = head;
      this.learn(append.stream, this.#lastRevision.get(append.stream) ?? undefined);
      return this.#store(append, recordedAt);
    }
  }

  #insertAfter(after: Revision, { stream, rows }: PreparedAppend, recordedAt: string): Appended {
    let revision = after;
    for (const { id, type, data, metadata } of rows) {
      this.#insert.run(++this.#head, stream, ++revision, id, type, data, metadata, recordedAt);
    }
    this.#remember(stream, revision);
    return { revision, position: this.#head };
  }

  #remember(stream: StreamName, revision: Revision): void {
    if (this.#revisions.size >= REMEMBERED_STREAMS) this.#revisions.clear();
    this.#revisions.set(stream, revision);
  }

  /** The answer these events were given when they were stored at this very place; undefined where others are there. */
  #storedBefore(stream: StreamName, after: Revision, rows: readonly EventToStore[]): Appended | undefined {
    const there = this.#idsAfter.all(stream, after, rows.length);
    const last = there.at(-1);
    if (last === undefined || !rows.every((row, index) => row.id === there[index]?.id)) return undefined;
    return { revision: after + rows.length, position: last.position };
  }

  /** Rolls back. @returns the reason */
  #takenBack(head: Position, reason: unknown): unknown {
    this.#head = head;
    this.#revisions.clear();
    if (this.#db.inTransaction) this.#rollback.run();
    return reason;
  }
}
