import {
  excludeSystemEvents,
  START,
  type AllStreamResolvedEvent,
  type EventStoreDBClient,
} from '@eventstore/db-client';
import { StoreUnavailable } from '../errors.ts';
import { CaughtUp, type Position, type RecordedEvent } from '../port.ts';
import { BackOff } from './back-off.ts';
import type { SubscriptionSettings } from './eventstoredb-options.ts';
import { readFailure, refuseClosed } from './failures.ts';
import { Handover } from './handover.ts';
import { isSystemEvent, recordedEvent, serverPosition } from './recorded-event.ts';

/** Records the server looks at between two checkpoints; ours come from the events, so it may be long. */
const CHECKPOINT_INTERVAL = 1_000;

/**
 * One subscription at the server: a `Readable` with the further events `confirmation` and `caughtUp`; the latter
 * overtakes what still lies in the stream.
 */
export interface ServerSubscription<Sent> {
  readonly readableLength: number;
  on(event: 'data', listener: (sent: Sent) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'confirmation' | 'caughtUp' | 'end', listener: () => void): unknown;
  off(event: 'data', listener: (sent: Sent) => void): unknown;
  isPaused(): boolean;
  pause(): unknown;
  resume(): unknown;
  destroy(): unknown;
  unsubscribe(): Promise<unknown>;
}

/** How a subscription is asked for at the server, and what is made of what it sends. */
export interface Tap<Sent, Item> {
  /** Everything after a position, 0: from the log's beginning. */
  open(after: Position): ServerSubscription<Sent>;
  /** What is handed on; undefined for one of the server's own events. */
  read(sent: Sent): Item | undefined;
}

/** Events as the client decodes them. */
export function decodedEvents(client: EventStoreDBClient): Tap<AllStreamResolvedEvent, RecordedEvent> {
  return {
    open: (after) =>
      client.subscribeToAll({
        fromPosition: after === 0 ? START : serverPosition(after),
        filter: excludeSystemEvents({ checkpointInterval: CHECKPOINT_INTERVAL }),
        requiresLeader: true,
      }),
    read: ({ event }) => (event === undefined || isSystemEvent(event) ? undefined : recordedEvent(event)),
  };
}

/**
 * The log from a position on, for ever. What the server sends is taken at once, because it cuts off whoever leaves 32
 * events lying; the consumer takes it from a buffer of ours in its own time. When that is full, the server is no longer
 * listened to, and cuts us off or not; after any interruption the log is asked for again from the last event taken.
 *
 * The server's word that a subscription has caught up bears no position; ours is that of the last event before it. No
 * position moves between two events, since only the server's own events are left out, and nobody waits for those.
 */
export async function* subscriptionToAll<Sent, Item extends { readonly position: Position }>(
  tap: Tap<Sent, Item>,
  start: () => Promise<Position>,
  signal: AbortSignal,
  closing: AbortSignal,
  settings: SubscriptionSettings,
): AsyncGenerator<Item | CaughtUp, void, undefined> {
  refuseClosed(closing);
  const left = new AbortController();
  const ended = AbortSignal.any([signal, closing, left.signal]);
  const handover = new Handover<Item | CaughtUp>(settings.bufferedEvents);
  ended.addEventListener('abort', () => handover.end(), { once: true });
  if (ended.aborted) return;
  const feeding = new Feed(tap, handover, settings, ended).run(start);
  try {
    while (await handover.more()) {
      for (let item = handover.take(); item !== undefined; item = handover.take()) yield item;
    }
  } finally {
    left.abort();
    await feeding;
  }
}

class Feed<Sent, Item extends { readonly position: Position }> {
  readonly #tap: Tap<Sent, Item>;
  readonly #handover: Handover<Item | CaughtUp>;
  readonly #settings: SubscriptionSettings;
  readonly #ended: AbortSignal;
  readonly #backOff: BackOff;
  /** Of the last event put into the handover. */
  #position: Position = 0;

  constructor(
    tap: Tap<Sent, Item>,
    handover: Handover<Item | CaughtUp>,
    settings: SubscriptionSettings,
    ended: AbortSignal,
  ) {
    this.#tap = tap;
    this.#handover = handover;
    this.#settings = settings;
    this.#ended = ended;
    this.#backOff = new BackOff(settings.backOff);
  }

  /** Feeds the handover until the subscription is ended, or refused for good; never rejects. */
  async run(start: () => Promise<Position>): Promise<void> {
    try {
      await this.#insist(async () => {
        this.#position = await start();
      });
      await this.#insist(() => this.#follow());
    } catch (error) {
      this.#handover.end(error);
    }
  }

  /** Tries again until the attempt succeeds, the subscription is ended, or it fails with what waiting does not mend. */
  async #insist(attempt: () => Promise<void>): Promise<void> {
    while (!this.#ended.aborted) {
      try {
        return await attempt();
      } catch (error) {
        if (this.#ended.aborted) return;
        if (!(error instanceof StoreUnavailable)) throw error;
        const retryMs = this.#backOff.next();
        this.#settings.onInterruption(error, retryMs);
        await this.#backOff.wait(retryMs, this.#ended);
        await this.#handover.room();
      }
    }
  }

  /** One subscription at the server: resolves when it is ended by us, rejects with why it was interrupted. */
  async #follow(): Promise<void> {
    const subscription = this.#tap.open(this.#position);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const confirming = setTimeout(
      () => reject(new StoreUnavailable(`no subscription within ${this.#settings.patienceMs} ms`)),
      this.#settings.patienceMs,
    );
    let received = 0;
    let caughtUpAfter: number | undefined;
    const sayCaughtUp = () => {
      caughtUpAfter = undefined;
      this.#backOff.reset();
      this.#handover.put(new CaughtUp(this.#position));
    };
    const onData = (sent: Sent) => {
      try {
        this.#handOn(sent);
      } catch (error) {
        reject(error);
      }
      received++;
      if (received === caughtUpAfter) sayCaughtUp();
      if (!this.#handover.full || subscription.isPaused()) return;
      subscription.pause();
      void this.#handover.room().then(() => subscription.resume());
    };
    subscription.on('data', onData);
    subscription.on('confirmation', () => clearTimeout(confirming));
    subscription.on('caughtUp', () => {
      // it overtakes the events that lie in the client's stream
      caughtUpAfter = received + subscription.readableLength;
      if (caughtUpAfter === received) sayCaughtUp();
    });
    subscription.on('error', (error) => reject(readFailure(error)));
    subscription.on('end', () => reject(new StoreUnavailable('the server ended the subscription')));
    const end = () => resolve();
    this.#ended.addEventListener('abort', end);
    try {
      await promise;
    } finally {
      clearTimeout(confirming);
      this.#ended.removeEventListener('abort', end);
      subscription.off('data', onData);
      subscription.unsubscribe().catch(() => {});
      subscription.destroy();
    }
  }

  #handOn(sent: Sent): void {
    const item = this.#tap.read(sent);
    if (item === undefined || item.position <= this.#position) return;
    this.#position = item.position;
    this.#backOff.reset();
    this.#handover.put(item);
  }
}
