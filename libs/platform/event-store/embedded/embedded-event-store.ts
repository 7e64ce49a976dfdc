import { dirname, resolve } from 'node:path';
import type { Database } from 'better-sqlite3';
import { systemClock } from '#platform/clock';
import { EventStoreError, StoreUnavailable, WrongExpectedRevision } from '../errors.ts';
import type {
  Appended,
  EventStore,
  ExpectedRevision,
  NewEvent,
  PageOptions,
  Position,
  RecordedEvent,
  StreamName,
} from '../port.ts';
import {
  type AppendOutcome,
  AppendWriter,
  type LogWriter,
  prepareAppend,
  type PreparedAppend,
} from './append-writer.ts';
import { EmbeddedReader } from './embedded-reader.ts';
import { openLogForWriting } from './log-file.ts';
import { makeFolder } from './make-folder.ts';
import { StreamCache } from './stream-cache.ts';
import { WriterLock } from './writer-lock.ts';
import { WriterThread } from './writer-thread.ts';

/** An append that waits for the next commit, or for the present one. */
interface PendingAppend extends PreparedAppend {
  readonly answer: PromiseWithResolvers<Appended>;
}

export interface EmbeddedOptions {
  /** The store's own clock, ISO 8601 UTC; by default the system's. */
  readonly now?: () => string;
  /**
   * Writes in a thread of its own, so that nothing stands still while the disk takes a commit: for a service. `true`, or
   * where the thread's built module is.
   */
  readonly writerThread?: boolean | URL;
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
  readonly #writer: LogWriter;
  readonly #now: () => string;
  readonly #listeners = new Set<(head: Position) => void>();
  readonly #streams = new StreamCache(CACHED_EVENTS);
  #lastPage: LastPage | undefined;
  #lastCommit: { readonly appends: number; readonly ms: number } = { appends: 0, ms: 0 };
  #pending: PendingAppend[] = [];
  #scheduled = false;
  #underWay: Promise<void> | undefined;
  #accepting = true;
  /** Position of the last event known to be committed. */
  #head: Position;
  /** The same, after each append of a commit: what is answered with a lower one was stored before. */
  #stored: Position;

  constructor(db: Database, lock: WriterLock, now: () => string, writer: LogWriter = new AppendWriter(db)) {
    super(db, undefined);
    this.#lock = lock;
    this.#now = now;
    this.#writer = writer;
    this.#head = this.#stored = this.lastPosition();
  }

  async append(stream: StreamName, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<Appended> {
    if (!this.#accepting) throw new StoreUnavailable('The event log is closed.');
    const answer = Promise.withResolvers<Appended>();
    this.#pending.push({ ...prepareAppend(stream, expected, events), answer });
    this.#schedule();
    return answer.promise;
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
    while (this.#underWay || this.#pending.length > 0) await (this.#underWay ?? this.#commit());
    await this.#writer.close?.();
    await super.close();
    this.#lock.release();
  }

  /** Streams come from memory: nobody else writes, and each commit adds what it wrote to the streams it changed. */
  async readWhole(stream: StreamName): Promise<readonly RecordedEvent[]> {
    const known = this.#accepting ? this.#streams.get(stream) : undefined;
    if (known) return known;
    const events = this.wholeStream(stream);
    this.#streams.keep(stream, events);
    this.#writer.learn?.(stream, events.at(-1)?.revision);
    return events;
  }

  /** One page for all who follow the log from the same place: each would read the same events, and parse some of them. */
  protected override unparsedPage(options: PageOptions): readonly RecordedEvent[] {
    const head = this.#head;
    const { from = 0, maxCount } = options;
    const last = this.#lastPage;
    if (this.#accepting && last?.from === from && last.maxCount === maxCount && last.head === head) return last.page;
    const page = super.unparsedPage(options);
    this.#lastPage = { from, maxCount, head, page };
    return page;
  }

  #schedule(): void {
    if (this.#scheduled || this.#underWay) return;
    this.#scheduled = true;
    const began = performance.now();
    const gather = () => {
      if (this.#othersAreLikely(performance.now() - began)) {
        setImmediate(gather);
        return;
      }
      this.#scheduled = false;
      if (!this.#underWay) void this.#commit();
    };
    setImmediate(gather);
  }

  /**
   * Callers who were answered together come back together, but not all in one tick. Where the disk holds up this thread,
   * to wait for them a part of that time is to save them a wait of the whole; who comes alone is not kept waiting.
   */
  #othersAreLikely(waitedMs: number): boolean {
    const { appends, ms } = this.#lastCommit;
    return this.#writer.isBlocking && this.#accepting && this.#pending.length < appends && waitedMs < ms / 2;
  }

  async #commit(): Promise<void> {
    const appends = this.#takePending();
    if (appends.length === 0) return;
    this.#underWay = this.#committed(appends);
    await this.#underWay;
    this.#underWay = undefined;
    if (this.#pending.length > 0) this.#schedule();
  }

  async #committed(appends: readonly PendingAppend[]): Promise<void> {
    const before = this.#head;
    const began = performance.now();
    try {
      const recordedAt = this.#now();
      const outcomes = await this.#writer.commit(appends, recordedAt);
      this.#lastCommit = { appends: appends.length, ms: performance.now() - began };
      // Before anybody is answered: who reads next must not find a stream as it was.
      for (const [index, append] of appends.entries()) this.#learn(append, outcomes[index]!, recordedAt);
      for (const [index, { answer }] of appends.entries()) {
        const outcome = outcomes[index]!;
        if (outcome instanceof WrongExpectedRevision) {
          answer.reject(outcome);
          continue;
        }
        answer.resolve(outcome);
        this.#head = Math.max(this.#head, outcome.position);
      }
    } catch (error) {
      this.#stored = this.#lastStored();
      for (const { stream, answer } of appends) {
        this.#streams.forget(stream);
        answer.reject(error);
      }
    }
    if (this.#head === before) return;
    this.wake();
    for (const listener of this.#listeners) listener(this.#head);
  }

  /** What the streams in memory are after an append: longer by it, where it has just been stored. */
  #learn({ stream, rows }: PreparedAppend, outcome: AppendOutcome, recordedAt: string): void {
    const isStoredNow = !(outcome instanceof WrongExpectedRevision) && outcome.position > this.#stored;
    if (!isStoredNow) return this.#streams.forget(stream);
    this.#stored = outcome.position;
    const [revision, position] = [outcome.revision - rows.length, outcome.position - rows.length];
    const number = (index: number) => ({ revision: revision + index + 1, position: position + index + 1 });
    this.#streams.grow(
      stream,
      rows.map((row, index) => ({ ...row, stream, ...number(index), recordedAt })),
    );
  }

  /** What a commit has stored whose outcome is unknown; where that cannot be read, nothing is taken for new any more. */
  #lastStored(): Position {
    try {
      return this.lastPosition();
    } catch {
      return Infinity;
    }
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
  const { now = () => systemClock.now(), writerThread = false } = options;
  try {
    makeFolder(dirname(resolve(file)));
    const lock = new WriterLock(file);
    try {
      const db = openLogForWriting(file);
      const writer = writerThread === false ? new AppendWriter(db) : new WriterThread(file, writerThread);
      return new EmbeddedEventStore(db, lock, now, writer);
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
