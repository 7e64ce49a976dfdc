import { CaughtUp, type EventReader, type Position, type RecordedEvent } from '#platform/event-store';

/** Events handed on at once while the log is caught up with. */
const PAGE = 500;

/** Events that may wait for the slowest follower before the log is read on. */
const MOST_WAITING = 2_000;

/** A follower that passes over one event after another is woken after so many of them. */
const WAKE_AFTER = 1_000;

/** The next events of the log for one who follows it. */
export interface FedEvents {
  /** In order, but for those that the follower has passed over. */
  readonly events: readonly RecordedEvent[];
  /** Whether the log has been caught up with, now or earlier: what comes since comes as it is recorded. */
  readonly isCaughtUp: boolean;
}

export interface Following {
  /** After this position; 0 is the log's beginning. */
  readonly from: Position;
  readonly signal: AbortSignal;
  /** Shown the next event while the follower waits for one: whether it is nothing to it, and passed over by this. */
  readonly passesOver: (event: RecordedEvent) => boolean;
}

/**
 * One reading of the log for all who follow it. Who comes later, or was held up, reads by itself until it has caught up
 * with the others, and joins them. The slowest of those who are together holds up the reading, so that nothing piles up.
 */
export class LogFeed {
  readonly #followers = new Set<Follower>();
  #reading: AbortController | undefined;
  #position: Position = 0;
  #hasBegun = false;
  /** Has come to the end of the log, and been handed what is recorded since: EventStoreDB says so once. */
  #isLive = false;

  constructor(private readonly log: Pick<EventReader, 'subscribeToAll'>) {}

  /** The events after a position, until the signal aborts. @throws what reading the log throws */
  async *follow({ from, signal, passesOver }: Following): AsyncGenerator<FedEvents, void> {
    let position = from;
    let follower: Follower | undefined;
    const joinWhereWithin = () => {
      if (!signal.aborted && this.#isWithin(position)) follower = this.#join(new Follower(position, passesOver));
    };
    const leave = () => follower && this.#leave(follower);
    signal.addEventListener('abort', leave, { once: true });
    try {
      joinWhereWithin();
      if (!follower) {
        for await (const fed of this.#readAlone(position, signal)) {
          position = fed.events.at(-1)?.position ?? position;
          // Before its own reading is ended, which takes a while: the others go on meanwhile.
          joinWhereWithin();
          yield fed;
          if (follower) break;
        }
      }
      for (let fed = await follower?.next(); fed; fed = await follower?.next()) yield fed;
    } finally {
      signal.removeEventListener('abort', leave);
      leave();
    }
  }

  /** Whether who stands at a position misses nothing by joining the others now. */
  #isWithin(position: Position): boolean {
    return this.#followers.size === 0 || !this.#hasBegun || this.#position <= position;
  }

  #join(follower: Follower): Follower {
    this.#followers.add(follower);
    if (this.#reading && (this.#hasBegun || follower.position >= this.#position)) {
      if (this.#isLive) follower.caughtUp();
      return follower;
    }
    // Nobody has been handed anything yet: it begins again where the one begins that is the furthest behind.
    this.#reading?.abort();
    this.#reading = new AbortController();
    this.#position = follower.position;
    this.#hasBegun = false;
    this.#isLive = false;
    void this.#read(this.#position, this.#reading.signal);
    return follower;
  }

  #leave(follower: Follower): void {
    this.#followers.delete(follower);
    follower.end();
    if (this.#followers.size === 0) {
      this.#reading?.abort();
      this.#reading = undefined;
    }
  }

  async #read(from: Position, signal: AbortSignal): Promise<void> {
    try {
      for await (const item of this.log.subscribeToAll({ from: from || 'start', signal, parsedLate: true })) {
        if (signal.aborted) return;
        this.#hasBegun = true;
        if (item instanceof CaughtUp) {
          this.#isLive = true;
          for (const follower of this.#followers) follower.caughtUp();
        } else {
          this.#position = item.position;
          for (const follower of this.#followers) {
            const room = follower.take(item);
            if (!room) continue;
            await room;
            // It was waited for so long that all have left: who has come since reads from elsewhere.
            if (signal.aborted) return;
          }
        }
      }
    } catch (error) {
      if (signal.aborted) return;
      for (const follower of [...this.#followers]) {
        this.#followers.delete(follower);
        follower.end(error);
      }
      this.#reading = undefined;
    }
  }

  async *#readAlone(from: Position, signal: AbortSignal): AsyncGenerator<FedEvents> {
    const alone = new AbortController();
    let events: RecordedEvent[] = [];
    let isCaughtUp = false;
    try {
      const either = AbortSignal.any([signal, alone.signal]);
      for await (const item of this.log.subscribeToAll({ from: from || 'start', signal: either, parsedLate: true })) {
        if (item instanceof CaughtUp) isCaughtUp = true;
        else events.push(item);
        // What is recorded since comes one by one, and nobody says again that this was the last.
        if (!isCaughtUp && events.length < PAGE) continue;
        const page = { events, isCaughtUp };
        events = [];
        yield page;
      }
    } finally {
      alone.abort();
    }
  }
}

/** One who follows the log together with others: what it has been handed and has not fetched yet. */
class Follower {
  #waiting: RecordedEvent[] = [];
  #passed = 0;
  #isCaughtUp = false;
  #hasNews = false;
  #ended: { readonly error?: unknown } | undefined;
  #wake: (() => void) | undefined;
  #room: PromiseWithResolvers<void> | undefined;

  constructor(
    public position: Position,
    private readonly passesOver: (event: RecordedEvent) => boolean,
  ) {}

  /** @returns what to wait for before the next event is read, where it has more than enough */
  take(event: RecordedEvent): Promise<void> | undefined {
    if (event.position <= this.position) return undefined;
    this.position = event.position;
    if (this.#wake && this.#waiting.length === 0 && this.passesOver(event)) {
      if (++this.#passed >= WAKE_AFTER) this.#news();
      return undefined;
    }
    this.#waiting.push(event);
    if (this.#isCaughtUp || this.#waiting.length >= PAGE) this.#news();
    if (this.#waiting.length < MOST_WAITING) return undefined;
    return (this.#room ??= Promise.withResolvers<void>()).promise;
  }

  caughtUp(): void {
    if (this.#isCaughtUp) return;
    this.#isCaughtUp = true;
    this.#news();
  }

  end(error?: unknown): void {
    this.#ended ??= error === undefined ? {} : { error };
    this.#room?.resolve();
    this.#news();
  }

  /** @returns undefined at the end @throws what the log could not be read for */
  async next(): Promise<FedEvents | undefined> {
    if (!this.#hasNews && !this.#ended) {
      await new Promise<void>((resolve) => (this.#wake = resolve));
      this.#wake = undefined;
    }
    if (this.#ended) {
      if ('error' in this.#ended) throw this.#ended.error;
      return undefined;
    }
    const fed = { events: this.#waiting, isCaughtUp: this.#isCaughtUp };
    this.#waiting = [];
    this.#passed = 0;
    this.#hasNews = false;
    this.#room?.resolve();
    this.#room = undefined;
    return fed;
  }

  #news(): void {
    this.#hasNews = true;
    this.#wake?.();
  }
}
