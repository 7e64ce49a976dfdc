import { isSealed, type EventRegistry } from '#platform/event-schema';
import {
  categoryOf,
  type EventMetadata,
  type EventStore,
  type Json,
  type Position,
  type RecordedEvent,
  type StreamName,
} from '#platform/event-store';
import { toldEvent, type ToldEvent } from './told-event.ts';

/** What is looked for. Everything given must hold. */
export interface EventSearch {
  readonly types: readonly string[];
  /** A stream by its whole name, or all of a category. */
  readonly stream: StreamName | undefined;
  readonly category: string | undefined;
  /** User id of the one who acted. */
  readonly actor: string | undefined;
  readonly eventId: string | undefined;
  /** The store's own instants of storing, ISO 8601 UTC with milliseconds, both inclusive. */
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly order: 'newest' | 'oldest';
}

/** Where a search goes on: after the last event it has looked at. */
export interface Place {
  readonly position: Position;
  /** Revision of that event, where one stream is searched. */
  readonly revision: number;
}

/** An event as it is shown: the envelope and, to those who may see it, the data with every sealed value closed. */
export interface ShownEvent extends ToldEvent, Partial<Causes> {
  readonly id: string;
  readonly schemaVersion: number;
  readonly source: string;
  readonly previousHash: string;
  /** For auditors only. */
  readonly content?: EventContent;
}

/** What brought an event about. For auditors only: a code that is told to one person alone is made of a command's id. */
export interface Causes {
  readonly commandId: string;
  readonly correlationId: string;
  readonly causationId: string;
}

/** What of an event says something about a case. */
export interface EventContent {
  readonly onBehalfOf: string | null;
  readonly agreementVersion: string;
  readonly dataClass: string;
  readonly prefecture: string | null;
  readonly reasonCode: string | null;
  readonly consentIds: readonly string[];
  readonly streamsRead: { readonly [stream: string]: number };
  /** As it stands in the log, at the version it was written at. A sealed value is `{ sealed: { subjectId, keyId } }`. */
  readonly data: unknown;
}

/** What one look at the log found. */
export interface Found {
  readonly events: readonly RecordedEvent[];
  /** Where to go on; undefined where nothing is left. */
  readonly next: Place | undefined;
  /** Events looked at. */
  readonly scanned: number;
}

/** Events that one request looks at, at most, so that none keeps others waiting, nor its caller without an answer. */
export const SCAN_LIMIT = 5_000;

/** Looks for events in the log itself: it asks no read model, and opens nothing. */
export class EventExplorer {
  /**
   * @param canBisect whether a position between two events can be read from, so that the beginning of a period is found
   *   by halving; a server takes positions of events only
   */
  constructor(
    private readonly log: EventStore,
    private readonly registry: EventRegistry,
    private readonly canBisect: boolean,
  ) {}

  /** The next events that a search finds, at most `limit`, looking at no more than {@link SCAN_LIMIT}. */
  async find(search: EventSearch, after: Place | undefined, limit: number): Promise<Found> {
    const found: RecordedEvent[] = [];
    let scanned = 0;
    for await (const event of this.#read(search, after ?? (await this.#beginning(search)))) {
      if (isBeyond(search, event)) return { events: found, next: undefined, scanned };
      scanned++;
      if (matches(search, event)) found.push(event);
      if (found.length === limit || scanned === SCAN_LIMIT)
        return { events: found, next: nextOf(search, event), scanned };
    }
    return { events: found, next: undefined, scanned };
  }

  /** The event at a position; undefined where there is none. */
  at(position: Position): Promise<RecordedEvent | undefined> {
    return this.log.eventAt(position);
  }

  /** An event as it is shown to those who may see what it says, or only that it is there. */
  show(event: RecordedEvent, withContent: boolean): ShownEvent {
    const { schemaVersion, source, previousHash } = event.metadata;
    return {
      ...toldEvent(event, this.registry),
      id: event.id,
      schemaVersion,
      source,
      previousHash,
      ...(withContent && { ...causesOf(event), content: contentOf(event) }),
    };
  }

