import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams, { type ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { FollowOptions, MirrorSource } from '../mirror/mirror-source.ts';
import type { RawEvent } from '../mirror/raw-event.ts';
import type { CaughtUp, Position } from '../port.ts';
import { subscriptionToAll, type Tap } from './all-subscription.ts';
import { createClient, disposeClient, readBytes } from './client.ts';
import { subscriptionSettings, type EventStoreDbOptions } from './eventstoredb-options.ts';
import { LogReader } from './log-reader.ts';
import { isSystemEvent } from './recorded-event.ts';
import { RawSubscription } from './raw-subscription.ts';

/** The server's own events are left out by it: types that do not begin with `$`. */
const OTHERS_EVENTS = '^[^\\$].*';
/** Pages the server looks at between two checkpoints, which nobody reads here. */
const CHECKPOINT_INTERVAL = 1_000;

/**
 * The whole log of an EventStoreDB, its events as they come, over a connection of its own. It connects when it is first
 * used.
 *
 * @throws Error for a connection string that cannot be used
 */
export function connectRawLog(url: string, options: EventStoreDbOptions = {}): MirrorSource {
  const client = createClient(url);
  const closing = new AbortController();
  const settings = subscriptionSettings(options);
  const reader = new LogReader(client, settings.patienceMs, closing.signal);
  const tap: Tap<RawEvent, RawEvent> = {
    open: (after) => new RawSubscription(readBytes(client, subscriptionAfter(after))),
    read: (event) => (isSystemEvent({ type: event.type, streamId: event.stream }) ? undefined : event),
  };
  return {
    follow: ({ from, signal, onInterruption }: FollowOptions): AsyncIterable<RawEvent | CaughtUp> =>
      subscriptionToAll(tap, async () => from, signal, closing.signal, {
        ...settings,
        onInterruption: (error, retryMs) => {
          settings.onInterruption(error, retryMs);
          onInterruption?.(error);
        },
      }),
    eventAt: (position) => reader.eventAt(position),
    close: async () => {
      closing.abort();
      await disposeClient(client);
    },
  };
}

/** The request that the client's own `subscribeToAll` makes. */
function subscriptionAfter(position: Position): ReadReq {
  const nothing = new shared.Empty();
  const all = new streams.ReadReq.Options.AllOptions();
  if (position === 0) all.setStart(nothing);
  else {
    const at = String(position);
    all.setPosition(new streams.ReadReq.Options.Position().setCommitPosition(at).setPreparePosition(at));
  }
  const filter = new streams.ReadReq.Options.FilterOptions()
    .setEventType(new streams.ReadReq.Options.FilterOptions.Expression().setRegex(OTHERS_EVENTS))
    .setCount(nothing)
    .setCheckpointintervalmultiplier(CHECKPOINT_INTERVAL);
  const options = new streams.ReadReq.Options()
    .setAll(all)
    .setResolveLinks(false)
    .setSubscription(new streams.ReadReq.Options.SubscriptionOptions())
    .setUuidOption(new streams.ReadReq.Options.UUIDOption().setString(nothing))
    .setFilter(filter);
  return new streams.ReadReq().setOptions(options);
}
