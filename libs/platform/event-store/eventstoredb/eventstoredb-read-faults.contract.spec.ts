import type { EventStoreDbDouble } from '#platform/testing/eventstoredb-double';
import { collect } from '../contract/collect.ts';
import { freshStream, sampleEvents } from '../contract/sample-events.ts';
import { AccessDenied, StoreUnavailable } from '../errors.ts';
import type { EventStore, RecordedEvent } from '../port.ts';
import { connect, endAll, failure, IMPATIENT, startDouble } from './double.fixture.ts';

afterEach(endAll);

describe('a read', () => {
  let double: EventStoreDbDouble;
  let store: EventStore;
  const stream = freshStream();
  const reads: [string, (from?: EventStore) => Promise<unknown>][] = [
    ['read', (from = store) => collect(from.read(stream))],
    ['readAll', (from = store) => collect(from.readAll())],
    ['eventAt', async (from = store) => (await from.eventAt(position))?.position],
    ['head', (from = store) => from.head()],
  ];
  let position = 0;
  beforeEach(async () => {
    double = await startDouble();
    store = connect(double.url);
    ({ position } = await store.append(stream, 'no stream', sampleEvents(3)));
  });

  test.each(reads)('(%s) of a server that is away is unavailable, and works when it is back', async (_name, read) => {
    const before = await read();
    await double.stop();
    expect(await failure(read())).toBeInstanceOf(StoreUnavailable);
    await double.start();
    expect(await read()).toEqual(before);
  });

  test.each(reads)('(%s) that is never answered is given up in time', async (_name, read) => {
    double.failReads('no answer');
    expect(await failure(read(connect(double.url, IMPATIENT)))).toBeInstanceOf(StoreUnavailable);
  });

  test.each(reads)('(%s) without the right to is denied', async (_name, read) => {
    double.failReads('access denied');
    expect(await failure(read())).toBeInstanceOf(AccessDenied);
  });

  test.each(reads)('(%s) asks the leader that a node names', async (_name, read) => {
    const before = await read();
    const leader = await startDouble({ log: double.log });
    double.follow(leader.endpoint);
    expect(await read()).toEqual(before);
  });

  test.each([
    ['read', () => store.read(stream)],
    ['readAll', () => store.readAll()],
  ])('(%s) cut in the middle fails and does not end early', async (_name, read) => {
    double.failReads('cut after the first event');
    const seen: RecordedEvent[] = [];
    const reading = async () => {
      for await (const event of read()) seen.push(event);
    };
    expect(await failure(reading())).toBeInstanceOf(StoreUnavailable);
    expect(seen.length).toBeLessThan(3);
  });

  test('that is left early is left at the server too', async () => {
    const long = freshStream();
    await store.append(long, 'no stream', sampleEvents(1000));
    for await (const event of store.read(long)) if (event.revision === 3) break;
    while (double.openReads > 0) await new Promise((resolve) => setImmediate(resolve));
    expect(double.openReads).toBe(0);
  });

  test('under way fails when the store is closed', async () => {
    const long = freshStream();
    await store.append(long, 'no stream', sampleEvents(1000));
    const reading = async () => {
      for await (const event of store.read(long)) if (event.revision === 10) void store.close();
    };
    expect(await failure(reading())).toBeInstanceOf(StoreUnavailable);
  });

  test('whose consumer takes longer than the server may is not given up', async () => {
    const long = freshStream();
    const hurried = connect(double.url, { readTimeoutMs: 200 });
    await hurried.append(long, 'no stream', sampleEvents(40));
    const seen: number[] = [];
    for await (const { revision } of hurried.read(long)) {
      seen.push(revision);
      if (revision !== 5) continue;
      // As long as it takes to give up two other reads, one after another: this one's time is over by then.
      double.failReads('no answer', 2);
      for (let other = 0; other < 2; other++) {
        expect(await failure(collect(hurried.read(stream)))).toBeInstanceOf(StoreUnavailable);
      }
    }
    expect(seen).toEqual(Array.from({ length: 40 }, (_, index) => index));
  });
});
