import { dirname, resolve } from 'node:path';
import type { Database } from 'better-sqlite3';
import { systemClock } from '#platform/clock';
import { EventStoreError, StoreUnavailable } from '../errors.ts';
import type { Appended, EventStore, ExpectedRevision, NewEvent, Position, RecordedEvent, StreamName } from '../port.ts';
import { AppendWriter, type PendingAppend, prepareAppend } from './append-writer.ts';
import { EmbeddedReader } from './embedded-reader.ts';
import { openLogForWriting } from './log-file.ts';
import { makeFolder } from './make-folder.ts';
import { StreamCache } from './stream-cache.ts';
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

/** Events of whole streams kept in memory, some 30 MB. */
const CACHED_EVENTS = 10_000;

/** The page that was read last, of a log that ended at `head` then. */
interface LastPage {
  readonly from: Position;
  readonly maxCount: number;
  readonly head: Position;
  readonly page: readonly RecordedEvent[];
}

/**
 * The event store in one SQLite file, written by this process alone. The appends of one tick are committed together,
 * with one wait for the disk (group commit); each is answered when that commit is on the disk.
 */
export class EmbeddedEventStore extends EmbeddedReader implements EventStore {
  readonly #lock: WriterLock;
  readonly #writer: AppendWriter;
  readonly #listeners = new Set<(head: Position) => void>();
  readonly #streams = new StreamCache(CACHED_EVENTS);
  #lastPage: LastPage | undefined;
  #lastCommit: { readonly appends: number; readonly ms: number } = { appends: 0, ms: 0 };
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

  /** Streams come from memory: nobody else writes, and each commit forgets the streams it changed. */
  async readWhole(stream: StreamName): Promise<readonly RecordedEvent[]> {
    const known = this.#accepting ? this.#streams.get(stream) : undefined;
    if (known) return known;
    const events = this.wholeStream(stream);
    this.#streams.keep(stream, events);
    this.#writer.learn(stream, events.at(-1)?.revision);
    return events;
  }

  /** One page for all who follow the log from the same place: each would read and parse the same events. */
  override readAllPage(options: { readonly from?: Position; readonly maxCount: number }): readonly RecordedEvent[] {
    const { head } = this.#writer;
    const { from = 0, maxCount } = options;
    const last = this.#lastPage;
    if (this.#accepting && last?.from === from && last.maxCount === maxCount && last.head === head) return last.page;
    const page = super.readAllPage(options);
    this.#lastPage = { from, maxCount, head, page };
    return page;
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    const began = performance.now();
    const gather = () => {
      if (this.#othersAreLikely(performance.now() - began)) {
        setImmediate(gather);
        return;
      }
      this.#scheduled = false;
      this.#commit();
      if (this.#pending.length > 0) this.#schedule();
    };
    setImmediate(gather);
  }

  /**
   * Callers who were answered together come back together, but not all in one tick. To wait for them a part of the time
   * that the disk takes is to save them a wait of the whole; who comes alone is not kept waiting.
   */
  #othersAreLikely(waitedMs: number): boolean {
    return this.#accepting && this.#pending.length < this.#lastCommit.appends && waitedMs < this.#lastCommit.ms / 2;
  }

  #commit(): void {
    const appends = this.#takePending();
    if (appends.length === 0) return;
    const before = this.#writer.head;
    const began = performance.now();
    this.#writer.commit(appends);
    this.#lastCommit = { appends: appends.length, ms: performance.now() - began };
    for (const { stream } of appends) this.#streams.forget(stream);
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
