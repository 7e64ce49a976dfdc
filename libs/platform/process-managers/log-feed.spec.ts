import { CaughtUp, type EventReader, type RecordedEvent, type SubscribeOptions } from '#platform/event-store';
import { GrowingLog } from './growing-log.fixture.ts';
import { LogFeed, type FedEvents } from './log-feed.ts';

const recorded = (position: number) => ({ position, id: `event-${position}` }) as RecordedEvent;
const upTo = (last: number, first = 1) => Array.from({ length: last - first + 1 }, (_, index) => first + index);
const ending: AbortController[] = [];
afterEach(() => ending.splice(0).forEach((one) => one.abort()));

/** A log that counts who reads it, and the positions they began after. */
function log(events: number) {
  const growing = new GrowingLog();
  const record = (more: number) => {
    const before = growing.events.length;
    growing.add(...upTo(before + more, before + 1).map(recorded));
  };
  record(events);
  const begun: SubscribeOptions['from'][] = [];
  const reader: Pick<EventReader, 'subscribeToAll'> = {
    subscribeToAll: (options) => {
      begun.push(options.from);
      return growing.reader.subscribeToAll(options);
    },
  };
  return { record, begun, feed: new LogFeed(reader) };
}

/** One who follows, and says which positions it was handed, and where it stopped to look. */
class Listener {
  readonly positions: number[] = [];
  readonly passed: number[] = [];
  isCaughtUp = false;
  #news = Promise.withResolvers<void>();

  constructor(
    feed: LogFeed,
    from: number,
    {
      concerns = () => true,
      onFed,
    }: {
      readonly concerns?: (event: RecordedEvent) => boolean;
      readonly onFed?: (fed: FedEvents) => Promise<void>;
    } = {},
  ) {
    const stop = new AbortController();
    ending.push(stop);
    this.ended = this.#follow(feed, from, stop.signal, concerns, onFed);
  }

  readonly ended: Promise<void>;

  async #follow(
    feed: LogFeed,
    from: number,
    signal: AbortSignal,
    concerns: (event: RecordedEvent) => boolean,
    onFed?: (fed: FedEvents) => Promise<void>,
  ): Promise<void> {
    const passesOver = (shown: RecordedEvent) => {
      if (concerns(shown)) return false;
      this.passed.push(shown.position);
      return true;
    };
    for await (const fed of feed.follow({ from, signal, passesOver })) {
      await onFed?.(fed);
      this.positions.push(...fed.events.map(({ position }) => position));
      this.isCaughtUp ||= fed.isCaughtUp;
      this.#news.resolve();
      this.#news = Promise.withResolvers<void>();
    }
  }

  async until(isThere: () => boolean): Promise<void> {
    while (!isThere()) await this.#news.promise;
  }
}

test('all who begin together are handed the log by one reading, from where the furthest behind begins', async () => {
  const { feed, begun, record } = log(3);
  const all = [2, 0, 3].map((from) => new Listener(feed, from));
  await Promise.all(all.map((one) => one.until(() => one.isCaughtUp)));
  record(2);
  await Promise.all(all.map((one) => one.until(() => one.positions.at(-1) === 5)));
  expect(all.map(({ positions }) => positions)).toEqual([upTo(5, 3), upTo(5), upTo(5, 4)]);
  // The reading that the first of them began was given up for the one that begins earlier.
  expect(begun).toEqual([2, 'start']);
});

test('who comes later reads by itself until it has come as far, and then with the others', async () => {
  const { feed, begun, record } = log(3);
  const first = new Listener(feed, 0);
  await first.until(() => first.isCaughtUp);
  const late = new Listener(feed, 1);
  await late.until(() => late.isCaughtUp);
  record(1);
  await late.until(() => late.positions.at(-1) === 4);
  record(1);
  await late.until(() => late.positions.at(-1) === 5);
  expect([first.positions, late.positions]).toEqual([upTo(5), upTo(5, 2)]);
  expect(begun).toEqual(['start', 1]);
});

describe('where the log says only once that it has been caught up with', () => {
  /** A log of three events, of which the first was there when the readings began. */
  const feed = () =>
    new LogFeed({
      subscribeToAll: async function* ({ from }) {
        const after = typeof from === 'number' ? from : 0;
        if (after < 1) yield recorded(1);
        yield new CaughtUp(Math.max(1, after));
        yield* upTo(3, Math.max(1, after) + 1).map(recorded);
        await new Promise(() => undefined);
      },
    });

  test('who comes later is handed what is recorded since, and joins the others', async () => {
    const shared = feed();
    const first = new Listener(shared, 0);
    await first.until(() => first.positions.at(-1) === 3);
    const late = new Listener(shared, 0);
    await late.until(() => late.positions.at(-1) === 3);
    expect([late.positions, late.isCaughtUp]).toEqual([[1, 2, 3], true]);
  });

  test('who comes as far as the others are is told so', async () => {
    const shared = feed();
    const first = new Listener(shared, 0);
    await first.until(() => first.positions.at(-1) === 3);
    const late = new Listener(shared, 3);
    await late.until(() => late.isCaughtUp);
    expect(late.positions).toEqual([]);
  });

  test('who is at work when it says so, and is handed more before it looks again, is told so all the same', async () => {
    const toldAndMore = Promise.withResolvers<void>();
    const shared = new LogFeed({
      subscribeToAll: async function* () {
        yield recorded(1);
        // Whoever follows has begun to work on it by then.
        await new Promise(setImmediate);
        yield new CaughtUp(1);
        yield recorded(2);
        toldAndMore.resolve();
        await new Promise(() => undefined);
      },
    });
    const busy = new Listener(shared, 0, { onFed: () => toldAndMore.promise });
    await busy.until(() => busy.positions.at(-1) === 2);
    expect([busy.positions, busy.isCaughtUp]).toEqual([[1, 2], true]);
  });

  test('who joins the others while it works on what it read by itself is told so too', async () => {
    const recordedSince = Promise.withResolvers<void>();
    const workedOff = Promise.withResolvers<void>();
    let readings = 0;
    // As many events as are handed on at once: who reads by itself has the last of them before it hears that it was.
    const PAGE = 500;
    const shared = new LogFeed({
      subscribeToAll: async function* ({ from }) {
        const isFirst = readings++ === 0;
        yield* upTo(PAGE, typeof from === 'number' ? from + 1 : 1).map(recorded);
        if (!isFirst) return;
        yield new CaughtUp(PAGE);
        await recordedSince.promise;
        yield recorded(PAGE + 1);
        workedOff.resolve();
        await new Promise(() => undefined);
      },
    });
    const first = new Listener(shared, 0);
    await first.until(() => first.isCaughtUp);
    const late = new Listener(shared, 0, {
      onFed: () => {
        recordedSince.resolve();
        return workedOff.promise;
      },
    });
    await late.until(() => late.positions.at(-1) === PAGE + 1);
    expect(late.isCaughtUp).toBe(true);
  });
});

