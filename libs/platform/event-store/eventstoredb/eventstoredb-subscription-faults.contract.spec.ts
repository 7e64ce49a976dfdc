import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import type { EventStoreDbDouble } from '#platform/testing/eventstoredb-double';
import { collect } from '../contract/collect.ts';
import { freshStream, sampleEvent, sampleEvents } from '../contract/sample-events.ts';
import { AccessDenied, OutcomeUnknown, StoreUnavailable } from '../errors.ts';
import { CaughtUp, type EventStore, type RecordedEvent, type StreamName } from '../port.ts';
import { connect, endAll, failure, IMPATIENT, startDouble } from './double.fixture.ts';
import type { EventStoreDbOptions } from './eventstoredb-options.ts';

afterEach(endAll);

let double: EventStoreDbDouble;
beforeEach(async () => {
  double = await startDouble();
});

/** Appends one event after the other, however often the connection breaks meanwhile. */
async function appendOnAndOn(store: EventStore, stream: StreamName, count: number): Promise<void> {
  for (let revision = 0; revision < count; revision++) {
    const events = sampleEvents(1);
    for (let done = false; !done;) {
      done = await store.append(stream, revision === 0 ? 'no stream' : revision - 1, events).then(
        () => true,
        (error: unknown) => {
          if (error instanceof StoreUnavailable || error instanceof OutcomeUnknown) return false;
          throw error;
        },
      );
    }
  }
}

interface Following {
  readonly events: RecordedEvent[];
  caughtUp: number;
  readonly interruptions: string[];
}

/** Follows the log from its start until it has handed on `count` events and has caught up; `onItem` may do mischief. */
async function follow(
  count: number,
  onItem: (item: RecordedEvent | CaughtUp, following: Following) => void | Promise<void> = () => {},
  options: EventStoreDbOptions = {},
): Promise<Following> {
  const following: Following = { events: [], caughtUp: 0, interruptions: [] };
  const store = connect(double.url, {
    onInterruption: (error) => following.interruptions.push(error.name),
    ...options,
  });
  for await (const item of store.subscribeToAll({ from: 'start', signal: new AbortController().signal })) {
    if (item instanceof CaughtUp) following.caughtUp++;
    else following.events.push(item);
    await onItem(item, following);
    if (following.events.length >= count && following.caughtUp > 0) return following;
  }
  return following;
}

async function expectTheWholeLog({ events }: Following): Promise<void> {
  expect(events).toEqual(await collect(connect(double.url).readAll()));
}

