import { EngineRig, LONG, storeWith } from '../contract/engine-rig.ts';
import {
  groupCounts,
  made,
  moved,
  newEvent,
  ThingMade,
  thingRow,
  things,
  thingsHandling,
} from '../contract/sample-things.ts';
import type { ReadModelStore } from '../store/read-model-store.ts';

let rig: EngineRig;
beforeEach(() => {
  rig = new EngineRig();
});
afterEach(() => rig.close());

describe('an event that cannot be folded', () => {
  const failing = thingsHandling({
    ThingMoved: () => {
      throw new Error('cannot be moved');
    },
  });

  test('stops the projection there, with the rows before it, and the others go on', async () => {
    const { engine, told } = await rig.start([failing, groupCounts]);
    const position = await rig.append(made('1', 'a'), made('2', 'a'), moved('1', 'b'), made('3', 'a'));
    await told((report) => report.told === 'stopped');
    expect(await engine.waitFor(position, LONG, 'group_counts')).toBe(true);
    expect(await engine.waitFor(position, LONG, 'things')).toBe(false);
    const [status] = await rig.status('things');
    const { id } = (await rig.log.eventAt(3))!;
    expect([status?.state, status?.checkpoint?.position, status?.lastError]).toEqual([
      'failed',
      2,
      {
        eventId: id,
        eventType: 'ThingMoved',
        position: 3,
        message: 'cannot be moved',
        stack: expect.stringMatching(/^Error: cannot be moved\n.*at /) as string,
      },
    ]);
    expect(await rig.rows(things)).toEqual([thingRow('1', 'a', 1), thingRow('2', 'a', 2)]);
  });

  test('stays failed over a restart, until a newer version takes its place', async () => {
    const first = await rig.start([failing]);
    await rig.append(made('1', 'a'), moved('1', 'b'));
    await first.told((report) => report.told === 'stopped');
    await first.stop();
    const again = await rig.start([things]);
    expect(await again.engine.waitFor(2, LONG)).toBe(false);
    await again.stop();
    const mended = { ...things, version: 2 };
    const { engine, told } = await rig.start([failing, mended]);
    await told((report) => report.told === 'live');
    expect(await engine.waitFor(2, LONG)).toBe(true);
    expect(await rig.rows(mended)).toEqual([thingRow('1', 'b', 2, 1, 1)]);
    expect((await rig.status('things')).map(({ version, state }) => [version, state])).toEqual([
      [2, 'live'],
      [1, 'failed'],
    ]);
  });

  test('because it is newer than the program pauses the projection, until a program knows it', async () => {
    const first = await rig.start([things]);
    await rig.log.append('thing-1', 'no stream', [newEvent(ThingMade({ group: 'a' }), { schemaVersion: 2 })]);
    const stopped = await first.told((report) => report.told === 'stopped');
    expect(stopped).toMatchObject({ state: 'paused', failure: { position: 1 } });
    await first.stop();
    const { engine, told } = await rig.start([thingsHandling({ ThingMade: undefined })]);
    await told((report) => report.told === 'state changed' && report.state === 'live');
    expect(await engine.waitFor(1, LONG)).toBe(true);
    expect((await rig.status('things'))[0]).toMatchObject({ state: 'live', lastError: null });
  });
});

describe('a failure of the database', () => {
  const failingTimes = (times: number, method: 'load' | 'commit'): ReadModelStore => {
    let left = times;
    const failing = () => {
      if (left-- > 0) throw new Error('gone away');
    };
    return storeWith(rig.store, {
      ...(method === 'load' && {
        load: async (...args) => {
          failing();
          return rig.store.load(...args);
        },
      }),
      ...(method === 'commit' && {
        commit: async (...args) => {
          failing();
          await rig.store.commit(...args);
        },
      }),
    });
  };

  test.each(['load', 'commit'] as const)('to %s is tried again until it succeeds', async (method) => {
    const { engine, reports } = await rig.start([things], { store: failingTimes(2, method) });
    expect(await engine.waitFor(await rig.append(made('1', 'a')), LONG)).toBe(true);
    // Its row is there, and looked for.
    expect(await engine.waitFor(await rig.append(moved('1', 'b')), LONG)).toBe(true);
    expect(await rig.rows(things)).toEqual([thingRow('1', 'b', 2, 1, 1)]);
    expect(reports.filter(({ told }) => told === 'trying again')).toEqual(
      [50, 100].map((inMs, index) => ({
        projection: 'things',
        version: 1,
        told: 'trying again',
        attempt: index + 1,
        inMs,
        message: 'gone away',
      })),
    );
  });

  test('whose commit was stored all the same folds nothing twice', async () => {
    let lost = false;
    const store = storeWith(rig.store, {
      commit: async (...args) => {
        await rig.store.commit(...args);
        if (!lost) {
          lost = true;
          throw new Error('the answer was lost');
        }
      },
    });
    const { engine } = await rig.start([groupCounts], { store });
    expect(await engine.waitFor(await rig.append(made('1', 'a')), LONG)).toBe(true);
    expect((await rig.rows(groupCounts)).map(({ row }) => row)).toEqual([
      { group: 'a', put: 1 },
      { group: 'all', put: 1 },
    ]);
  });

  test('does not keep the engine from stopping', async () => {
    const { told, stop } = await rig.start([things], { store: failingTimes(Infinity, 'commit') });
    await rig.append(made('1', 'a'));
    await told((report) => report.told === 'trying again');
    await stop();
    expect(await rig.rows(things)).toEqual([]);
  });
});
