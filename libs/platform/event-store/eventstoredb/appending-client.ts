import { setTimeout as delay } from 'node:timers/promises';
import { NO_STREAM, type EventData, type EventStoreDBClient, type JSONType } from '@eventstore/db-client';
import { AppendTooLarge, OutcomeUnknown, StoreUnavailable } from '../errors.ts';
import type { Appended, ExpectedRevision, NewEvent, StreamName } from '../port.ts';
import { createClient, disposeClient, knowServer } from './client.ts';
import { appendFailure, isNotLeader, readFailure } from './failures.ts';
import { asPosition } from './recorded-event.ts';

/** Most bytes of the data and metadata of one append. The server, meaning the same, counts the data only. */
const MAX_APPEND_BYTES = 1_048_576;
/** A cluster that elects a leader names the old one for a moment: the wait before asking again, milliseconds. */
const ELECTION_PAUSE_MS = 50;

/**
 * The one client of this process that appends to a server. One, because the client library keeps the pending appends
 * of all clients in one list, which any broken stream empties; hence also its own connection, apart from the readers'.
 */
export class AppendingClient {
  static readonly #open = new Map<string, AppendingClient>();
  readonly #url: string;
  #client: EventStoreDBClient;
  #users = 0;
  /** Appends answered so far, by success or refusal: while it moves, the connection is alive. */
  #answered = 0;

  private constructor(url: string) {
    this.#url = url;
    this.#client = createClient(url);
  }

  /** The client for this connection string; each user lets it go with {@link release}. */
  static of(url: string): AppendingClient {
    const client = AppendingClient.#open.get(url) ?? new AppendingClient(url);
    AppendingClient.#open.set(url, client);
    client.#users++;
    return client;
  }

  async release(): Promise<void> {
    if (--this.#users > 0) return;
    AppendingClient.#open.delete(this.#url);
    await disposeClient(this.#client);
  }

  /**
   * Appends, and settles within `timeoutMs` whatever the client and the server do: an answer can stay away for ever. A
   * node that is not the leader names it, and the same bytes go there.
   *
   * @throws the port's errors, see {@link EventStore.append}
   */
  async append(
    stream: StreamName,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
    timeoutMs: number,
  ): Promise<Appended> {
    const written = writtenEvents(stream, events);
    const { promise, resolve, reject } = Promise.withResolvers<Appended>();
    const attempt: Attempt = { sent: false, over: false, answeredBefore: 0, client: this.#client };
    const timer = setTimeout(() => {
      attempt.over = true;
      if (attempt.answeredBefore === this.#answered || !attempt.sent) this.#replace(attempt.client);
      const words = `append to ${stream}: no answer within ${timeoutMs} ms`;
      reject(attempt.sent ? new OutcomeUnknown(words) : new StoreUnavailable(words));
    }, timeoutMs);
    this.#send(stream, expected, written, attempt).then(resolve, reject);
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
    }
  }

  async #send(
    stream: StreamName,
    expected: ExpectedRevision,
    events: readonly EventData[],
    attempt: Attempt,
  ): Promise<Appended> {
    for (;;) {
      attempt.client = this.#client;
      await this.#knowServer(attempt);
      if (attempt.over) throw new StoreUnavailable(`append to ${stream}: given up before it was sent`);
      try {
        attempt.answeredBefore = this.#answered;
        attempt.sent = true;
        const answer = await attempt.client.appendToStream(stream, [...events], {
          expectedRevision: expected === 'no stream' ? NO_STREAM : BigInt(expected),
          requiresLeader: true,
        });
        this.#answered++;
        return { revision: Number(answer.nextExpectedRevision), position: asPosition(answer.position?.commit) };
      } catch (error) {
        if (!isNotLeader(error) || attempt.over) throw this.#failure(error, stream, expected);
        await delay(ELECTION_PAUSE_MS);
      }
    }
  }

  /**
   * Before the first append of a connection the client asks what the server can do. When that fails, nothing was sent
   * this time; the client may remember the failure for ever, so it is replaced.
   */
  async #knowServer(attempt: Attempt): Promise<void> {
    try {
      await knowServer(attempt.client);
    } catch (error) {
      this.#replace(attempt.client);
      const failure = readFailure(error);
      if (!attempt.sent || !(failure instanceof StoreUnavailable)) throw failure;
      throw new OutcomeUnknown(`sent to a node that was not the leader, then: ${failure.message}`, { cause: error });
    }
  }

  #failure(error: unknown, stream: StreamName, expected: ExpectedRevision): unknown {
    const failure = appendFailure(error, stream, expected);
    if (!(failure instanceof OutcomeUnknown)) this.#answered++;
    return failure;
  }

  /** Appends to come go through a new client; those under way wait for the end of their own time. */
  #replace(client: EventStoreDBClient): void {
    if (this.#client !== client || this.#users === 0) return;
    this.#client = createClient(this.#url);
    void disposeClient(client);
  }
}

interface Attempt {
  /** The client it goes through at the moment. */
  client: EventStoreDBClient;
  /** Whether the bytes have left, to this node or another. */
  sent: boolean;
  /** Whether the caller has been told that there is no answer. */
  over: boolean;
  /** How many appends had been answered when it was sent. */
  answeredBefore: number;
}

const utf8 = new TextEncoder();

/**
 * Events as the client takes them, written once for all sendings. The metadata go to it as bytes: of an object it makes a
 * text in base64 first, which takes a tenth of what a command costs. Also a proof that the events can be written as JSON:
 * the client loses an append whose events cannot.
 *
 * @throws AppendTooLarge
 */
function writtenEvents(stream: StreamName, events: readonly NewEvent[]): readonly EventData[] {
  let bytes = 0;
  const written = events.map(({ id, type, data, metadata }): EventData => {
    const metadataBytes = utf8.encode(JSON.stringify(metadata));
    bytes += Buffer.byteLength(JSON.stringify(data)) + metadataBytes.length;
    // The client's types know fewer kinds of JSON than it writes.
    return { id, type, contentType: 'application/json', data: data as JSONType, metadata: metadataBytes };
  });
  if (bytes > MAX_APPEND_BYTES) throw new AppendTooLarge(`${stream}: ${bytes} bytes of events and metadata`);
  return written;
}
