import { EngineRig, LONG, storeWith } from '../contract/engine-rig.ts';
import { made, moved, thingProjection, thingRow, things } from '../contract/sample-things.ts';
import { integer, key, text } from '../definition/column.ts';
import { type Projection, table } from '../definition/definition.ts';

let rig: EngineRig;
beforeEach(() => {
  rig = new EngineRig();
});
afterEach(() => rig.close());

/** Things with one more column: behaviour and table of version 2 are others. */
const louder: Projection = thingProjection({
  ...{ name: 'things', version: 2, audience: 'both', aggregate: 'thing', scope: {} },
  table: table({ thingId: key(), group: text(), moves: integer(), loud: text() }),
  on: {
    ThingMade: (event) => ({
      thingId: event.streamId,
      group: event.data.group,
      moves: 0,
      loud: event.data.group + '!',
    }),
    ThingMoved: (_event, row) => row && { ...row, moves: row.moves + 1 },
  },
});

async function servingFirst(upkeep: 'by itself' | 'ordered' = 'ordered') {
  const first = await rig.start([things]);
  await first.engine.waitFor(await rig.append(made('1', 'a'), made('2', 'b')), LONG);
  await first.told(({ told }) => told === 'live');
  await first.stop();
  return rig.start([things, louder], { upkeep });
}

test('the first version goes by itself; a new one waits for orders, and is fed beside the old one', async () => {
  const running = await servingFirst();
  const { engine } = running;
  expect(await rig.standing('things')).toEqual(['2 new', '1 live serves']);
  expect((await rig.ordered(running, 'promote')).answer).toBe(
    'No version of things is in a state to promote: version 2 is new, version 1 is live and serves.',
  );
  expect((await rig.ordered(running, 'build')).answer).toBe('Version 2 of things is being built.');
  await running.told((report) => report.told === 'state changed' && report.state === 'verifying');
  expect(await rig.standing('things')).toEqual(['2 verifying', '1 live serves']);

  const verified = await rig.ordered(running, 'verify');
  expect(verified.answer).toBe(
    'Version 2 of things has 2 rows: 2 equal to version 1, 0 different, 0 only here, 0 only there; ' +
      '2 folded again, 0 different.',
  );
  expect((await rig.ordered(running, 'promote')).answer).toBe('Version 2 of things serves.');
  expect(await rig.standing('things')).toEqual(['2 live serves', '1 verifying']);

  await engine.waitFor(await rig.append(moved('1', 'c')), LONG);
  expect((await rig.ordered(running, 'rollback')).answer).toBe('Version 1 of things serves.');
  expect(await rig.standing('things')).toEqual(['2 verifying', '1 live serves']);
  expect((await rig.rows(things))[0]).toEqual(thingRow('1', 'c', 3, 1, 1));

  expect((await rig.ordered(running, 'retire', { version: 1 })).answer).toBe(
    'Version 1 of things serves: promote another one first.',
  );
  expect((await rig.ordered(running, 'rollback')).answer).toBe('Version 2 of things serves.');
  expect((await rig.ordered(running, 'retire')).answer).toBe('Version 1 of things is retired.');
  expect(await rig.standing('things')).toEqual(['2 live serves', '1 retired']);
  await expect(rig.rows(things)).rejects.toThrow('no such table: things__v1');
  await engine.waitFor(await rig.append(made('3', 'c')), LONG);
  expect((await rig.rows(louder)).at(-1)?.row['loud']).toBe('c!');
});

test('goes all the way by itself where nobody is to order it; a rollback is not undone by a restart', async () => {
  const running = await servingFirst('by itself');
  await running.told((report) => report.told === 'live' && report.version === 2);
  expect(await rig.standing('things')).toEqual(['2 live serves', '1 verifying']);
  expect((await rig.status('things'))[0]?.verification).toMatchObject({ isSound: true, agrees: true, rows: 2 });
  await rig.ordered(running, 'rollback');
  await running.stop();
  const again = await rig.start([things, louder]);
  expect(await again.engine.waitFor(await rig.append(made('3', 'c')), LONG)).toBe(true);
  await rig.ordered(again, 'verify');
  expect(await rig.standing('things')).toEqual(['2 verifying', '1 live serves']);
  expect((await rig.ordered(again, 'promote')).answer).toBe('Version 2 of things serves.');
  expect((await rig.ordered(again, 'promote')).answer).toBe(
    'No version of things is in a state to promote: version 2 is live and serves, version 1 is verifying.',
  );
});