test('a reading that was given up hands nothing to who comes after it', async () => {
  const { feed } = log(9_000);
  const gate = Promise.withResolvers<void>();
  const stop = new AbortController();
  // It holds up the reading, and leaves.
  const slow = feed.follow({ from: 0, signal: stop.signal, passesOver: () => false });
  await slow.next();
  for (let turns = 0; turns < 20; turns++) await new Promise(setImmediate);
  stop.abort();
  const next = new Listener(feed, 0, { onFed: () => gate.promise });
  for (let turns = 0; turns < 20; turns++) await new Promise(setImmediate);
  gate.resolve();
  await next.until(() => next.positions.at(-1) === 9_000);
  expect([next.positions[0], next.positions.length]).toEqual([1, 9_000]);
});

test('what is recorded while one who came later stops reading by itself is handed to it too', async () => {
  const growing = new GrowingLog();
  growing.add(...upTo(3).map(recorded));
  const closing = Promise.withResolvers<void>();
  const closed = Promise.withResolvers<void>();
  let readings = 0;
  // To end a subscription takes a while, and meanwhile the log goes on.
  async function* subscribeToAll(options: SubscribeOptions): AsyncGenerator<RecordedEvent | CaughtUp> {
    const isAlone = readings++ > 0;
    try {
      yield* growing.reader.subscribeToAll(options);
    } finally {
      closing.resolve();
      if (isAlone) await closed.promise;
    }
  }
  const feed = new LogFeed({ subscribeToAll });
  const first = new Listener(feed, 0);
  await first.until(() => first.isCaughtUp);

  const late = new Listener(feed, 1);
  await closing.promise;
  growing.add(...upTo(5, 4).map(recorded));
  await first.until(() => first.positions.length === 5);
  closed.resolve();
  growing.add(recorded(6));

  await late.until(() => late.positions.at(-1) === 6);
  expect(late.positions).toEqual(upTo(6, 2));
});

test('what one passes over does not wake it', async () => {
  const { feed, record } = log(0);
  const one = new Listener(feed, 0, { concerns: ({ position }) => position % 2 === 0 });
  await one.until(() => one.isCaughtUp);
  for (let count = 0; count < 4; count++) {
    record(1);
    await new Promise(setImmediate);
  }
  expect([one.positions, one.passed]).toEqual([
    [2, 4],
    [1, 3],
  ]);
});

test('while it is at work everything is kept for it, in order', async () => {
  const { feed, record } = log(1);
  const gate = Promise.withResolvers<void>();
  const busy = new Listener(feed, 0, { concerns: () => false, onFed: () => gate.promise });
  const other = new Listener(feed, 0);
  await other.until(() => other.isCaughtUp);
  record(3);
  await other.until(() => other.positions.at(-1) === 4);
  gate.resolve();
  await busy.until(() => busy.positions.at(-1) === 4);
  expect(busy.positions).toEqual(upTo(4).slice(-busy.positions.length));
});

test('the slowest holds up the reading, and nobody is handed anything twice', async () => {
  const { feed } = log(9_000);
  const gate = Promise.withResolvers<void>();
  const slow = new Listener(feed, 0, { onFed: () => gate.promise });
  const quick = new Listener(feed, 0);
  await quick.until(() => quick.positions.length >= 2_000);
  for (let turns = 0; turns < 20; turns++) await new Promise(setImmediate);
  expect(quick.positions.length).toBeLessThan(9_000);
  gate.resolve();
  await Promise.all([slow, quick].map((one) => one.until(() => one.positions.at(-1) === 9_000)));
  expect([slow.positions, quick.positions]).toEqual([upTo(9_000), upTo(9_000)]);
});

test('one that stops lets the others go on', async () => {
  const { feed, record } = log(1);
  const stopping = new Listener(feed, 0, { onFed: () => Promise.reject(new Error('no further')) });
  const other = new Listener(feed, 0);
  await expect(stopping.ended).rejects.toThrow('no further');
  await other.until(() => other.isCaughtUp);
  record(1);
  await other.until(() => other.positions.at(-1) === 2);
  expect(other.positions).toEqual([1, 2]);
});

test('all are told of a log that cannot be read', async () => {
  const feed = new LogFeed({
    subscribeToAll: async function* () {
      yield recorded(1);
      await Promise.resolve();
      throw new Error('the log is away');
    },
  });
  const all = [0, 0].map((from) => new Listener(feed, from));
  for (const { ended } of all) await expect(ended).rejects.toThrow('the log is away');
});
