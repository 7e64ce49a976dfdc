import type { EventStore, ReadOptions, RecordedEvent, StreamName } from '../port.ts';
import { collect } from './collect.ts';
import { freshStream, sampleEvent, sampleEvents } from './sample-events.ts';

/** What every adapter keeps of `read`, `readAll`, `eventAt` and `head`. */
export function readContract(theStore: () => EventStore): void {
  describe('reading a stream', () => {
    const stream = freshStream();
    const revisions = async (options?: ReadOptions) =>
      (await collect(theStore().read(stream, options))).map((event) => event.revision);

    test('that does not exist answers no event', async () => {
      expect(await collect(theStore().read(freshStream()))).toEqual([]);
      expect(await collect(theStore().read(freshStream(), { direction: 'backwards' }))).toEqual([]);
      expect(await collect(theStore().read(freshStream(), { from: 3 }))).toEqual([]);
    });

    test('answers its events only, in order', async () => {
      const neighbour: StreamName = `${stream}x`;
      await theStore().append(stream, 'no stream', sampleEvents(2));
      await theStore().append(neighbour, 'no stream', sampleEvents(1));
      await theStore().append(stream, 1, sampleEvents(3));
      const recorded = await collect(theStore().read(stream));
      expect(recorded.map((event) => event.revision)).toEqual([0, 1, 2, 3, 4]);
      expect(new Set(recorded.map((event) => event.stream))).toEqual(new Set([stream]));
    });

    test.each<[ReadOptions, number[]]>([
      [{ direction: 'forwards' }, [0, 1, 2, 3, 4]],
      [{ direction: 'backwards' }, [4, 3, 2, 1, 0]],
      [{ from: 0 }, [0, 1, 2, 3, 4]],
      [{ from: 3 }, [3, 4]],
      [{ from: 4 }, [4]],
      [{ from: 5 }, []],
      [{ from: 2, direction: 'backwards' }, [2, 1, 0]],
      [{ from: 0, direction: 'backwards' }, [0]],
      [{ maxCount: 2 }, [0, 1]],
      [{ maxCount: 9 }, [0, 1, 2, 3, 4]],
      [{ from: 1, maxCount: 3 }, [1, 2, 3]],
      [{ direction: 'backwards', maxCount: 1 }, [4]],
      [{ from: 3, direction: 'backwards', maxCount: 2 }, [3, 2]],
    ])('%j', async (options, expected) => {
      expect(await revisions(options)).toEqual(expected);
    });

    test('longer than a page answers all of it, both ways', async () => {
      const long = freshStream();
      for (let batch = 0; batch < 5; batch++) {
        await theStore().append(long, batch === 0 ? 'no stream' : batch * 500 - 1, sampleEvents(500));
      }
      const all = Array.from({ length: 2500 }, (_, revision) => revision);
      const forwards = await collect(theStore().read(long));
      expect(forwards.map((event) => event.revision)).toEqual(all);
      const backwards = await collect(theStore().read(long, { direction: 'backwards' }));
      expect(backwards.map((event) => event.id)).toEqual(forwards.map((event) => event.id).reverse());
    });

    test('as a whole answers what it holds at each moment, its last event not forgotten', async () => {
      const growing = freshStream();
      const whole = async () => (await theStore().readWhole(growing)).map((event) => event.revision);
      expect(await whole()).toEqual([]);
      await theStore().append(growing, 'no stream', sampleEvents(1000));
      expect(await whole()).toHaveLength(1000);
      await theStore().append(growing, 999, sampleEvents(1));
      expect(await whole()).toHaveLength(1001);
      expect(await theStore().readWhole(growing)).toEqual(await collect(theStore().read(growing)));
    });

    test('can be left early and begun again', async () => {
      for await (const event of theStore().read(stream)) {
        expect(event.revision).toBe(0);
        break;
      }
      expect(await revisions()).toEqual([0, 1, 2, 3, 4]);
    });
  });

  describe('reading the whole log', () => {
    const [one, other] = [freshStream(), freshStream()];
    const own = (events: RecordedEvent[]) => events.filter(({ stream }) => stream === one || stream === other);
    let before: number;

    test('answers all streams in the order of their storing, after the position given', async () => {
      before = await theStore().head();
      await theStore().append(one, 'no stream', sampleEvents(2));
      await theStore().append(other, 'no stream', sampleEvents(1));
      await theStore().append(one, 1, sampleEvents(1));
      const all = own(await collect(theStore().readAll({ from: before })));
      expect(all.map(({ stream, revision }) => [stream, revision])).toEqual([
        [one, 0],
        [one, 1],
        [other, 0],
        [one, 2],
      ]);
      const streams = [...(await collect(theStore().read(one))), ...(await collect(theStore().read(other)))];
      expect(all).toEqual(streams.sort((a, b) => a.position - b.position));
    });

    test('from an event on leaves that event out', async () => {
      const all = own(await collect(theStore().readAll({ from: before })));
      for (const [index, event] of all.entries()) {
        expect(own(await collect(theStore().readAll({ from: event.position })))).toEqual(all.slice(index + 1));
      }
    });

    test('positions rise strictly from above 0, also inside a batch, and no system event is among them', async () => {
      const all = await collect(theStore().readAll());
      expect(all[0]!.position).toBeGreaterThan(0);
      const falling = all.filter((event, index) => index > 0 && event.position <= all[index - 1]!.position);
      expect(falling).toEqual([]);
      expect(all.filter((event) => event.stream.startsWith('$') || event.type.startsWith('$'))).toEqual([]);
    });

    test('maxCount limits the answer', async () => {
      const first = await collect(theStore().readAll({ maxCount: 1 }));
      expect(first).toHaveLength(1);
      const three = await collect(theStore().readAll({ from: first[0]!.position, maxCount: 3 }));
      expect(three).toHaveLength(3);
      const all = await collect(theStore().readAll());
      expect([...first, ...three]).toEqual(all.slice(0, 4));
    });

    test('longer than a page leaves nothing out', async () => {
      const start = await theStore().head();
      const streams = Array.from({ length: 12 }, freshStream);
      await Promise.all(streams.map((stream) => theStore().append(stream, 'no stream', sampleEvents(500))));
      const counted = new Map(streams.map((stream) => [stream, 0]));
      for await (const { stream, revision } of theStore().readAll({ from: start })) {
        if (!counted.has(stream)) continue;
        expect(revision).toBe(counted.get(stream));
        counted.set(stream, revision + 1);
      }
      expect([...counted.values()]).toEqual(streams.map(() => 500));
    });
  });

  describe('reading back', () => {
    test('answers the log backwards, from its end or from before a position', async () => {
      const [older, newer] = [freshStream(), freshStream()];
      const { position } = await theStore().append(older, 'no stream', sampleEvents(2));
      await theStore().append(newer, 'no stream', sampleEvents(2));
      const back = await collect(theStore().readBack({ maxCount: 4 }));
      expect(back.map(({ stream, revision }) => [stream, revision])).toEqual([
        [newer, 1],
        [newer, 0],
        [older, 1],
        [older, 0],
      ]);
      expect(await collect(theStore().readBack({ before: position, maxCount: 1 }))).toEqual([back[3]]);
    });

    test('longer than a page answers what reading forwards does, the other way round', async () => {
      const stream = freshStream();
      for (let batch = 0; batch < 3; batch++) {
        await theStore().append(stream, batch === 0 ? 'no stream' : batch * 500 - 1, sampleEvents(500));
      }
      const forwards = await collect(theStore().readAll());
      const back = await collect(theStore().readBack({ maxCount: 1_500 }));
      expect(back.map(({ id }) => id)).toEqual(
        forwards
          .slice(-1_500)
          .map(({ id }) => id)
          .reverse(),
      );
    });

    test('has nothing before the first event', async () => {
      const [first] = await collect(theStore().readAll({ maxCount: 1 }));
      expect(await collect(theStore().readBack({ before: first!.position, maxCount: 5 }))).toEqual([]);
    });
  });

  describe('the head', () => {
    test('is the position of the last event', async () => {
      const { position } = await theStore().append(freshStream(), 'no stream', sampleEvents(2));
      expect(await theStore().head()).toBeGreaterThanOrEqual(position);
      expect((await theStore().eventAt(await theStore().head()))?.position).toBe(await theStore().head());
    });

    test('has nothing after it', async () => {
      await theStore().append(freshStream(), 'no stream', [sampleEvent()]);
      const head = await theStore().head();
      const after = await collect(theStore().readAll({ from: head }));
      expect(after.filter(({ position }) => position <= head)).toEqual([]);
    });
  });

  describe('the event at a position', () => {
    test('is the event that was recorded there', async () => {
      const stream = freshStream();
      await theStore().append(stream, 'no stream', sampleEvents(3));
      for (const event of await collect(theStore().read(stream))) {
        expect(await theStore().eventAt(event.position)).toEqual(event);
      }
    });

    test('is none where no event begins', async () => {
      const { position } = await theStore().append(freshStream(), 'no stream', [sampleEvent()]);
      expect(await theStore().eventAt(0)).toBeUndefined();
      expect(await theStore().eventAt(position + 1_000_000_000)).toBeUndefined();
    });
  });
}
