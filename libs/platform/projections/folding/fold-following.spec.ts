import fc from 'fast-check';
import { type GivenEvent, on, recordedInTest } from '#platform/testing';
import { integer, key, text } from '../definition/column.ts';
import {
  thingProjection,
  ThingMade,
  ThingMoved,
  ThingPraised,
  thingRegistry,
  ThingRemoved,
} from '../contract/sample-things.ts';
import { cutAnywhere, groupedLogs } from '../contract/several-tables.contract.ts';
import { type Projection, table } from '../definition/definition.ts';
import { foldBatch } from './fold-batch.ts';
import { LogEvent } from '../definition/log-event.ts';
import { RowsInMemory } from './rebuild-in-memory.ts';

/** How many things came into each group and left it: which group a thing leaves is known from its own table alone. */
const traffic = (unlucky?: string): Projection =>
  thingProjection({
    name: 'group_traffic',
    version: 1,
    audience: 'both',
    tables: {
      rows: table({ group: key(), came: integer(), left: integer() }),
      things: table({ thingId: key(), group: text() }),
    },
    scope: {},
    on: ({ following }) => ({
      rows: {
        ThingMade: {
          keyOf: ({ data }) => data.group,
          fold: (_, row, { key: group }) => ({ group, came: (row?.came ?? 0) + 1, left: row?.left ?? 0 }),
        },
        ThingMoved: following({
          with: { thing: ['things', (event) => event.streamId] },
          keysFrom: ({ data }, { thing }) => (thing ? [thing.group, data.group] : []),
          fold: ({ data }, row, { key: group, thing }) => ({
            group,
            came: (row?.came ?? 0) + (group === data.group ? 1 : 0),
            left: (row?.left ?? 0) + (group === thing?.group ? 1 : 0),
          }),
        }),
        ThingRemoved: following({
          with: { thing: ['things', (event) => event.streamId] },
          keysFrom: (_, { thing }) => thing?.group ?? [],
          fold: (_, row) => {
            if (row?.group === unlucky) throw new Error('nobody leaves this group');
            return row && { ...row, left: row.left + 1 };
          },
        }),
      },
      things: {
        ThingMade: ({ streamId: thingId, data: { group } }) => ({ thingId, group }),
        ThingMoved: ({ data: { group } }, row) => row && { ...row, group },
        ThingRemoved: () => undefined,
        ThingPraised: () => {
          throw new Error('praise is not for the log');
        },
      },
    }),
  });

const made = (id: string, group: string) => on(`thing-${id}`, ThingMade({ group }));
const moved = (id: string, group: string) => on(`thing-${id}`, ThingMoved({ group }));
const removed = (id: string) => on(`thing-${id}`, ThingRemoved({}));

async function tables(events: readonly GivenEvent[], cuts: readonly number[] = [], projection = traffic()) {
  const memory = new RowsInMemory();
  let failed: string | undefined;
  const log = recordedInTest(events).map((recorded) => new LogEvent(recorded, thingRegistry));
  for (const batch of cutAnywhere(log, cuts)) {
    const folded = await foldBatch(projection, batch, memory);
    memory.write(folded);
    failed ??= folded.failure && `${folded.failure.event.position}: ${(folded.failure.error as Error).message}`;
  }
  const rowsOf = (name: string) => [...memory.rowsOf(name).values()].map(({ row }) => row);
  return { rows: rowsOf('rows'), things: rowsOf('things'), failed };
}

test('an event counts in the row that another table tells, as it stood when the event’s turn came', async () => {
  expect(
    await tables([made('1', 'a'), moved('1', 'b'), moved('1', 'c'), removed('1'), removed('1'), moved('2', 'a')]),
  ).toEqual({
    rows: [
      { group: 'a', came: 1, left: 1 },
      { group: 'b', came: 1, left: 1 },
      { group: 'c', came: 1, left: 1 },
    ],
    things: [],
    failed: undefined,
  });
});

test('the rows are those of the plainest way, in both tables, wherever the log is cut into batches', async () => {
  const cuts = fc.array(fc.nat(30), { maxLength: 6 });
  const property = fc.asyncProperty(groupedLogs, cuts, async (events, places) => {
    expect(await tables(events, places)).toEqual(plainly(events));
  });
  await fc.assert(property, { numRuns: 300 });
});

test.each<[string, readonly GivenEvent[], Projection | undefined]>([
  ['into a table that follows', [made('1', 'a'), moved('1', 'b'), removed('1'), made('2', 'a')], traffic('b')],
  ['into another', [made('1', 'a'), moved('1', 'b'), on('thing-1', ThingPraised({})), made('2', 'a')], undefined],
])('an event that cannot be folded %s leaves all tables as they stood before it', async (_, events, projection) => {
  const { failed, ...rows } = await tables(events, [], projection);
  expect(failed).toMatch(/^30: /);
  expect(rows).toEqual({
    rows: [
      { group: 'a', came: 1, left: 1 },
      { group: 'b', came: 1, left: 0 },
    ],
    things: [{ thingId: '1', group: 'b' }],
  });
});

describe('a definition is refused', () => {
  const define = (more: object, asked: 'rows' | 'things') =>
    thingProjection({
      name: 'refused',
      version: 1,
      audience: 'both',
      ...more,
      tables: { rows: table({ thingId: key() }), things: table({ thingId: key() }) },
      scope: {},
      on: ({ following }) => ({
        rows: {
          ThingMade: following({
            with: { other: [asked, (event) => event.streamId] },
            keysFrom: (_, { other }) => other?.thingId ?? [],
            fold: (_, row) => row,
          }),
        },
        things: {},
      }),
    });

  test('that asks for rows which are folded only afterwards', () => {
    expect(() => define({}, 'rows')).toThrow('refused: a `with` asks for rows, which follows the other tables');
    expect(() => define({}, 'things')).not.toThrow();
  });

  test('whose rows follow, and are to have the revision of a stream', () => {
    expect(() => define({ aggregate: 'thing' }, 'things')).toThrow('so of no aggregate');
  });
});

/** The rows, event by event. */
function plainly(events: readonly GivenEvent[]) {
  const things = new Map<string, string>();
  const groups = new Map<string, { group: string; came: number; left: number }>();
  const count = (group: string, came: number, left: number) => {
    const row = groups.get(group) ?? { group, came: 0, left: 0 };
    groups.set(group, { group, came: row.came + came, left: row.left + left });
  };
  for (const { stream, fact } of events) {
    const id = stream.slice(stream.indexOf('-') + 1);
    const { group = '' } = fact.data as { group?: string };
    const from = things.get(id);
    switch (fact.type.typeName) {
      case 'ThingMade':
        count(group, 1, 0);
        things.set(id, group);
        break;
      case 'ThingMoved':
        if (from === undefined) break;
        count(from, 0, 1);
        count(group, 1, 0);
        things.set(id, group);
        break;
      case 'ThingRemoved':
        if (from !== undefined) count(from, 0, 1);
        things.delete(id);
    }
  }
  const sorted = <T>(map: ReadonlyMap<string, T>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    rows: sorted(groups).map(([, row]) => row),
    things: sorted(things).map(([thingId, group]) => ({ thingId, group })),
    failed: undefined,
  };
}
