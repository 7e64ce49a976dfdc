import { EngineRig, LONG, storeWith } from '../contract/engine-rig.ts';
import { groupCounts, made, thingRow, things } from '../contract/sample-things.ts';
import type { Projection } from '../definition/definition.ts';
import { TableChanged } from '../store/read-model-store.ts';

let rig: EngineRig;
beforeEach(() => {
  rig = new EngineRig();
});
afterEach(() => rig.close());

describe('versions', () => {
  const next: Projection = { ...things, version: 2 };

  test('the old one serves, and is fed, until the new one has caught up', async () => {
    const first = await rig.start([things]);
    await first.engine.waitFor(await rig.append(made('1', 'a')), LONG);
    await first.told(({ told }) => told === 'live');
    await first.stop();
    const held = Promise.withResolvers<undefined>();
    const store = storeWith(rig.store, {
      commit: async (projection, batch) => {
        if (projection.version === 2) await held.promise;
        await rig.store.commit(projection, batch);
      },
    });
    const { engine, told } = await rig.start([things, next], { store });
    expect(await engine.waitFor(await rig.append(made('2', 'a')), LONG)).toBe(true);
    expect((await rig.status('things')).map(({ version, state }) => [version, state])).toEqual([
      [2, 'building'],
      [1, 'live'],
    ]);
    held.resolve(undefined);
    await told((report) => report.told === 'live');
    expect(await engine.waitFor(2, LONG)).toBe(true);
    expect((await rig.status('things')).map(({ version, state }) => [version, state])).toEqual([
      [2, 'live'],
      [1, 'verifying'],
    ]);
    expect(await rig.rows(next)).toEqual([thingRow('1', 'a', 1), thingRow('2', 'a', 2)]);
  });

  test('an older program goes back to its own version', async () => {
    const first = await rig.start([things]);
    await first.engine.waitFor(await rig.append(made('1', 'a')), LONG);
    await first.stop();
    const second = await rig.start([things, next]);
    await second.told((report) => report.told === 'live' && report.version === 2);
    await second.stop();
    const position = await rig.append(made('2', 'a'));
    const third = await rig.start([things]);
    await third.told((report) => report.told === 'state changed' && report.state === 'retired');
    expect(await third.engine.waitFor(position, LONG)).toBe(true);
    expect(await rig.rows(things)).toEqual([thingRow('1', 'a', 1), thingRow('2', 'a', 2)]);
    expect((await rig.status('things')).map(({ version, state }) => [version, state])).toEqual([
      [2, 'retired'],
      [1, 'live'],
    ]);
  });

  test('with another table under the same version are refused', async () => {
    await rig.start([things]);
    const refused = await rig.start([{ ...things, table: groupCounts.table }]).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(TableChanged);
  });
});
