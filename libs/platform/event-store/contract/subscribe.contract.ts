import { CaughtUp, type EventStore, type RecordedEvent, type StreamName } from '../port.ts';
import { collect } from './collect.ts';
import { freshStream, sampleEvent, sampleEvents } from './sample-events.ts';

/** What every adapter keeps of `subscribeToAll`. */
export function subscribeContract(theStore: () => EventStore): void {
  /** Follows the log until `enough` holds, and answers the events of the streams asked for. */
  const follow = async (
    from: number | 'start' | 'end',
    streams: readonly StreamName[],
    enough: (own: readonly RecordedEvent[], caughtUp: readonly CaughtUp[]) => boolean,
    onItem?: (item: RecordedEvent | CaughtUp) => void | Promise<void>,
  ) => {
    const stop = new AbortController();
    const own: RecordedEvent[] = [];
    const caughtUp: CaughtUp[] = [];
    for await (const item of theStore().subscribeToAll({ from, signal: stop.signal })) {
      if (item instanceof CaughtUp) caughtUp.push(item);
      else if (streams.includes(item.stream)) own.push(item);
      await onItem?.(item);
      if (enough(own, caughtUp)) stop.abort();
    }
    return { own, caughtUp };
  };
  const recorded = (stream: StreamName) => collect(theStore().read(stream));

  describe('a subscription', () => {
    test('from the start hands on what is there, in order, and says that it has caught up', async () => {
      const stream = freshStream();
      const { position } = await theStore().append(stream, 'no stream', sampleEvents(3));
      const { own, caughtUp } = await follow('start', [stream], (_own, caught) => caught.length > 0);
      expect(own).toEqual(await recorded(stream));
      expect(caughtUp[0]?.position).toBeGreaterThanOrEqual(position);
    });

    test('hands on the same to who may have them parsed late', async () => {
      const stream = freshStream();
      await theStore().append(stream, 'no stream', sampleEvents(3));
      const stop = new AbortController();
      const own: RecordedEvent[] = [];
      for await (const item of theStore().subscribeToAll({ from: 'start', signal: stop.signal, parsedLate: true })) {
        if (item instanceof CaughtUp) stop.abort();
        else if (item.stream === stream) own.push(item);
      }
      const looked = own.map(({ data, metadata, ...rest }) => ({ ...rest, data, metadata }));
      expect(looked).toEqual(await recorded(stream));
    });

    test('from a position hands on what comes after it, without it', async () => {
      const stream = freshStream();
      await theStore().append(stream, 'no stream', sampleEvents(3));
      const [first, ...rest] = await recorded(stream);
      const { own } = await follow(first!.position, [stream], (_own, caught) => caught.length > 0);
      expect(own).toEqual(rest);
    });

    test('from the end hands on only what is stored from then on', async () => {
      const [before, after] = [freshStream(), freshStream()];
      await theStore().append(before, 'no stream', sampleEvents(2));
      let appended = false;
      const { own } = await follow(
        'end',
        [before, after],
        (events) => events.length === 2,
        async (item) => {
          if (!(item instanceof CaughtUp) || appended) return;
          appended = true;
          await theStore().append(after, 'no stream', sampleEvents(2));
        },
      );
      expect(own).toEqual(await recorded(after));
    });

    test('goes on live after it has caught up, append by append', async () => {
      const stream = freshStream();
      const from = await theStore().head();
      await theStore().append(stream, 'no stream', [sampleEvent()]);
      let next = 0;
      const { own } = await follow(
        from,
        [stream],
        (events) => events.length === 6,
        async (item) => {
          if (next < 5 && (item instanceof CaughtUp ? next === 0 : next > 0 && item.stream === stream)) {
            await theStore().append(stream, next, [sampleEvent()]);
            next++;
          }
        },
      );
      expect(own).toEqual(await recorded(stream));
    });

    test('says CaughtUp only when everything up to that position was handed on', async () => {
      const stream = freshStream();
      const from = await theStore().head();
      await theStore().append(stream, 'no stream', sampleEvents(40));
      let last = from;
      const { caughtUp } = await follow(
        from,
        [stream],
        (_own, caught) => caught.length > 0,
        (item) => {
          if (!(item instanceof CaughtUp)) last = item.position;
        },
      );
      const upTo = caughtUp[0]!.position;
      expect(upTo).toBeGreaterThanOrEqual(last);
      const held = (await collect(theStore().readAll({ from }))).filter(({ position }) => position <= upTo);
      expect(held.at(-1)?.position).toBe(last);
    });

    test('skips none and hands on none twice while appends go on', async () => {
      const streams = Array.from({ length: 8 }, freshStream);
      const from = await theStore().head();
      const appendAll = async (stream: StreamName) => {
        for (let revision = 0; revision < 40; revision++) {
          await theStore().append(stream, revision === 0 ? 'no stream' : revision - 1, [sampleEvent({ revision })]);
        }
      };
      const [{ own }] = await Promise.all([
        follow(from, streams, (events) => events.length === 320),
        ...streams.map(appendAll),
      ]);
      const all = await collect(theStore().readAll({ from }));
      expect(own).toEqual(all.filter(({ stream }) => streams.includes(stream)));
    });

    test('joined in the middle of appends hands on the rest without a gap', async () => {
      const stream = freshStream();
      const from = await theStore().head();
      const appending = (async () => {
        for (let revision = 0; revision < 150; revision++) {
          await theStore().append(stream, revision === 0 ? 'no stream' : revision - 1, [sampleEvent()]);
        }
      })();
      const whole = await follow(from, [stream], (events) => events.length === 150);
      const middle = whole.own[74]!;
      const rest = await follow(middle.position, [stream], (events) => events.length === 75);
      await appending;
      expect(rest.own).toEqual(whole.own.slice(75));
    });

    test('survives an append of 500 events at once while its consumer is slow', async () => {
      const stream = freshStream();
      const from = await theStore().head();
      let appended = false;
      const { own } = await follow(
        from,
        [stream],
        (events) => events.length === 500,
        async (item) => {
          if (item instanceof CaughtUp && !appended) {
            appended = true;
            await theStore().append(stream, 'no stream', sampleEvents(500));
          } else {
            await new Promise((resolve) => setImmediate(resolve));
          }
        },
      );
      expect(own).toEqual(await recorded(stream));
    });

    test('of several each hands on everything', async () => {
      const stream = freshStream();
      const from = await theStore().head();
      const following = [1, 2, 3].map(() => follow(from, [stream], (events) => events.length === 20));
      await theStore().append(stream, 'no stream', sampleEvents(20));
      const expected = await recorded(stream);
      for (const { own } of await Promise.all(following)) expect(own).toEqual(expected);
    });
  });

  describe('ending a subscription', () => {
    test('by its signal while it waits completes the iteration', async () => {
      const stop = new AbortController();
      const from = await theStore().head();
      const iterator = theStore().subscribeToAll({ from, signal: stop.signal })[Symbol.asyncIterator]();
      expect((await iterator.next()).value).toBeInstanceOf(CaughtUp);
      const waiting = iterator.next();
      stop.abort();
      expect(await waiting).toEqual({ done: true, value: undefined });
    });

    test('by its signal while events are in hand hands on no further one', async () => {
      const stream = freshStream();
      const from = await theStore().head();
      await theStore().append(stream, 'no stream', sampleEvents(10));
      const { own } = await follow(from, [stream], (events) => events.length === 4);
      expect(own.map((event) => event.revision)).toEqual([0, 1, 2, 3]);
    });

    test('before it began hands on nothing', async () => {
      await theStore().append(freshStream(), 'no stream', [sampleEvent()]);
      const items = await collect(theStore().subscribeToAll({ from: 'start', signal: AbortSignal.abort() }));
      expect(items).toEqual([]);
    });

    test('by leaving the loop leaves the store as it was', async () => {
      const stream = freshStream();
      const from = await theStore().head();
      await theStore().append(stream, 'no stream', sampleEvents(3));
      const { signal } = new AbortController();
      for await (const item of theStore().subscribeToAll({ from, signal })) {
        if (!(item instanceof CaughtUp) && item.stream === stream) break;
      }
      expect((await theStore().append(stream, 2, [sampleEvent()])).revision).toBe(3);
    });
  });
}
