import { EventStoreDBClient, jsonEvent, UnavailableError } from '@eventstore/db-client';
import type { EventStoreDbDouble } from '#platform/testing/eventstoredb-double';
import { collect } from '../contract/collect.ts';
import { freshStream, sampleEvent, sampleEvents } from '../contract/sample-events.ts';
import { AccessDenied, OutcomeUnknown, StoreUnavailable, StreamTombstoned } from '../errors.ts';
import type { EventStore, StreamName } from '../port.ts';
import { connect, endAll, failure, IMPATIENT, startDouble } from './double.fixture.ts';

afterEach(endAll);

const idsIn = async (store: EventStore, stream: StreamName) =>
  (await collect(store.read(stream))).map((event) => event.id);

describe('an append', () => {
  let double: EventStoreDbDouble;
  let store: EventStore;
  let impatient: EventStore;
  beforeEach(async () => {
    double = await startDouble();
    store = connect(double.url);
    impatient = connect(double.url, IMPATIENT);
  });

  test('to a server that is away is unavailable, and taken when it is back', async () => {
    await double.stop();
    const [stream, events] = [freshStream(), sampleEvents(2)];
    expect(await failure(store.append(stream, 'no stream', events))).toBeInstanceOf(StoreUnavailable);
    await double.start();
    expect((await store.append(stream, 'no stream', events)).revision).toBe(1);
  });

  test.each([
    ['before it was stored', 'cut before storing', 0],
    ['after it was stored', 'cut after storing', 2],
  ] as const)(
    'whose connection breaks %s is of unknown outcome, and is stored once when sent again',
    async (...row) => {
      const [, fault, stored] = row;
      const [stream, events] = [freshStream(), sampleEvents(2)];
      double.failAppends(fault);
      expect(await failure(store.append(stream, 'no stream', events))).toBeInstanceOf(OutcomeUnknown);
      expect(await idsIn(store, stream)).toHaveLength(stored);
      const again = await store.append(stream, 'no stream', events);
      const recorded = await collect(store.read(stream));
      expect(again).toEqual({ revision: 1, position: recorded[1]?.position });
      expect(recorded.map((event) => event.id)).toEqual(events.map((event) => event.id));
    },
  );

  test('under way when the server dies is of unknown outcome, also if others wait with it', async () => {
    const streams = Array.from({ length: 200 }, freshStream);
    const events = streams.map(() => sampleEvents(1));
    await store.append(freshStream(), 'no stream', sampleEvents(1));
    double.failAppends('late answer', 150);
    double.failAppends('cut before storing');
    const send = () =>
      Promise.allSettled(streams.map((stream, index) => store.append(stream, 'no stream', events[index]!)));
    for (const outcome of await send()) {
      expect(outcome.status === 'rejected' && outcome.reason).toBeInstanceOf(OutcomeUnknown);
    }
    expect((await send()).filter(({ status }) => status === 'rejected')).toEqual([]);
    for (const [index, stream] of streams.entries()) {
      expect(await idsIn(store, stream)).toEqual(events[index]!.map((event) => event.id));
    }
  });

  test('that waits for room in a broken connection does no harm', async () => {
    await store.append(freshStream(), 'no stream', sampleEvents(1));
    const large = () => sampleEvent({ text: 'x'.repeat(100_000) });
    double.freeze();
    const outcomes = Promise.all(
      Array.from({ length: 40 }, () => failure(store.append(freshStream(), 'no stream', [large()]))),
    );
    await new Promise((resolve) => setImmediate(resolve));
    double.cutConnections();
    double.thaw();
    expect((await outcomes).filter((outcome) => !(outcome instanceof OutcomeUnknown))).toEqual([]);
    expect((await store.append(freshStream(), 'no stream', [large()])).revision).toBe(0);
  });

  test('that is never answered is given up in time, and the next one goes through', async () => {
    const [stream, events] = [freshStream(), sampleEvents(1)];
    double.failAppends('no answer');
    const started = performance.now();
    expect(await failure(impatient.append(stream, 'no stream', events))).toBeInstanceOf(OutcomeUnknown);
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(await store.append(stream, 'no stream', events)).toMatchObject({ revision: 0 });
  });

  test('goes through a connection of its own again when the network has forgotten the one there was', async () => {
    const stream = freshStream();
    await store.append(stream, 'no stream', sampleEvents(1));
    await store.head();
    double.loseConnections();
    expect(await failure(impatient.append(stream, 0, sampleEvents(1)))).toBeInstanceOf(OutcomeUnknown);
    expect((await store.append(stream, 0, sampleEvents(1))).revision).toBe(1);
  });

  test.each([
    ['unavailable', StoreUnavailable],
    ['access denied', AccessDenied],
    ['no answer', StoreUnavailable],
  ] as const)('before which the server cannot be asked what it can do (%s) is not sent', async (fault, expected) => {
    const [stream, events] = [freshStream(), sampleEvents(1)];
    double.failLookUps(fault);
    expect(await failure(impatient.append(stream, 'no stream', events))).toBeInstanceOf(expected);
    expect(await idsIn(store, stream)).toEqual([]);
    expect((await store.append(stream, 'no stream', events)).revision).toBe(0);
  });

  test('that alone is not answered leaves the others their connection', async () => {
    const stream = freshStream();
    double.failAppends('late answer');
    let given = false;
    const forgotten = failure(impatient.append(stream, 'no stream', sampleEvents(1))).finally(() => {
      given = true;
    });
    let others = 0;
    for (; !given; others++) {
      expect((await store.append(freshStream(), 'no stream', sampleEvents(1))).revision).toBe(0);
    }
    expect(await forgotten).toBeInstanceOf(OutcomeUnknown);
    expect(others).toBeGreaterThan(1);
    expect(double.releaseAnswers()).toBe(1);
  });

  test('answered after another client of the process has broken does no harm', async () => {
    const other = await startDouble();
    const breaking = connect(other.url);
    await breaking.append(freshStream(), 'no stream', sampleEvents(1));
    const [stream, events] = [freshStream(), sampleEvents(1)];
    await store.append(stream, 'no stream', events);
    double.failAppends('late answer');
    const waiting = failure(store.append(stream, 0, sampleEvents(1)));
    other.failAppends('cut before storing');
    expect(await failure(breaking.append(freshStream(), 'no stream', sampleEvents(1)))).toBeInstanceOf(OutcomeUnknown);
    expect(await waiting).toBeInstanceOf(OutcomeUnknown);
    expect(double.releaseAnswers()).toBe(1);
    expect((await store.append(stream, 1, sampleEvents(1))).revision).toBe(2);
  });

  test.each([
    ['not ready', StoreUnavailable],
    ['unavailable', OutcomeUnknown],
    ['access denied', AccessDenied],
  ] as const)('that the server answers "%s"', async (fault, expected) => {
    const [stream, events] = [freshStream(), sampleEvents(1)];
    double.failAppends(fault);
    expect(await failure(store.append(stream, 'no stream', events))).toBeInstanceOf(expected);
    expect(await idsIn(store, stream)).toEqual([]);
    expect((await store.append(stream, 'no stream', events)).revision).toBe(0);
  });

  test('to a stream that somebody tombstoned is told so, and so is who reads it', async () => {
    const stream = freshStream();
    await store.append(stream, 'no stream', sampleEvents(1));
    const client = EventStoreDBClient.connectionString(double.url);
    await client.tombstoneStream(stream, { expectedRevision: 0n });
    await client.dispose();
    expect(await failure(store.append(stream, 0, sampleEvents(1)))).toBeInstanceOf(StreamTombstoned);
    expect(await failure(collect(store.read(stream)))).toBeInstanceOf(StreamTombstoned);
  });

  test('goes to the leader that a node names, and is stored once', async () => {
    const leader = await startDouble({ log: double.log });
    double.follow(leader.endpoint);
    const [stream, events] = [freshStream(), sampleEvents(2)];
    expect((await store.append(stream, 'no stream', events)).revision).toBe(1);
    expect(await idsIn(store, stream)).toEqual(events.map((event) => event.id));
    leader.follow(double.endpoint);
    double.follow(undefined);
    expect((await store.append(stream, 1, sampleEvents(1))).revision).toBe(2);
  });

  test('that no node will take is given up in time', async () => {
    const leader = await startDouble({ log: double.log });
    double.follow(leader.endpoint);
    leader.follow(double.endpoint);
    const stream = freshStream();
    expect(await failure(impatient.append(stream, 'no stream', sampleEvents(1)))).toBeInstanceOf(OutcomeUnknown);
    // In the log itself: once one of them takes it again, an attempt that is still under way may come through.
    expect(double.log.read(stream)).toEqual({ found: false, deleted: false });
  });

  test.each([
    ['without an event', 'no stream', 0],
    ['at a revision below the first', -1, 1],
    ['at half a revision', 0.5, 1],
  ] as const)('%s makes no sense', async (_name, expected, events) => {
    await expect(store.append(freshStream(), expected, sampleEvents(events))).rejects.toBeInstanceOf(RangeError);
  });

  test('of what is no JSON is refused at once', async () => {
    const loop: Record<string, never> = {};
    Object.assign(loop, { loop });
    await expect(store.append(freshStream(), 'no stream', [sampleEvent(loop)])).rejects.toBeInstanceOf(TypeError);
  });

  test('under way is finished by closing', async () => {
    const stream = freshStream();
    const appending = Promise.all([
      store.append(stream, 'no stream', sampleEvents(300)),
      store.append(freshStream(), 'no stream', sampleEvents(300)),
    ]);
    await store.close();
    expect((await appending).map(({ revision }) => revision)).toEqual([299, 299]);
    expect(await idsIn(connect(double.url), stream)).toHaveLength(300);
  });

  test('of one store is not disturbed by the closing of another on the same server', async () => {
    const closing = connect(double.url);
    await closing.append(freshStream(), 'no stream', sampleEvents(1));
    double.failAppends('late answer');
    const appending = store.append(freshStream(), 'no stream', sampleEvents(1));
    const underWay = store.append(freshStream(), 'no stream', sampleEvents(1));
    expect((await underWay).revision).toBe(0);
    await closing.close();
    expect((await store.append(freshStream(), 'no stream', sampleEvents(1))).revision).toBe(0);
    double.releaseAnswers();
    expect((await appending).revision).toBe(0);
  });
});

