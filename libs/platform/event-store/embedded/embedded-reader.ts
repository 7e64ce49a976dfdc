import { setImmediate as othersTurn } from 'node:timers/promises';
import type { Database } from 'better-sqlite3';
import { StoreUnavailable } from '../errors.ts';
import {
  CaughtUp,
  type EventReader,
  type PageOptions,
  type Position,
  type ReadAllOptions,
  type ReadBackOptions,
  type ReadOptions,
  type RecordedEvent,
  type StreamName,
  type SubscribeOptions,
} from '../port.ts';
import { AppendBell } from './append-bell.ts';
import { EventQueries } from './event-queries.ts';
import { openLogForReading } from './log-file.ts';
import { asUnavailable } from './sqlite-failure.ts';

/** Events read at a time: a page takes some milliseconds, then others have their turn. */
const PAGE = 1000;

export interface EmbeddedReaderOptions {
  /** How often a subscription looks for new events when nobody wakes it, milliseconds. */
  readonly pollMs?: number;
}

/**
 * Reads the log of an embedded store, in any thread or process beside its writer. Each page is a read transaction of
 * its own: the log only grows, so pages fit together.
 */
export class EmbeddedReader implements EventReader {
  protected readonly bell = new AppendBell();
  readonly #db: Database;
  readonly #queries: EventQueries;
  readonly #pollMs: number | undefined;
  #closed = false;

  /** `pollMs` undefined: whoever appends rings {@link wake}, so there is nothing to look for in between. */
  constructor(db: Database, pollMs: number | undefined) {
    this.#db = db;
    this.#queries = new EventQueries(db);
    this.#pollMs = pollMs;
  }

  async *read(stream: StreamName, options: ReadOptions = {}): AsyncGenerator<RecordedEvent, void> {
    const { direction = 'forwards', maxCount = Infinity } = options;
    const step = direction === 'forwards' ? 1 : -1;
    let from = options.from ?? (direction === 'forwards' ? 0 : Number.MAX_SAFE_INTEGER);
    for (let left = maxCount; left > 0; left -= PAGE) {
      const wanted = Math.min(PAGE, left);
      const at = from;
      const page = this.#ask((queries) => queries.ofStream(stream, direction, at, wanted));
      yield* page;
      const last = page.at(-1);
      if (last === undefined || page.length < wanted) return;
      from = last.revision + step;
    }
  }

  async *readAll(options: ReadAllOptions = {}): AsyncGenerator<RecordedEvent, void> {
    const { maxCount = Infinity } = options;
    let from = options.from ?? 0;
    for (let left = maxCount; left > 0; left -= PAGE) {
      const wanted = Math.min(PAGE, left);
      const page = this.readAllPage({ from, maxCount: wanted });
      yield* page;
      const last = page.at(-1);
      if (last === undefined || page.length < wanted) return;
      from = last.position;
      await othersTurn();
    }
  }

  /** See {@link EventStore.readBack}. */
  async *readBack({
    before = Number.MAX_SAFE_INTEGER,
    maxCount,
  }: ReadBackOptions): AsyncGenerator<RecordedEvent, void> {
    let from = before;
    for (let left = maxCount; left > 0; left -= PAGE) {
      const wanted = Math.min(PAGE, left);
      const page = this.#ask((queries) => queries.before(from, wanted));
      yield* page;
      const last = page.at(-1);
      if (last === undefined || page.length < wanted) return;
      from = last.position;
      await othersTurn();
    }
  }

  /** The events after a position, at once: for who folds large batches without waiting for each event. */
  readAllPage(options: { readonly from?: Position; readonly maxCount: number }): readonly RecordedEvent[] {
    return this.#ask((queries) => queries.after(options.from ?? 0, options.maxCount));
  }

  async page(options: PageOptions): Promise<readonly RecordedEvent[]> {
    return this.unparsedPage(options);
  }

  protected unparsedPage({ from = 0, maxCount }: PageOptions): readonly RecordedEvent[] {
    return this.#ask((queries) => queries.unparsedAfter(from, maxCount));
  }

  async *subscribeToAll({
    from,
    signal,
    parsedLate = false,
  }: SubscribeOptions): AsyncGenerator<RecordedEvent | CaughtUp, void> {
    let position = this.#ask((queries) => (from === 'start' ? 0 : from === 'end' ? queries.head() : from));
    let caughtUp = false;
    const ended = () => signal.aborted || this.#closed;
    while (!ended()) {
      const { rings } = this.bell;
      const next = { from: position, maxCount: PAGE };
      const page = parsedLate ? this.unparsedPage(next) : this.readAllPage(next);
      for (const event of page) {
        if (ended()) return;
        yield event;
        position = event.position;
      }
      if (page.length === PAGE) {
        await othersTurn();
        continue;
      }
      if (!caughtUp && !ended()) {
        caughtUp = true;
        yield new CaughtUp(position);
      }
      await this.bell.rung(rings, signal, this.#pollMs);
    }
  }

  /** The events of a stream, however many: for who needs all of them before it can do anything. */
  protected wholeStream(stream: StreamName): readonly RecordedEvent[] {
    return this.#ask((queries) => queries.ofStream(stream, 'forwards', 0, Number.MAX_SAFE_INTEGER));
  }

  async eventAt(position: Position): Promise<RecordedEvent | undefined> {
    return this.#ask((queries) => queries.at(position));
  }

  async head(): Promise<Position> {
    return this.lastPosition();
  }

  /** Position of the last event, 0 in an empty log. */
  protected lastPosition(): Position {
    return this.#ask((queries) => queries.head());
  }

  /** Says that the log may have grown: subscriptions look at once. */
  wake(): void {
    this.bell.ring();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.bell.ring();
    this.#db.close();
  }

  #ask<T>(question: (queries: EventQueries) => T): T {
    if (this.#closed) throw new StoreUnavailable('The event log is closed.');
    try {
      return question(this.#queries);
    } catch (error) {
      throw asUnavailable(error);
    }
  }
}

/**
 * Opens the log beside its writer, read-only. Its subscriptions look for new events when {@link EmbeddedReader.wake} is
 * called and every `pollMs` (200 by default).
 *
 * @throws StoreUnavailable where there is no such file.
 * @throws ForeignLog when the file is no event log of ours.
 */
export function openEmbeddedReader(file: string, { pollMs = 200 }: EmbeddedReaderOptions = {}): EmbeddedReader {
  return new EmbeddedReader(openLogForReading(file), pollMs);
}
