import { setTimeout as delay } from 'node:timers/promises';
import {
  BACKWARDS,
  END,
  FORWARDS,
  START,
  StreamNotFoundError,
  type AllStreamResolvedEvent,
  type EventStoreDBClient,
  type ReadAllOptions as ServerReadAllOptions,
  type RecordedEvent as ServerEvent,
  type StreamingRead,
} from '@eventstore/db-client';
import { EventStoreError } from '../errors.ts';
import type { Position, ReadAllOptions, ReadBackOptions, ReadOptions, RecordedEvent, StreamName } from '../port.ts';
import { isNoSuchPosition, isNotLeader, readFailure, refuseClosed } from './failures.ts';
import { PatientRead } from './patient-read.ts';
import { isSystemEvent, positionOf, recordedEvent, serverPosition } from './recorded-event.ts';

/** How often a read follows the server's word about who leads, before it gives up: an election takes some seconds. */
const LEADER_ATTEMPTS = 20;
const ELECTION_PAUSE_MS = 100;

/**
 * Reads that end: of a stream, of the whole log, of its end. All of them ask the leader; when a node names another one,
 * the client turns to that one by itself, and the read goes on with what is left.
 */
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
    for (let attempt = 1; left > 0 && (from ?? 0) >= 0; attempt++) {
      const read = this.#watch(() =>
        this.#client.readStream(stream, {
          direction: step === 1 ? FORWARDS : BACKWARDS,
          fromRevision: from === undefined ? (step === 1 ? START : END) : BigInt(from),
          maxCount: left,
          requiresLeader: true,
        }),
      );
      try {
        for await (const { event } of read.events) {
          if (event === undefined) continue;
          const recorded = recordedEvent(event);
          from = recorded.revision + step;
          left--;
          read.pause();
          yield recorded;
          read.resume();
        }
        return;
      } catch (error) {
        if (error instanceof StreamNotFoundError) return;
        await electionOrThrow(error, attempt);
      } finally {
        read.end();
      }
    }
  }

  /** See {@link EventReader.readAll}. */
  readAll({ from, maxCount }: ReadAllOptions): AsyncGenerator<RecordedEvent, void, undefined> {
    return this.#beyond(from === 0 ? undefined : from, FORWARDS, maxCount ?? Number.POSITIVE_INFINITY);
  }

  /** See {@link EventStore.readBack}. */
  readBack({ before, maxCount }: ReadBackOptions): AsyncGenerator<RecordedEvent, void, undefined> {
    return this.#beyond(before, BACKWARDS, maxCount);
  }

  /**
   * The events beyond a position, without the one at it. The client ignores a filter of such a read without a word, so it
   * is ours; and since the server counts its own events, and the one at the position, it is asked again for what is missing.
   */
  async *#beyond(
    position: Position | undefined,
    direction: typeof FORWARDS | typeof BACKWARDS,
    maxCount: number,
  ): AsyncGenerator<RecordedEvent, void, undefined> {
    const edge = direction === FORWARDS ? START : END;
    let last = position;
    let left = maxCount;
    for (let attempt = 1; left > 0;) {
      const asked = Math.min(left + 1, Number.MAX_SAFE_INTEGER);
      const fromPosition = last === undefined ? edge : serverPosition(last);
      const read = this.#readAll({ direction, fromPosition, maxCount: asked });
      let seen = 0;
      try {
        for await (const { event } of read.events) {
          seen++;
          if (event === undefined || positionOf(event) === last) continue;
          last = positionOf(event);
          if (isSystemEvent(event)) continue;
          left--;
          read.pause();
          yield recordedEvent(event);
          if (left <= 0) return;
          read.resume();
        }
        if (seen < asked) return;
      } catch (error) {
        await electionOrThrow(error, attempt++);
      } finally {
        read.end();
      }
    }
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
    for (let attempt = 1; ; attempt++) {
      const read = this.#readAll(options);
      try {
        for await (const { event } of read.events) if (event !== undefined && wanted(event)) return event;
        return undefined;
      } catch (error) {
        await electionOrThrow(error, attempt);
      } finally {
        read.end();
      }
    }
  }

  #readAll(options: ServerReadAllOptions): PatientRead<AllStreamResolvedEvent> {
    return this.#watch(() => this.#client.readAll({ ...options, requiresLeader: true }));
  }

  #watch<Event>(read: () => StreamingRead<Event>): PatientRead<Event> {
    refuseClosed(this.#closing);
    return new PatientRead(read(), this.#patienceMs, this.#closing);
  }
}

/** Waits for a leader if that is what was missing, as often as is sensible; else throws what it means to the port. */
async function electionOrThrow(error: unknown, attempt: number): Promise<void> {
  if (error instanceof EventStoreError) throw error;
  if (!isNotLeader(error) || attempt >= LEADER_ATTEMPTS) throw readFailure(error);
  await delay(ELECTION_PAUSE_MS);
}
