import type { EventMetadata } from './envelope.ts';

/** A JSON value: what an event's data may consist of. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/** `<category>-<id>`, e.g. `referral-7b8f…`. A category has no hyphen. */
export type StreamName = `${string}-${string}`;

/** Index of an event in its stream, from 0. */
export type Revision = number;

/**
 * Place of an event in the whole log: opaque, ordered, above 0, with gaps. A number, because both a sequence number and a
 * server's byte offset stay below 2^53 (9 PB of log), and numbers travel through JSON, SQL and threads as they are.
 */
export type Position = number;

/** What an append expects to find: an exact last revision, or no stream at all. There is deliberately no "any" (law 5). */
export type ExpectedRevision = Revision | 'no stream';

/** An event on its way into the log. `id` is a UUID drawn once per decided attempt and kept for each resend of it (law 6). */
export interface NewEvent {
  readonly id: string;
  readonly type: string;
  readonly data: Json;
  readonly metadata: EventMetadata;
}

/** An event as the log holds it: personal values sealed, no upcaster applied. */
export interface RecordedEvent extends NewEvent {
  readonly stream: StreamName;
  readonly revision: Revision;
  readonly position: Position;
  /** The store's own instant of storing, ISO 8601 UTC; hence not part of the hash. */
  readonly recordedAt: string;
}

/** The answer to an append: revision and position of its last event. */
export interface Appended {
  readonly revision: Revision;
  readonly position: Position;
}

export type Direction = 'forwards' | 'backwards';

/** A subscription has handed on everything that the log held at `position`. */
export class CaughtUp {
  constructor(readonly position: Position) {}
}

/** Which events of a stream are read. */
export interface ReadOptions {
  /** First revision to answer, inclusive; by default the first one in the direction of reading. */
  readonly from?: Revision;
  readonly direction?: Direction;
  /** Most events to answer; by default all. */
  readonly maxCount?: number;
}

/** Which events of the log are read, one after another. */
export interface ReadAllOptions {
  /** The position to read *after*, exclusive; by default from the log's first event. */
  readonly from?: Position;
  readonly maxCount?: number;
}

/** Which events of the log are read at once. */
export interface PageOptions {
  /** The position to read *after*, exclusive; by default from the log's first event. */
  readonly from?: Position;
  /** Most events to answer; fewer only at the log's end. */
  readonly maxCount: number;
}

/** Which events of the log are read from the newest to the oldest. */
export interface ReadBackOptions {
  /** The position to read *before*, exclusive; by default from the log's last event. */
  readonly before?: Position;
  /** Most events to answer: who reads back looks for something, and says how far. */
  readonly maxCount: number;
}

/** From where a subscription hands on events, and until when. */
export interface SubscribeOptions {
  /** Events after this position, exclusive; `start`: all of them; `end`: only what is stored from now on. */
  readonly from: Position | 'start' | 'end';
  /** Ends the subscription: the iteration completes without an error. */
  readonly signal: AbortSignal;
  /**
   * The events may be parsed when they are looked at, as a {@link EventReader.page}'s are: for who hands most of them on,
   * or passes them over.
   */
  readonly parsedLate?: boolean;
}

/** What can be asked of the log without writing to it. */
export interface EventReader {
  /** The events of a stream in order, read from the leader. A stream that does not exist is an empty one. */
  read(stream: StreamName, options?: ReadOptions): AsyncIterable<RecordedEvent>;

  /** The whole log in order, system events excluded, up to the end it has when it gets there. */
  readAll(options?: ReadAllOptions): AsyncIterable<RecordedEvent>;

  /**
   * The next events of the whole log, as {@link readAll} has them, many at once and parsed when they are looked at: for
   * who folds all of them. Where it is missing, {@link readAll} is all there is.
   */
  page?(options: PageOptions): Promise<readonly RecordedEvent[]>;

  /**
   * The whole log from a position on, for ever: catches up, says so with {@link CaughtUp} (again after every
   * interruption and when idle positions moved), goes on live. Reconnects by itself; none skipped, none twice.
   */
  subscribeToAll(options: SubscribeOptions): AsyncIterable<RecordedEvent | CaughtUp>;

  /**
   * The event at exactly this position, undefined where there is none: how a checkpoint recognises its log. Reading
   * after `position - 1` would not do: a server refuses an offset that no record begins at.
   */
  eventAt(position: Position): Promise<RecordedEvent | undefined>;

  /** Position of the last event of the log, 0 for an empty one. */
  head(): Promise<Position>;

  /**
   * Lets appends under way finish and ends the subscriptions, as their signals would. After it every other method
   * throws {@link StoreUnavailable}; closing again does nothing.
   */
  close(): Promise<void>;
}

/**
 * The one door to the log. Adapters: the embedded SQLite file and EventStoreDB; one contract suite holds for both.
 *
 * All methods may throw {@link StoreUnavailable} and {@link AccessDenied}.
 */
export interface EventStore extends EventReader {
  /**
   * Appends all events (at least one) or none, at exactly the revision expected, durably: when the promise resolves, a
   * power cut loses nothing. The same ids sent again with the same expectation are answered as they were the first
   * time, and nothing is stored.
   *
   * @throws WrongExpectedRevision when the stream is elsewhere: nothing was stored.
   * @throws AppendTooLarge over 1,048,576 bytes of events and metadata: nothing was stored.
   * @throws OutcomeUnknown when the answer was lost: the same events may be sent again with the same expectation.
   */
  append(stream: StreamName, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<Appended>;

  /**
   * All events of a stream at once, read from the leader; none where there is no such stream. A store that is its log's
   * only writer may answer the same frozen array as long as the stream has not grown, so that what was made of it can be
   * kept beside it; the others answer a new one each time.
   */
  readWhole(stream: StreamName): Promise<readonly RecordedEvent[]>;

  /** The log from its end, or from before a position, backwards, system events excluded: what happened of late first. */
  readBack(options: ReadBackOptions): AsyncIterable<RecordedEvent>;
}

/** The stream of an aggregate: `streamName('referral', id)`. */
export function streamName(category: string, id: string): StreamName {
  return `${category}-${id}`;
}

/** The category of a stream: what stands before its first hyphen. */
export function categoryOf(stream: StreamName): string {
  return stream.slice(0, stream.indexOf('-'));
}

/** The id of a stream: what stands after its first hyphen. */
export function idOf(stream: StreamName): string {
  return stream.slice(stream.indexOf('-') + 1);
}
