import { dirname, resolve } from 'node:path';
import type { Database } from 'better-sqlite3';
import { systemClock } from '#platform/clock';
import { EventStoreError, StoreUnavailable } from '../errors.ts';
import type { Appended, EventStore, ExpectedRevision, NewEvent, Position, StreamName } from '../port.ts';
import { AppendWriter, type PendingAppend, prepareAppend } from './append-writer.ts';
import { EmbeddedReader } from './embedded-reader.ts';
import { openLogForWriting } from './log-file.ts';
import { makeFolder } from './make-folder.ts';
import { WriterLock } from './writer-lock.ts';

export interface EmbeddedOptions {
  /** The store's own clock, ISO 8601 UTC; by default the system's. */
  readonly now?: () => string;
}

/**
 * Events a transaction takes at most before the next begins: the loop is not held longer than some tens of
 * milliseconds, whatever has piled up.
 */
const EVENTS_PER_COMMIT = 3000;

/**
 * The event store in one SQLite file, written by this process alone. The appends of one tick are committed together,
 * with one wait for the disk (group commit); each is answered when that commit is on the disk.
 */
export class EmbeddedEventStore extends EmbeddedReader implements EventStore {
  readonly #lock: WriterLock;
  readonly #writer: AppendWriter;
  readonly #listeners = new Set<(head: Position) => void>();
  #pending: PendingAppend[] = [];
  #scheduled = false;
  #accepting = true;

  constructor(db: Database, lock: WriterLock, now: () => string) {
    super(db, undefined);
    this.#lock = lock;
    this.#writer = new AppendWriter(db, now);
  }

  async append(stream: StreamName, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<Appended> {
    if (!this.#accepting) throw new StoreUnavailable('The event log is closed.');
    const append = prepareAppend(stream, expected, events);
    this.#pending.push(append);
    this.#schedule();
    return append.answer.promise;
  }

  /**
   * Calls `listener` after each commit with the log's new head, so that readers in other threads can be woken. Answers
   * the function that takes the listener away.
   */
  onAppended(listener: (head: Position) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  override async close(): Promise<void> {
    if (!this.#accepting) return;
    this.#accepting = false;
    while (this.#pending.length > 0) this.#commit();
    await super.close();
    this.#lock.release();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#commit();
      if (this.#pending.length > 0) this.#schedule();
    });
  }

  #commit(): void {
    const appends = this.#takePending();
    if (appends.length === 0) return;
    const before = this.#writer.head;
    this.#writer.commit(appends);
    if (this.#writer.head === before) return;
    this.wake();
    for (const listener of this.#listeners) listener(this.#writer.head);
  }

  #takePending(): PendingAppend[] {
    let events = 0;
    const enough = this.#pending.findIndex((append) => (events += append.rows.length) >= EVENTS_PER_COMMIT);
    return this.#pending.splice(0, enough === -1 ? this.#pending.length : enough + 1);
  }
}

/**
 * Opens the event store in `file` for writing, making the file and its folders where there are none.
 *
 * @throws EventStoreInUse when another process (or another store of this one) writes it.
 * @throws StoreUnavailable when the file cannot be opened, or not durably.
 * @throws ForeignLog when the file holds something else.
 */
export function openEmbeddedEventStore(file: string, options: EmbeddedOptions = {}): EmbeddedEventStore {
  const { now = () => systemClock.now() } = options;
  try {
    makeFolder(dirname(resolve(file)));
    const lock = new WriterLock(file);
    try {
      return new EmbeddedEventStore(openLogForWriting(file), lock, now);
    } catch (error) {
      lock.release();
      throw error;
    }
  } catch (error) {
    if (error instanceof EventStoreError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new StoreUnavailable(`The event log ${file} cannot be opened: ${reason}.`, { cause: error });
  }
}
