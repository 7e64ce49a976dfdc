import { systemClock as clock } from '#platform/clock';
import { integer, key, text } from '../definition/column.ts';
import { EngineRig, LONG } from '../contract/engine-rig.ts';
import { made, moved, thingProjection, thingRegistry, things } from '../contract/sample-things.ts';
import { table } from '../definition/definition.ts';
import { OperatedProjections } from './operated-projections.ts';

/** Groups of which readers are not told how many were made in them. */
const quietGroups = thingProjection({
  name: 'quiet_groups',
  version: 1,
  audience: 'both',
  table: table({ group: key(), isMany: text(), counted: integer().hidden() }),
  scope: {},
  on: {
    ThingMade: {
      keyOf: ({ data: { group } }) => group,
      fold: (_event, row, { key: group }) => ({ group, isMany: 'unsaid', counted: (row?.counted ?? 0) + 1 }),
    },
  },
});

let rig: EngineRig;
beforeEach(() => {
  rig = new EngineRig();
});
afterEach(() => rig.close());

test('a row is explained by the events that made it, unless they would tell what it hides', async () => {
  const { log, store } = rig;
  const projections = [things, quietGroups];
  const { engine } = await rig.start(projections);
  expect(await engine.waitFor(await rig.append(made('1', 'a'), made('2', 'a'), moved('1', 'b')), LONG)).toBe(true);
  const operated = new OperatedProjections({
    ...{ life: store.life, reader: store, log, registry: thingRegistry, projections, clock },
    ...{ eventsBetween: undefined, categories: ['thing'] },
  });
  const explained = await operated.explain('things', '1');
  expect(explained?.map(({ event, did }) => [event.type, did])).toEqual([
    ['ThingMade', 'made'],
    ['ThingMoved', 'changed'],
  ]);
  await expect(operated.explain('quiet_groups', 'a')).rejects.toThrow(
    'quiet_groups hides figures, which the events that made a row would tell.',
  );
});
