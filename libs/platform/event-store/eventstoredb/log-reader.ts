import { setTimeout as delay } from 'node:timers/promises';
import {
  BACKWARDS,
  END,
  FORWARDS,
  START,
  StreamNotFoundError,
  type EventStoreDBClient,
  type ReadAllOptions as ServerReadAllOptions,
  type RecordedEvent as ServerEvent,
} from '@eventstore/db-client';
import { EventStoreError } from '../errors.ts';
import type { Position, ReadAllOptions, ReadOptions, RecordedEvent, StreamName } from '../port.ts';
import { isNoSuchPosition, isNotLeader, readFailure } from './failures.ts';
import { patiently } from './patient-read.ts';
import { isSystemEvent, positionOf, recordedEvent, serverPosition } from './recorded-event.ts';

/** How often a read follows the server's word about who leads, before it gives up: an election takes some seconds. */
const LEADER_ATTEMPTS = 20;
const ELECTION_PAUSE_MS = 100;

/** Reads that end: of a stream, of the whole log, of its end. All of them ask the leader. */
export class LogReader {
  readonly #client: EventStoreDBClient;
  readonly #patienceMs: number;
  readonly #closing: AbortSignal;

  /** `closing`: fails the reads under way. */
  constructor(client: EventStoreDBClient, patienceMs: number, closing: AbortSignal) {
    this.#client = client;
    this.#patienceMs = patienceMs;
    this.#closing = closing;
  }

  /** See {@link EventReader.read}. */
  async *read(stream: StreamName, options: ReadOptions): AsyncGenerator<RecordedEvent, void, undefined> {
    const step = options.direction === 'backwards' ? -1 : 1;
    let { from } = options;
    let left = options.maxCount ?? Number.MAX_SAFE_INTEGER;
    const rest = async function* (this: LogReader): AsyncGenerator<RecordedEvent, void, undefined> {
      if (left <= 0 || (from !== undefined && from < 0)) return;
      const read = this.#client.readStream(stream, {
        direction: step === 1 ? FORWARDS : BACKWARDS,
        fromRevision: from === undefined ? (step === 1 ? START : END) : BigInt(from),
        maxCount: left,
        requiresLeader: true,
      });
      for await (const { event } of patiently(read, this.#patienceMs, this.#closing)) {
        if (event === undefined) continue;
        const recorded = recordedEvent(event);
        from = recorded.revision + step;
        left--;
        yield recorded;
      }
    };
    try {
      yield* this.#fromLeader(() => rest.call(this));
    } catch (error) {
      if (!(error instanceof Error && error.cause instanceof StreamNotFoundError)) throw error;
    }
  }

  /** See {@link EventReader.readAll}. The client ignores a filter of such a read without a word, so it is ours. */
  async *readAll(options: ReadAllOptions): AsyncGenerator<RecordedEvent, void, undefined> {
    let from = options.from ?? 0;
    let left = options.maxCount ?? Number.POSITIVE_INFINITY;
    const rest = async function* (this: LogReader): AsyncGenerator<RecordedEvent, void, undefined> {
      for (let ended = left <= 0; !ended;) {
        // the server begins with the event at the position itself and counts its own events: what is missing is asked for again
        const maxCount = Number.isFinite(left) ? left + 1 : Number.MAX_SAFE_INTEGER;
        let seen = 0;
        for await (const event of this.#all({ fromPosition: from === 0 ? START : serverPosition(from), maxCount })) {
          seen++;
          const position = positionOf(event);
          if (position <= from) continue;
          from = position;
          if (isSystemEvent(event)) continue;
          left--;
          yield recordedEvent(event);
          if (left <= 0) return;
        }
        ended = seen < maxCount;
      }
    };
    yield* this.#fromLeader(() => rest.call(this));
  }

  /** See {@link EventReader.eventAt}. */
  async eventAt(position: Position): Promise<RecordedEvent | undefined> {
    if (!(position > 0)) return undefined;
    try {
      const event = await this.#first({ fromPosition: serverPosition(position), maxCount: 1 });
      return event === undefined || positionOf(event) !== position || isSystemEvent(event)
        ? undefined
        : recordedEvent(event);
    } catch (error) {
      if (error instanceof Error && isNoSuchPosition(error.cause)) return undefined;
      throw error;
    }
  }

  /** See {@link EventReader.head}: the last event that is not the server's own. */
  async head(): Promise<Position> {
    const fromEnd = { direction: BACKWARDS, fromPosition: END } as const;
    const last = await this.#first({ ...fromEnd, maxCount: 1 });
    if (last === undefined) return 0;
    const ours = isSystemEvent(last) ? await this.#first(fromEnd, (event) => !isSystemEvent(event)) : last;
    return ours === undefined ? 0 : positionOf(ours);
  }

  async #first(
    options: ServerReadAllOptions,
    wanted: (event: ServerEvent) => boolean = () => true,
  ): Promise<ServerEvent | undefined> {
    for await (const event of this.#fromLeader(() => this.#all(options))) if (wanted(event)) return event;
    return undefined;
  }

  async *#all(options: ServerReadAllOptions): AsyncGenerator<ServerEvent, void, undefined> {
    const read = this.#client.readAll({ ...options, requiresLeader: true });
    for await (const { event } of patiently(read, this.#patienceMs, this.#closing)) {
      if (event !== undefined) yield event;
    }
  }

  /** Goes on with what is left when a node says that another one leads: the client turns to that one by itself. */
  async *#fromLeader<Event>(
    rest: () => AsyncGenerator<Event, void, undefined>,
  ): AsyncGenerator<Event, void, undefined> {
    for (let attempt = 1; ; attempt++) {
      try {
        return yield* rest();
      } catch (error) {
        if (error instanceof EventStoreError) throw error;
        if (!isNotLeader(error) || attempt === LEADER_ATTEMPTS) throw readFailure(error);
        await delay(ELECTION_PAUSE_MS);
      }
    }
  }
}