  #read({ stream, order }: EventSearch, after: Place | undefined): AsyncIterable<RecordedEvent> {
    const maxCount = SCAN_LIMIT;
    if (stream !== undefined) {
      return order === 'newest'
        ? this.log.read(stream, { direction: 'backwards', maxCount, ...(after && { from: after.revision - 1 }) })
        : this.log.read(stream, { maxCount, ...(after && { from: after.revision + 1 }) });
    }
    return order === 'newest'
      ? this.log.readBack({ maxCount, ...(after && { before: after.position }) })
      : this.log.readAll({ maxCount, ...(after && { from: after.position }) });
  }

  /** Where a search begins that is about a period: just before its first event, or after its last. */
  async #beginning({ stream, from, to, order }: EventSearch): Promise<Place | undefined> {
    const instant = order === 'newest' ? to : from;
    if (instant === undefined || stream !== undefined || !this.canBisect) return undefined;
    const head = await this.log.head();
    const isBefore = order === 'newest' ? (at: string) => at <= instant : (at: string) => at < instant;
    // Everything up to `below` was stored before the period begins (or ends), everything from `above` on was not.
    let [below, above] = [0, head + 1];
    while (above - below > 1) {
      const middle = Math.floor((below + above) / 2);
      const event = await this.#firstAfter(middle - 1);
      if (event !== undefined && isBefore(event.recordedAt)) below = middle;
      else above = middle;
    }
    return { position: order === 'newest' ? above : below, revision: 0 };
  }

  async #firstAfter(position: Position): Promise<RecordedEvent | undefined> {
    for await (const event of this.log.readAll({ from: position, maxCount: 1 })) return event;
    return undefined;
  }
}

/** Whether nothing further on can be found: the log is stored in the order of its instants. */
function isBeyond({ from, to, order }: EventSearch, { recordedAt }: RecordedEvent): boolean {
  return order === 'newest' ? from !== undefined && recordedAt < from : to !== undefined && recordedAt > to;
}

function matches({ types, category, actor, eventId, from, to }: EventSearch, event: RecordedEvent): boolean {
  return (
    (types.length === 0 || types.includes(event.type)) &&
    (category === undefined || categoryOf(event.stream) === category) &&
    (actor === undefined || userIdIn(event) === actor) &&
    (eventId === undefined || event.id === eventId) &&
    (from === undefined || event.recordedAt >= from) &&
    (to === undefined || event.recordedAt <= to)
  );
}

/** Who acted; nobody is named in an event of another application that shares the log. */
function userIdIn({ metadata }: RecordedEvent): string | undefined {
  return (metadata as Partial<EventMetadata>).actor?.userId;
}

/** Whether a search ends with the first event of a stream: nothing stands before it. */
export function endsAtFirst({ stream, order }: EventSearch): boolean {
  return stream !== undefined && order === 'newest';
}

/** Where to go on after an event. */
function nextOf(search: EventSearch, { position, revision }: RecordedEvent): Place | undefined {
  return endsAtFirst(search) && revision === 0 ? undefined : { position, revision };
}

function causesOf({ metadata: { commandId, $correlationId, $causationId } }: RecordedEvent): Causes {
  return { commandId, correlationId: $correlationId, causationId: $causationId };
}

function contentOf({ data, metadata }: RecordedEvent): EventContent {
  return {
    onBehalfOf: metadata.onBehalfOf?.kind ?? null,
    agreementVersion: metadata.agreementVersion,
    dataClass: metadata.dataClass,
    prefecture: metadata.prefecture,
    reasonCode: metadata.reasonCode ?? null,
    consentIds: metadata.consentIds,
    streamsRead: metadata.streamsRead,
    data: closed(data),
  };
}

/** Shows that something is sealed and for whom, without what is sealed: a ciphertext is for those who hold keys. */
function closed(value: Json | undefined): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(closed);
  if (isSealed(value)) return { sealed: { subjectId: value.subjectId, keyId: value.keyId } };
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, closed(part as Json)]));
}