describe('a subscription goes on, none skipped and none twice,', () => {
  test.each<[string, () => void | Promise<void>]>([
    ['through cut connections', () => double.cutConnections()],
    ['through UNAVAILABLE', () => double.cutSubscriptions()],
    ['through restarts of the server', async () => double.stop().then(() => double.start())],
  ])('%s', async (_name, interrupt) => {
    const stream = freshStream();
    const appending = appendOnAndOn(connect(double.url), stream, 150);
    const following = await follow(150, async (_item, { events }) => {
      if (events.length % 40 === 39) await interrupt();
    });
    await appending;
    expect(following.interruptions.length).toBeGreaterThan(0);
    expect(following.events.map((event) => event.revision)).toEqual(Array.from({ length: 150 }, (_, index) => index));
    await expectTheWholeLog(following);
  });

  test.each([
    'unavailable',
    'no answer',
    'cut after the first event',
    'ended after the first event',
    'not leader',
  ] as const)('when it begins with "%s"', async (fault) => {
    await connect(double.url).append(freshStream(), 'no stream', sampleEvents(10));
    double.failSubscriptions(fault, 2);
    const leader = fault === 'not leader' ? await startDouble({ log: double.log }) : undefined;
    double.follow(leader?.endpoint);
    const following = await follow(10, () => {}, IMPATIENT);
    expect(following.interruptions.length).toBeGreaterThan(0);
    expect(new Set(following.interruptions)).toEqual(new Set(['StoreUnavailable']));
    await expectTheWholeLog(following);
  });

  test('though the server begins anew from the start', async () => {
    await connect(double.url).append(freshStream(), 'no stream', sampleEvents(30));
    let interrupted = false;
    const following = await follow(31, async (item, { events }) => {
      if (!(item instanceof CaughtUp) || interrupted) return;
      interrupted = true;
      expect(events).toHaveLength(30);
      double.failSubscriptions('from the start');
      double.cutSubscriptions();
      await connect(double.url).append(freshStream(), 'no stream', sampleEvents(1));
    });
    await expectTheWholeLog(following);
  });

  test('though it was asked for while the server was away', async () => {
    const stream = freshStream();
    await connect(double.url).append(stream, 'no stream', sampleEvents(3));
    await double.stop();
    let attempts = 0;
    const following = follow(3, () => {}, {
      onInterruption: () => {
        attempts++;
        if (attempts === 3) void double.start();
      },
    });
    await expectTheWholeLog(await following);
    expect(attempts).toBeGreaterThanOrEqual(3);
  });

  test('from the end of the log as it was when it was asked for, though it took several attempts', async () => {
    const [before, after] = [freshStream(), freshStream()];
    const writer = connect(double.url);
    await writer.append(before, 'no stream', sampleEvents(2));
    double.failSubscriptions('unavailable', 2);
    let appended: Promise<unknown> | undefined;
    const store = connect(double.url, {
      onInterruption: () => {
        appended ??= writer.append(after, 'no stream', sampleEvents(2));
      },
    });
    const seen: RecordedEvent[] = [];
    for await (const item of store.subscribeToAll({ from: 'end', signal: new AbortController().signal })) {
      if (!(item instanceof CaughtUp)) seen.push(item);
      if (seen.length === 2) break;
    }
    await appended;
    expect(seen).toEqual(await collect(store.read(after)));
  });

  test('when 500 events at once overrun the buffer of the server', async () => {
    const writer = connect(double.url);
    const stream = freshStream();
    await writer.append(stream, 'no stream', sampleEvents(1));
    const following = await follow(1001, async (item, { events }) => {
      if (!(item instanceof CaughtUp) || events.length % 500 !== 1) return;
      await writer.append(stream, events.length - 1, sampleEvents(500));
    });
    expect(following.interruptions.length).toBeGreaterThan(0);
    await expectTheWholeLog(following);
  });

  test('for a consumer that is much slower than the server, with a small buffer of ours', async () => {
    const writer = connect(double.url);
    const streams = Array.from({ length: 5 }, freshStream);
    await writer.append(streams[0]!, 'no stream', sampleEvents(300));
    let appended = 1;
    const following = await follow(
      1500,
      async (item, { events }) => {
        if (item instanceof CaughtUp) return;
        if (events.length % 300 === 150 && appended < streams.length) {
          await writer.append(streams[appended++]!, 'no stream', sampleEvents(300));
        }
        if (events.length % 10 === 0) await new Promise((resolve) => setImmediate(resolve));
      },
      { bufferedEvents: 20 },
    );
    await expectTheWholeLog(following);
  });

  test('for a frozen server, which keep-alive notices', async () => {
    const warned = jest.spyOn(console, 'warn').mockImplementation(() => {});
    const options = { readTimeoutMs: 60_000, interruptions: [] as string[] };
    const store = connect(`${double.url}&keepAliveInterval=100&keepAliveTimeout=100`, {
      ...options,
      onInterruption: (error) => {
        options.interruptions.push(error.name);
        double.thaw();
      },
    });
    warned.mockRestore();
    const stream = freshStream();
    const writer = connect(double.url);
    await writer.append(stream, 'no stream', sampleEvents(2));
    const revisions: number[] = [];
    for await (const item of store.subscribeToAll({ from: 'start', signal: new AbortController().signal })) {
      if (!(item instanceof CaughtUp)) revisions.push(item.revision);
      else if (options.interruptions.length === 0) double.freeze();
      else if (revisions.length === 2) await writer.append(stream, 1, sampleEvents(1));
      if (revisions.length === 3) break;
    }
    expect(revisions).toEqual([0, 1, 2]);
    expect(options.interruptions).toEqual(['StoreUnavailable']);
  });
});