describe('a store', () => {
  test('that closes does not disturb the appends of another on another server', async () => {
    const [here, there] = [await startDouble(), await startDouble()];
    const [store, closing] = [connect(here.url), connect(there.url)];
    await closing.append(freshStream(), 'no stream', sampleEvents(1));
    here.failAppends('late answer');
    const appending = store.append(freshStream(), 'no stream', sampleEvents(1));
    const underWay = store.append(freshStream(), 'no stream', sampleEvents(1));
    expect((await underWay).revision).toBe(0);
    await closing.close();
    expect((await store.append(freshStream(), 'no stream', sampleEvents(1))).revision).toBe(0);
    expect(here.releaseAnswers()).toBe(1);
    expect((await appending).revision).toBe(0);
  });
});

describe('the bare client', () => {
  test('rejects the appends of all clients of the process when the connection of one breaks', async () => {
    const [here, there] = [await startDouble(), await startDouble()];
    const [waiting, breaking] = [here, there].map(({ url }) => EventStoreDBClient.connectionString(url)) as [
      EventStoreDBClient,
      EventStoreDBClient,
    ];
    const append = (client: EventStoreDBClient) =>
      client.appendToStream(freshStream(), jsonEvent({ type: 'Noted', data: {} }), { expectedRevision: 'no_stream' });
    await append(breaking);
    await append(waiting);
    here.failAppends('no answer');
    const unanswered = failure(append(waiting));
    await append(waiting);
    there.failAppends('cut before storing');
    expect(await failure(append(breaking))).toBeInstanceOf(UnavailableError);
    expect(await unanswered).toBeInstanceOf(UnavailableError);
    await Promise.all([waiting.dispose(), breaking.dispose()]);
  });
});
