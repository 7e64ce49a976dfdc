import type { EventStoreDBClient } from '@eventstore/db-client';
import type {
  Appended,
  CaughtUp,
  EventStore,
  ExpectedRevision,
  NewEvent,
  Position,
  ReadAllOptions,
  ReadBackOptions,
  ReadOptions,
  RecordedEvent,
  StreamName,
  SubscribeOptions,
} from '../port.ts';
import { decodedEvents, subscriptionToAll } from './all-subscription.ts';
import { AppendingClient } from './appending-client.ts';
import { createClient, disposeClient } from './client.ts';
import { refuseClosed } from './failures.ts';
import { subscriptionSettings, type EventStoreDbOptions, type SubscriptionSettings } from './eventstoredb-options.ts';
import { LogReader } from './log-reader.ts';

/**
 * An EventStoreDB (23.10 or later, KurrentDB included) behind a connection string. It connects when it is first used,
 * reconnects by itself, and keeps to the leader of a cluster.
 *
 * @throws Error for a connection string that cannot be used
 */
export function connectEventStoreDb(url: string, options: EventStoreDbOptions = {}): EventStore {
  return new EventStoreDbEventStore(url, options);
}

class EventStoreDbEventStore implements EventStore {
  readonly #closing = new AbortController();
  readonly #client: EventStoreDBClient;
  readonly #reader: LogReader;
  readonly #appender: AppendingClient;
  readonly #appendTimeoutMs: number;
  readonly #subscriptions: SubscriptionSettings;
  readonly #appending = new Set<Promise<Appended>>();
  #closed: Promise<void> | undefined;

  constructor(url: string, options: EventStoreDbOptions) {
    this.#client = createClient(url);
    this.#subscriptions = subscriptionSettings(options);
    this.#reader = new LogReader(this.#client, this.#subscriptions.patienceMs, this.#closing.signal);
    this.#appender = AppendingClient.of(url);
    this.#appendTimeoutMs = options.appendTimeoutMs ?? 5_000;
  }

  /** @throws RangeError for an append of nothing, or for a revision that is none */
  async append(stream: StreamName, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<Appended> {
    refuseClosed(this.#closing.signal);
    if (events.length === 0) throw new RangeError('an append has at least one event');
    if (expected !== 'no stream' && !(Number.isSafeInteger(expected) && expected >= 0)) {
      throw new RangeError(`${expected} is no revision to expect`);
    }
    const appending = this.#appender.append(stream, expected, events, this.#appendTimeoutMs);
    this.#appending.add(appending);
    try {
      return await appending;
    } finally {
      this.#appending.delete(appending);
    }
  }

  read(stream: StreamName, options: ReadOptions = {}): AsyncGenerator<RecordedEvent, void, undefined> {
    return this.#reader.read(stream, options);
  }

  async readWhole(stream: StreamName): Promise<readonly RecordedEvent[]> {
    const events: RecordedEvent[] = [];
    for await (const event of this.#reader.read(stream, {})) events.push(event);
    return events;
  }

  readBack(options: ReadBackOptions): AsyncGenerator<RecordedEvent, void, undefined> {
    return this.#reader.readBack(options);
  }

  readAll(options: ReadAllOptions = {}): AsyncGenerator<RecordedEvent, void, undefined> {
    return this.#reader.readAll(options);
  }

  subscribeToAll(options: SubscribeOptions): AsyncGenerator<RecordedEvent | CaughtUp, void, undefined> {
    const { from, signal } = options;
    const start = from === 'end' ? this.#headFromNow() : async () => (from === 'start' ? 0 : from);
    return subscriptionToAll(decodedEvents(this.#client), start, signal, this.#closing.signal, this.#subscriptions);
  }

  async eventAt(position: Position): Promise<RecordedEvent | undefined> {
    return this.#reader.eventAt(position);
  }

  async head(): Promise<Position> {
    return this.#reader.head();
  }

  async close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    this.#closing.abort();
    await Promise.allSettled(this.#appending);
    await this.#appender.release();
    await disposeClient(this.#client);
  }

  /** The end of the log is looked up when the subscription is asked for, not when its first event is. */
  #headFromNow(): () => Promise<Position> {
    let asked: Promise<Position> | undefined = this.head();
    asked.catch(() => {});
    return () => {
      const answer = asked ?? this.head();
      asked = undefined;
      return answer;
    };
  }
}
