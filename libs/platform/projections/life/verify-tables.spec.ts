import { EngineRig, LONG } from '../contract/engine-rig.ts';
import { groupedThings } from '../contract/sample-groups.ts';
import { made } from '../contract/sample-things.ts';

let rig: EngineRig;
beforeEach(() => (rig = new EngineRig()));
afterEach(() => rig.close());

test('tables that are not served are compared too, with those of another version and with the log', async () => {
  const running = await rig.start([groupedThings]);
  await running.engine.waitFor(await rig.append(made('1', 'a'), made('2', 'b')), LONG);
  await running.told(({ told }) => told === 'live');
  const name = groupedThings.name;
  expect((await rig.ordered(running, 'verify', { name })).answer).toBe(
    'Version 1 of grouped_things has 2 rows: no other version to compare with; 4 folded again, 0 different.',
  );
  const checkpoint = (await rig.status(name))[0]!.checkpoint!;
  const spoiled = { group: 'a', seen: [], arrivals: 7 };
  const ownChanges = new Map([['groups', [{ key: 'a', row: spoiled, position: 1, revision: null }]]]);
  await rig.store.commit(groupedThings, { expected: checkpoint, checkpoint, changes: [], ownChanges });

  expect((await rig.ordered(running, 'verify', { name })).answer).toBe(
    'Version 1 of grouped_things has 2 rows: no other version to compare with; 4 folded again, 1 different.',
  );
  expect((await rig.status(name))[0]?.verification).toMatchObject({
    isSound: false,
    sample: { examples: ['groups: a'] },
  });
  await rig.ordered(running, 'rebuild', { name });
  await running.told(({ told }) => told === 'rebuilt');
  expect((await rig.status(name))[0]?.verification).toMatchObject({
    agrees: false,
    comparison: {
      ...{ equal: 2, different: 0 },
      tables: { groups: { equal: 1, different: 1, onlyHere: 0, onlyThere: 0, inMotion: 0, examples: ['a'] } },
    },
  });
});
