import { randomUUID } from 'node:crypto';
import {
  DeadlineExceededError,
  eventTypeFilter,
  excludeSystemEvents,
  EventStoreDBClient,
  isCommandError,
  jsonEvent,
  MaxAppendSizeExceededError,
  StreamDeletedError,
  StreamNotFoundError,
  TimeoutError,
  UnknownError,
  WrongExpectedVersionError,
  type AllStreamResolvedEvent,
  type AllStreamSubscription,
  type EventData,
} from '@eventstore/db-client';
import { startEventStoreDbDouble, type EventStoreDbDouble } from '#platform/testing/eventstoredb-double';
import { collect } from '../contract/collect.ts';
import { sampleEvents } from '../contract/sample-events.ts';
import type { StreamName } from '../port.ts';
import { failure } from './double-fixture.ts';
import { connectEventStoreDb } from './eventstoredb-event-store.ts';

const freshStream = (): StreamName => `notes-${randomUUID()}`;
const events = (count: number, type = 'Noted'): EventData[] =>
  Array.from({ length: count }, (_, index) => jsonEvent({ type, data: { index }, metadata: { index } }));
const within = { expectedRevision: 'no_stream' } as const;

/** Resolves with what the subscription is interrupted by, after the moments named. */
const interruption = (subscription: AllStreamSubscription, moments: string[]) =>
  new Promise<Error>((resolve) => {
    for (const moment of ['end', 'close', 'caughtUp'] as const) {
      subscription.on(moment as 'end', () => moments.push(moment));
    }
    subscription.on('error', (error) => {
      moments.push('error');
      resolve(error);
    });
  });
const caughtUp = (subscription: AllStreamSubscription) =>
  new Promise<void>((resolve) => void subscription.once('caughtUp', resolve));

/**
 * What the adapter relies on, or guards against, in the server and its client: one case for each fact. They hold for
 * the double as for a real server, so that the double is as good as the server for everything built on them.
 */