test('a version that is behind the one that serves is not promoted', async () => {
  const held = Promise.withResolvers<undefined>();
  const store = storeWith(rig.store, {
    commit: async (projection, batch) => {
      if (projection.version === 2 && batch.checkpoint.position === 3) await held.promise;
      await rig.store.commit(projection, batch);
    },
  });
  const first = await servingFirst();
  await first.stop();
  const running = await rig.start([things, louder], { upkeep: 'ordered', store });
  await rig.ordered(running, 'build');
  await running.told((report) => report.told === 'state changed' && report.state === 'verifying');
  await running.engine.waitFor(await rig.append(made('3', 'c')), LONG);
  await expect(rig.store.life.promote(louder)).rejects.toThrow(
    'Version 2 of things has come to position 2, the one that serves to 3.',
  );
  expect(await rig.standing('things')).toEqual(['2 verifying', '1 live serves']);
  held.resolve(undefined);
  expect((await rig.ordered(running, 'promote')).answer).toBe('Version 2 of things serves.');
});

test('what is paused stays so over a restart, and catches up when it is resumed', async () => {
  const first = await rig.start([things]);
  await first.engine.waitFor(await rig.append(made('1', 'a')), LONG);
  await first.told(({ told }) => told === 'live');
  expect((await rig.ordered(first, 'pause')).answer).toBe('Version 1 of things is paused.');
  await first.stop();
  await rig.append(made('2', 'a'));
  const second = await rig.start([things]);
  expect(await second.engine.waitFor(2, LONG)).toBe(false);
  expect(await rig.standing('things')).toEqual(['1 paused serves']);
  expect((await rig.ordered(second, 'resume')).answer).toBe('Version 1 of things goes on.');
  expect(await second.engine.waitFor(2, LONG)).toBe(true);
  expect(await rig.standing('things')).toEqual(['1 live serves']);
  expect(await rig.rows(things)).toEqual([thingRow('1', 'a', 1), thingRow('2', 'a', 2)]);
});

describe('a rebuild', () => {
  test('is made beside the rows that serve, and takes their place', async () => {
    const held = Promise.withResolvers<undefined>();
    const store = storeWith(rig.store, {
      commit: async (projection, batch) => {
        if (projection.rebuild) await held.promise;
        await rig.store.commit(projection, batch);
      },
    });
    const running = await rig.start([things], { store });
    await running.engine.waitFor(await rig.append(made('1', 'a')), LONG);
    await running.told(({ told }) => told === 'live');
    const checkpoint = (await rig.status('things'))[0]!.checkpoint!;
    const spoiled = { ...thingRow('1', 'spoiled', 1), tokens: [] };
    await rig.store.commit(things, { expected: checkpoint, checkpoint, changes: [spoiled] });
    await rig.ordered(running, 'rebuild');
    expect((await rig.ordered(running, 'rebuild')).answer).toBe('Version 1 of things is being rebuilt already.');
    await running.engine.waitFor(await rig.append(made('2', 'a')), LONG);
    expect((await rig.rows(things)).map(({ row }) => row['group'])).toEqual(['spoiled', 'a']);
    expect(await rig.standing('things')).toEqual(['1 live serves']);
    held.resolve(undefined);
    await running.told(({ told }) => told === 'rebuilt');
    expect(await rig.rows(things)).toEqual([thingRow('1', 'a', 1), thingRow('2', 'a', 2)]);
    const [status] = await rig.status('things');
    expect(status?.verification?.comparison).toMatchObject({ equal: 1, different: 1, examples: ['1'] });
    expect(await running.engine.waitFor(await rig.append(moved('1', 'b')), LONG)).toBe(true);
    expect((await rig.rows(things))[0]).toEqual(thingRow('1', 'b', 3, 1, 1));
  });

  test('goes on where it was after a restart, and can be repeated', async () => {
    const store = storeWith(rig.store, {
      commit: async (projection, batch) => {
        if (projection.rebuild) throw new Error('gone away');
        await rig.store.commit(projection, batch);
      },
    });
    const first = await rig.start([things], { store });
    await first.engine.waitFor(await rig.append(made('1', 'a')), LONG);
    await first.told(({ told }) => told === 'live');
    await rig.ordered(first, 'rebuild');
    await first.stop();
    const second = await rig.start([things]);
    const rebuilt = () => second.reports.filter(({ told }) => told === 'rebuilt');
    await second.told(() => rebuilt().length === 1);
    await rig.ordered(second, 'rebuild');
    await second.told(() => rebuilt().length === 2);
    expect(await second.engine.waitFor(await rig.append(made('2', 'a')), LONG)).toBe(true);
    expect(await rig.rows(things)).toEqual([thingRow('1', 'a', 1), thingRow('2', 'a', 2)]);
  });
});
