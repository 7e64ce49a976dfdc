import {
  excludeSystemEvents,
  START,
  type AllStreamResolvedEvent,
  type EventStoreDBClient,
} from '@eventstore/db-client';
import { StoreUnavailable } from '../errors.ts';
import { CaughtUp, type Position, type RecordedEvent } from '../port.ts';
import { BackOff, type BackOffOptions } from './back-off.ts';
import { readFailure, refuseClosed } from './failures.ts';
import { Handover } from './handover.ts';
import { isSystemEvent, recordedEvent, serverPosition } from './recorded-event.ts';

/** Records the server looks at between two checkpoints; ours come from the events, so it may be long. */
const CHECKPOINT_INTERVAL = 1_000;

export interface SubscriptionSettings {
  readonly backOff: BackOffOptions;
  /** How long the server may take to confirm a subscription, milliseconds. */
  readonly patienceMs: number;
  /** Events kept for a consumer that is slower than the server. */
  readonly bufferedEvents: number;
  /** Told of every interruption, and of the wait before the next attempt in milliseconds. */
  readonly onInterruption: (error: Error, retryMs: number) => void;
}

/**
 * The log from a position on, for ever. What the server sends is taken at once, because it cuts off whoever leaves 32
 * events lying; the consumer takes it from a buffer of ours in its own time. When that is full, the server is no longer
 * listened to, and cuts us off or not; after any interruption the log is asked for again from the last event taken.
 *
 * The server's word that a subscription has caught up bears no position; ours is that of the last event before it. No
 * position moves between two events, since only the server's own events are left out, and nobody waits for those.
 */
export async function* subscriptionToAll(
  client: EventStoreDBClient,
  start: () => Promise<Position>,
  signal: AbortSignal,
  closing: AbortSignal,
  settings: SubscriptionSettings,
): AsyncGenerator<RecordedEvent | CaughtUp, void, undefined> {
  refuseClosed(closing);
  const left = new AbortController();
  const ended = AbortSignal.any([signal, closing, left.signal]);
  const handover = new Handover<RecordedEvent | CaughtUp>(settings.bufferedEvents);
  ended.addEventListener('abort', () => handover.end(), { once: true });
  if (ended.aborted) return;
  const feeding = new Feed(client, handover, settings, ended).run(start);
  try {
    while (await handover.more()) {
      for (let item = handover.take(); item !== undefined; item = handover.take()) yield item;
    }
  } finally {
    left.abort();
    await feeding;
  }
}

class Feed {
  readonly #client: EventStoreDBClient;
  readonly #handover: Handover<RecordedEvent | CaughtUp>;
  readonly #settings: SubscriptionSettings;
  readonly #ended: AbortSignal;
  readonly #backOff: BackOff;
  /** Of the last event put into the handover. */
  #position: Position = 0;

  constructor(
    client: EventStoreDBClient,
    handover: Handover<RecordedEvent | CaughtUp>,
    settings: SubscriptionSettings,
    ended: AbortSignal,
  ) {
    this.#client = client;
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
    const subscription = this.#client.subscribeToAll({
      fromPosition: this.#position === 0 ? START : serverPosition(this.#position),
      filter: excludeSystemEvents({ checkpointInterval: CHECKPOINT_INTERVAL }),
      requiresLeader: true,
    });
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
    const onData = (resolved: AllStreamResolvedEvent) => {
      try {
        this.#handOn(resolved);
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

  #handOn({ event }: AllStreamResolvedEvent): void {
    if (event === undefined || isSystemEvent(event)) return;
    const recorded = recordedEvent(event);
    if (recorded.position <= this.#position) return;
    this.#position = recorded.position;
    this.#backOff.reset();
    this.#handover.put(recorded);
  }
}
