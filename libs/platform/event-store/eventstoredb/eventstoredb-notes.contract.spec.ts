import {
  DeadlineExceededError,
  excludeSystemEvents,
  EventStoreDBClient,
  isCommandError,
  jsonEvent,
  MaxAppendSizeExceededError,
  StreamDeletedError,
  StreamNotFoundError,
  UnknownError,
  WrongExpectedVersionError,
  type EventData,
} from '@eventstore/db-client';
import { collect } from '../contract/collect.ts';
import { sampleEvents } from '../contract/sample-events.ts';
import { failure } from './double.fixture.ts';
import { bareEvents, freshStream, onEachServer, type ServerUnderTest } from './each-server.fixture.ts';
import { connectEventStoreDb } from './eventstoredb-event-store.ts';

const within = { expectedRevision: 'no_stream' } as const;

/** What the adapter relies on, or guards against, in appends and reads of the server and its client: a case each. */
onEachServer('EventStoreDB and its client', (server) => {
  let url: string;
  let client: EventStoreDBClient;
  let appendFresh: ServerUnderTest['appendFresh'];
  beforeAll(() => {
    ({ url, client, appendFresh } = server());
  });

  describe('errors', () => {
    test('have no names of their own; the class tells, and a wrong version says both versions', async () => {
      const { stream } = await appendFresh(2);
      const wrong = await failure(client.appendToStream(stream, bareEvents(1), { expectedRevision: 7n }));
      expect(wrong).toBeInstanceOf(WrongExpectedVersionError);
      expect(wrong).toMatchObject({ name: 'Error', message: '', expectedVersion: 7n, actualVersion: 1n });
      const missing = await failure(client.appendToStream(freshStream(), bareEvents(1), { expectedRevision: 0n }));
      expect(missing).toMatchObject({ expectedVersion: 0n, actualVersion: 'no_stream' });
    });

    test('that are not thrown answer a wrong revision instead, so the adapter refuses that setting', async () => {
      const careless = EventStoreDBClient.connectionString(`${url}&throwOnAppendFailure=false`);
      const { stream } = await appendFresh(5);
      expect(await careless.appendToStream(stream, bareEvents(1), within)).toMatchObject({
        success: false,
        nextExpectedRevision: 1n,
      });
      await careless.dispose();
      expect(() => connectEventStoreDb(`${url}&throwOnAppendFailure=false`)).toThrow('must not set');
    });
  });

  describe('an append', () => {
    test('past its deadline is refused by the server', async () => {
      const late = client.appendToStream(freshStream(), bareEvents(1), { ...within, deadline: -60_000 });
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
      const [first] = bareEvents(1);
      const answer = await client.appendToStream(stream, first!, { expectedRevision: 0n });
      const other = { ...first!, data: { other: true } } as EventData;
      expect(await client.appendToStream(stream, other, { expectedRevision: 0n })).toEqual(answer);
      const stored = await collect(client.readStream(stream));
      expect(stored.map(({ event }) => event?.data)).toEqual([{ index: 0 }, { index: 0 }]);
    });

    test('of the same ids while the first is under way hangs until the server times it out', async () => {
      const [stream, same] = [freshStream(), bareEvents(1)];
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

  test('a client tells its own errors from gRPC’s', async () => {
    const away = EventStoreDBClient.connectionString('esdb://127.0.0.1:1?tls=false');
    const error = await failure(away.appendToStream(freshStream(), bareEvents(1), within));
    expect(error).toMatchObject({ code: 14 });
    expect(isCommandError(error as Error)).toBe(false);
  });
});
