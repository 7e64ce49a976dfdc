import { NewerSchemaVersion } from '#platform/event-schema';
import type { Projection } from '../definition/definition.ts';
import type { FeedSurroundings } from '../engine/feed-surroundings.ts';
import { foldBatch, type FoldedRows } from '../folding/fold-batch.ts';
import type { LogEvent } from '../definition/log-event.ts';
import { discardedIn, passedOver } from './discards.ts';
import { type Failed, parkedEventOf } from './failures.ts';
import { isKeyedByStream, type Parking, type QueuedEvent, queuedEventOf, readQueued } from './parking.ts';

/** Events sorted by what is to be done with them. */
export interface SortedEvents {
  readonly folding: readonly LogEvent[];
  /** They stand behind a parked event of their stream. */
  readonly queued: readonly QueuedEvent[];
}

/** A parked stream, folded again as far as that goes. */
export interface FoldedQueue extends FoldedRows {
  /** What is left parked; nothing where all of it could be folded. */
  readonly parking: Parking;
  readonly isDone: boolean;
  /** The events that were folded. */
  readonly done: readonly LogEvent[];
}

/** What a projection has put aside: streams that are parked, and events that were discarded. */
export class PutAside {
  readonly #projection: Projection;
  readonly #around: Pick<FeedSurroundings, 'store' | 'log' | 'toLogEvent'>;
  #parked: Set<string> = new Set();
  #discarded: ReadonlySet<string> = new Set();

  constructor(projection: Projection, around: Pick<FeedSurroundings, 'store' | 'log' | 'toLogEvent'>) {
    this.#projection = projection;
    this.#around = around;
  }

  /** Ids of the streams that are parked. */
  get parked(): ReadonlySet<string> {
    return this.#parked;
  }

  /** Looks up what is parked, and what is to be passed over. */
  async learn(): Promise<void> {
    const { store, log } = this.#around;
    const parked = new Set(await store.life.parkedIds(this.#projection));
    this.#discarded = await discardedIn(log, this.#projection);
    this.#parked = parked;
  }

  isDiscarded(eventId: string): boolean {
    return this.#discarded.has(eventId);
  }

  /** Whether it is the stream of an event that is put aside, and not the projection that stops. */
  parks({ error }: Failed): boolean {
    return !(error instanceof NewerSchemaVersion) && isKeyedByStream(this.#projection);
  }

  /** The last event that is dealt with: the one that is to be parked, or the one before that which stops it all. */
  lastDone(events: readonly LogEvent[], failure: Failed | undefined): LogEvent | undefined {
    if (!failure) return events.at(-1);
    const end = failure.event.position + (this.parks(failure) ? 1 : 0);
    return events.findLast(({ recorded }) => recorded.position < end);
  }

  sort(events: readonly LogEvent[]): SortedEvents {
    if (this.#parked.size + this.#discarded.size === 0) return { folding: events, queued: [] };
    const queued: QueuedEvent[] = [];
    const folding: LogEvent[] = [];
    for (const event of events) {
      const place = queuedEventOf(event.recorded);
      if (this.#parked.has(place.streamId)) queued.push(place);
      else folding.push(this.#discarded.has(event.recorded.id) ? passedOver(event) : event);
    }
    return { folding, queued };
  }

  /** Folds a parked stream again, what was discarded of it passed over. */
  async foldQueue(streamId: string): Promise<FoldedQueue> {
    const { store, log, toLogEvent } = this.#around;
    const queue = await store.life.queue(this.#projection, streamId);
    const events = (await readQueued(log, queue)).map((recorded) => {
      const event = toLogEvent(recorded);
      return this.#discarded.has(recorded.id) ? passedOver(event) : event;
    });
    const { failure, ...rows } = await foldBatch(this.#projection, events, store);
    const left = failure && {
      parked: [parkedEventOf(failure)],
      queued: queue.filter(({ position }) => position > failure.event.position),
    };
    const done = failure ? events.filter(({ recorded }) => recorded.position < failure.event.position) : events;
    return { ...rows, parking: { released: [streamId], ...left }, isDone: !failure, done };
  }

  /** A stream has been parked, and that is committed. */
  park({ event }: Failed): void {
    this.#parked.add(queuedEventOf(event).streamId);
  }

  /** A stream has been folded, and that is committed. */
  release(streamId: string): void {
    this.#parked.delete(streamId);
  }
}