describe('a subscription', () => {
  test('says CaughtUp after the events before it, though the consumer is slow to take them', async () => {
    await connect(double.url).append(freshStream(), 'no stream', sampleEvents(12));
    let firstAfter: number | undefined;
    await follow(
      12,
      async (item, { events }) => {
        if (item instanceof CaughtUp) firstAfter ??= events.length;
        await new Promise((resolve) => setImmediate(resolve));
      },
      { bufferedEvents: 4 },
    );
    expect(firstAfter).toBe(12);
  });

  test('from the end begins where the log ended when it was asked for, not when it is first waited for', async () => {
    const store = connect(double.url);
    const stream = freshStream();
    await store.append(freshStream(), 'no stream', sampleEvents(1));
    const subscription = store.subscribeToAll({ from: 'end', signal: new AbortController().signal });
    await store.head();
    await store.append(stream, 'no stream', sampleEvents(1));
    const [recorded] = await collect(store.read(stream));
    for await (const item of subscription) {
      expect(item).toEqual(recorded);
      break;
    }
  });

  test('says CaughtUp again after each interruption, at the position of the last event before it', async () => {
    const store = connect(double.url);
    const { position } = await store.append(freshStream(), 'no stream', sampleEvents(3));
    const positions: number[] = [];
    for await (const item of store.subscribeToAll({ from: 'start', signal: new AbortController().signal })) {
      if (!(item instanceof CaughtUp)) continue;
      positions.push(item.position);
      if (positions.length === 3) break;
      double.cutSubscriptions();
    }
    expect(positions).toEqual([position, position, position]);
  });

  test('keeps little for a consumer that takes nothing, though the log is long', async () => {
    const store = connect(double.url, { bufferedEvents: 20 });
    const stream = freshStream();
    const large = Array.from({ length: 400 }, () => sampleEvent({ text: 'x'.repeat(1_000) }));
    for (let batch = 0; batch < 2; batch++) {
      const again = large.map((event) => ({ ...event, id: randomUUID() }));
      await store.append(stream, batch === 0 ? 'no stream' : batch * 400 - 1, again);
    }
    const iterator = store.subscribeToAll({ from: 'start', signal: new AbortController().signal });
    await iterator[Symbol.asyncIterator]().next();
    for (let reads = 0; reads < 2; reads++) await collect(store.readAll());
    expect(double.sentToSubscriptions).toBeLessThan(500);
    let received = 1;
    for await (const item of iterator) {
      if (item instanceof CaughtUp) break;
      expect(item.revision).toBe(received++);
    }
    expect(received).toBe(800);
  });

  test('without the right to is refused', async () => {
    double.failSubscriptions('access denied');
    expect(await failure(follow(1))).toBeInstanceOf(AccessDenied);
  });

  test('ends at once while it waits for a server that is away', async () => {
    await double.stop();
    const stop = new AbortController();
    const store = connect(double.url, { retryMs: { first: 60_000, most: 60_000 }, onInterruption: () => stop.abort() });
    expect(await collect(store.subscribeToAll({ from: 'start', signal: stop.signal }))).toEqual([]);
  });

  test('that was left is left at the server too', async () => {
    const store = connect(double.url);
    await store.append(freshStream(), 'no stream', sampleEvents(2));
    for await (const item of store.subscribeToAll({ from: 'start', signal: new AbortController().signal })) {
      if (item instanceof CaughtUp) break;
    }
    while (double.openReads > 0) await new Promise((resolve) => setImmediate(resolve));
    expect(double.openReads).toBe(0);
  });
});
