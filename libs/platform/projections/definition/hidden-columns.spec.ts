import { on, recordedInTest } from '#platform/testing';
import { integer, key, list, text } from './column.ts';
import { thingProjection, ThingMade, ThingMoved, thingRegistry } from '../contract/sample-things.ts';
import { table } from './definition.ts';
import { foldBatch } from '../folding/fold-batch.ts';
import { LogEvent } from './log-event.ts';
import { RowsInMemory } from '../folding/rebuild-in-memory.ts';

/** Things of which readers are told the groups they have been in, but not how often they moved. */
const restlessThings = thingProjection({
  name: 'restless_things',
  version: 1,
  audience: 'both',
  table: table({ thingId: key(), groups: list(text()), moves: integer().hidden() }),
  scope: {},
  on: {
    ThingMade: ({ streamId: thingId, data: { group } }) => ({ thingId, groups: [group], moves: 0 }),
    ThingMoved: ({ data: { group } }, row) =>
      row && { ...row, groups: [...new Set([...row.groups, group])], moves: row.moves + 1 },
  },
});

test('a change of what is hidden is stored, and is no change for who follows the rows', async () => {
  const memory = new RowsInMemory();
  const moved = (group: string) => on('thing-1', ThingMoved({ group }));
  const events = [on('thing-1', ThingMade({ group: 'a' })), moved('a'), moved('b'), moved('a'), moved('b')];
  const told: unknown[] = [];
  for (const recorded of recordedInTest(events)) {
    memory.write(await foldBatch(restlessThings, [new LogEvent(recorded, thingRegistry)], memory));
    const [stored] = memory.rows.values();
    told.push([stored!.position, stored!.row['moves']]);
  }
  expect(told).toEqual([
    [10, 0],
    [10, 1],
    [30, 2],
    [30, 3],
    [30, 4],
  ]);
});