function facts(name: string, serverUrl: () => Promise<string>, cleanUp: () => Promise<void>): void {
  describe(`EventStoreDB and its client: ${name}`, () => {
    let url: string;
    let client: EventStoreDBClient;
    beforeAll(async () => {
      url = await serverUrl();
      client = EventStoreDBClient.connectionString(url);
    });
    afterAll(async () => {
      void client.dispose();
      await cleanUp();
    });
    const appendFresh = async (count: number, type?: string) => {
      const stream = freshStream();
      const { position } = await client.appendToStream(stream, events(count, type), within);
      return { stream, position: position! };
    };

    describe('errors', () => {
      test('have no names of their own; the class tells, and a wrong version says both versions', async () => {
        const { stream } = await appendFresh(2);
        const wrong = await failure(client.appendToStream(stream, events(1), { expectedRevision: 7n }));
        expect(wrong).toBeInstanceOf(WrongExpectedVersionError);
        expect(wrong).toMatchObject({ name: 'Error', message: '', expectedVersion: 7n, actualVersion: 1n });
        const missing = await failure(client.appendToStream(freshStream(), events(1), { expectedRevision: 0n }));
        expect(missing).toMatchObject({ expectedVersion: 0n, actualVersion: 'no_stream' });
      });

      test('that are not thrown answer a wrong revision instead, so the adapter refuses that setting', async () => {
        const careless = EventStoreDBClient.connectionString(`${url}&throwOnAppendFailure=false`);
        const { stream } = await appendFresh(5);
        expect(await careless.appendToStream(stream, events(1), within)).toMatchObject({
          success: false,
          nextExpectedRevision: 1n,
        });
        await careless.dispose();
        expect(() => connectEventStoreDb(`${url}&throwOnAppendFailure=false`)).toThrow('must not set');
      });
    });

    describe('an append', () => {
      test('past its deadline is refused by the server', async () => {
        const late = client.appendToStream(freshStream(), events(1), { ...within, deadline: -60_000 });
        expect(await failure(late)).toBeInstanceOf(DeadlineExceededError);
      });

      test('of more than 1,048,576 bytes of data is refused; metadata do not count at the server, but with us', async () => {
        const sized = (data: number, metadata: number) =>
          jsonEvent({ type: 'Noted', data: 'x'.repeat(data - 2), metadata: { text: 'x'.repeat(metadata) } });
        const append = (data: number, metadata: number) =>
          client.appendToStream(freshStream(), sized(data, metadata), within);
        expect(await failure(append(1_048_577, 0))).toBeInstanceOf(MaxAppendSizeExceededError);
        expect(await append(1_048_576, 200_000)).toMatchObject({ success: true });
      });

      test('of the same ids with other content at the same revision is answered as stored, and is not', async () => {
        const { stream } = await appendFresh(1);
        const [first] = events(1);
        const answer = await client.appendToStream(stream, first!, { expectedRevision: 0n });
        const other = { ...first!, data: { other: true } } as EventData;
        expect(await client.appendToStream(stream, other, { expectedRevision: 0n })).toEqual(answer);
        const stored = await collect(client.readStream(stream));
        expect(stored.map(({ event }) => event?.data)).toEqual([{ index: 0 }, { index: 0 }]);
      });

      test('of the same ids while the first is under way hangs until the server times it out', async () => {
        const [stream, same] = [freshStream(), events(1)];
        const [first, second] = await Promise.allSettled([
          client.appendToStream(stream, same, within),
          client.appendToStream(stream, same, within),
        ]);
        expect(first).toMatchObject({ status: 'fulfilled', value: { nextExpectedRevision: 0n } });
        if (second.status === 'rejected') expect(second.reason).toBeInstanceOf(DeadlineExceededError);
        else expect(second.value).toEqual(first.status === 'fulfilled' && first.value);
        expect(await collect(client.readStream(stream))).toHaveLength(1);
      });

      test('answers the position of its last event; each has its own, commit and prepare the same', async () => {
        const { stream, position } = await appendFresh(3);
        const positions = (await collect(client.readStream(stream))).map(({ event }) => event?.position);
        expect(positions.at(-1)).toEqual(position);
        expect(positions.every((at) => at!.commit === at!.prepare)).toBe(true);
        expect(new Set(positions.map((at) => at!.commit)).size).toBe(3);
      });
    });

    describe('a read', () => {
      test('of the whole log ignores a filter, begins with the event at the position, and has system events', async () => {
        const { stream, position } = await appendFresh(1);
        await client.setStreamMetadata(stream, {});
        const filtered = { fromPosition: position, filter: excludeSystemEvents() };
        const read = await collect(client.readAll(filtered));
        expect(read[0]?.event?.position).toEqual(position);
        expect(read.some(({ event }) => event?.streamId === `$$${stream}`)).toBe(true);
      });

      test('calls the position of a stream’s metadata its revision', async () => {
        const { stream } = await appendFresh(1);
        const { position } = await client.setStreamMetadata(stream, { maxCount: 9 });
        const { metastreamRevision } = await client.getStreamMetadata(stream);
        expect(metastreamRevision).toEqual(position?.commit);
      });

      test('pays no heed to a deadline', async () => {
        const { position } = await appendFresh(200);
        const read = client.readAll({ fromPosition: position, deadline: 1 });
        expect(await collect(read)).not.toEqual([]);
      });

      test('from inside a record fails, from beyond the last one is empty', async () => {
        const { stream, position } = await appendFresh(2);
        const [first] = await collect(client.readStream(stream));
        const at = (commit: bigint) => ({ commit, prepare: commit });
        const inside = at(first!.event!.position!.commit + 1n);
        expect(await failure(collect(client.readAll({ fromPosition: inside })))).toBeInstanceOf(UnknownError);
        const subscription = client.subscribeToAll({ fromPosition: inside });
        expect(await interruption(subscription, [])).toBeInstanceOf(UnknownError);
        const beyond = at(position.commit + 1_000_000_000n);
        expect(await collect(client.readAll({ fromPosition: beyond }))).toEqual([]);
        const store = connectEventStoreDb(url);
        expect(await store.eventAt(Number(inside.commit))).toBeUndefined();
        expect(await store.eventAt(Number(beyond.commit))).toBeUndefined();
        await store.close();
      });

      test('of a missing or deleted stream finds none, and deleted ones go on counting', async () => {
        const { stream } = await appendFresh(3);
        expect(await failure(collect(client.readStream(freshStream())))).toBeInstanceOf(StreamNotFoundError);
        await client.deleteStream(stream, { expectedRevision: 2n });
        expect(await failure(collect(client.readStream(stream)))).toBeInstanceOf(StreamNotFoundError);
        const store = connectEventStoreDb(url);
        expect(await collect(store.read(stream))).toEqual([]);
        expect((await store.append(stream, 'no stream', sampleEvents(2))).revision).toBe(4);
        expect((await collect(store.read(stream))).map(({ revision }) => revision)).toEqual([3, 4]);
        await store.close();
      });

      test('of a tombstoned stream is told so', async () => {
        const { stream } = await appendFresh(1);
        await client.tombstoneStream(stream, { expectedRevision: 0n });
        expect(await failure(collect(client.readStream(stream)))).toBeInstanceOf(StreamDeletedError);
      });
    });

    describe('a subscription', () => {
      test('begins after the event at the position', async () => {
        const { position } = await appendFresh(1);
        const next = await appendFresh(1);
        const subscription = client.subscribeToAll({ fromPosition: position, filter: excludeSystemEvents() });
        const first = await new Promise<AllStreamResolvedEvent>((resolve) => subscription.once('data', resolve));
        expect(first.event?.streamId).toBe(next.stream);
        await subscription.unsubscribe();
      });

      test('that is live gets through 100 events at once, and is cut off by 500, with nothing but an error', async () => {
        const { position } = await appendFresh(1);
        const subscription = client.subscribeToAll({ fromPosition: position, filter: excludeSystemEvents() });
        const moments: string[] = [];
        const interrupted = interruption(subscription, moments);
        let received = 0;
        let arrived = () => {};
        subscription.on('data', () => {
          received++;
          arrived();
        });
        const untilReceived = (count: number) =>
          new Promise<void>((resolve) => {
            arrived = () => {
              if (received >= count) resolve();
            };
            arrived();
          });
        await caughtUp(subscription);
        await client.appendToStream(freshStream(), events(100), within);
        await untilReceived(100);
        // once does it as a rule; a server that is short of time sends more slowly, and then not each time
        for (let appends = 1; appends <= 20 && !moments.includes('error'); appends++) {
          await client.appendToStream(freshStream(), events(500), within);
          await Promise.race([interrupted, untilReceived(100 + appends * 500)]);
        }
        const error = await interrupted;
        expect(error).toBeInstanceOf(TimeoutError);
        expect(error).toMatchObject({ code: 10 });
        expect(error.message).toContain('Consumer too slow');
        expect(moments).toEqual(['caughtUp', 'error']);
      });

      test('whose consumer dawdles is cut off too', async () => {
        const { position } = await appendFresh(1);
        const subscription = client.subscribeToAll({ fromPosition: position, filter: excludeSystemEvents() });
        const interrupted = interruption(subscription, []);
        await caughtUp(subscription);
        subscription.on('data', () => {
          subscription.pause();
          setTimeout(() => subscription.resume(), 2);
        });
        for (let appends = 0; appends < 50; appends++) await appendFresh(20);
        expect(await interrupted).toMatchObject({ code: 10 });
      });

      test('with a filter does not move for an event outside of it', async () => {
        const { position } = await appendFresh(1);
        const moved: unknown[] = [];
        const filter = eventTypeFilter({ prefixes: ['Other'], checkpointReached: () => void moved.push('checkpoint') });
        const filtered = client.subscribeToAll({ fromPosition: position, filter });
        filtered.on('data', (event) => moved.push(event));
        const all = client.subscribeToAll({ fromPosition: position });
        await Promise.all([caughtUp(filtered), caughtUp(all)]);
        const seen = new Promise((resolve) => all.once('data', resolve));
        await appendFresh(1);
        await seen;
        await appendFresh(1);
        expect(moved).toEqual([]);
        await Promise.all([filtered.unsubscribe(), all.unsubscribe()]);
      });

      test('with a filter has checkpoints as it looks at events, none of them at the end', async () => {
        const { position } = await appendFresh(1);
        const last = await appendFresh(100);
        const checkpoints: bigint[] = [];
        const subscription = client.subscribeToAll({
          fromPosition: position,
          filter: eventTypeFilter({
            prefixes: ['Other'],
            checkpointReached: (_subscription, { commit }) => void checkpoints.push(commit),
          }),
        });
        subscription.on('data', () => {});
        await caughtUp(subscription);
        expect(checkpoints).toHaveLength(3);
        expect(checkpoints.every((at) => at >= position.commit && at < last.position.commit)).toBe(true);
        await subscription.unsubscribe();
      });
    });

    test('a client tells its own errors from gRPC’s', async () => {
      const away = EventStoreDBClient.connectionString('esdb://127.0.0.1:1?tls=false');
      const error = await failure(away.appendToStream(freshStream(), events(1), within));
      expect(error).toMatchObject({ code: 14 });
      expect(isCommandError(error as Error)).toBe(false);
    });
  });
}

let double: EventStoreDbDouble | undefined;
facts(
  'protocol double',
  async () => {
    double = await startEventStoreDbDouble();
    return double.url;
  },
  async () => double?.close(),
);

const { EVENT_STORE_URL } = process.env;
if (EVENT_STORE_URL?.startsWith('esdb') === true) {
  facts(
    'real server',
    async () => EVENT_STORE_URL,
    async () => {},
  );
} else {
  test.todo('the real server was not there: set EVENT_STORE_URL=esdb://… to prove these facts on it');
}
