import fc from 'fast-check';
import { type GivenEvent, on, recordedInTest } from '#platform/testing';
import { groupedThings } from '../contract/sample-groups.ts';
import {
  GroupClosed,
  GroupMerged,
  ThingMade,
  ThingMoved,
  thingRegistry,
  ThingRemoved,
} from '../contract/sample-things.ts';
import { cutAnywhere, groupedLogs } from '../contract/several-tables.contract.ts';
import { foldBatch } from '../folding/fold-batch.ts';
import { LogEvent } from './log-event.ts';
import type { Row } from './table.ts';
import { RowsInMemory } from '../folding/rebuild-in-memory.ts';

const made = (id: string, group: string) => on(`thing-${id}`, ThingMade({ group }));
const moved = (id: string, group: string) => on(`thing-${id}`, ThingMoved({ group }));
const removed = (id: string) => on(`thing-${id}`, ThingRemoved({}));
const merged = (group: string, into: string) => on(`group-${group}`, GroupMerged({ into }));
const closed = (group: string) => on(`group-${group}`, GroupClosed({}));

async function tables(events: readonly GivenEvent[], cuts: readonly number[] = []) {
  const memory = new RowsInMemory();
  const log = recordedInTest(events).map((recorded) => new LogEvent(recorded, thingRegistry));
  for (const batch of cutAnywhere(log, cuts)) memory.write(await foldBatch(groupedThings, batch, memory));
  const rowsOf = (table: string) => [...memory.rowsOf(table).values()].map(({ row }) => row);
  return { rows: rowsOf('rows'), groups: rowsOf('groups') };
}

test('one event is folded into several tables, each handler seeing the rows as they stood before it', async () => {
  expect(await tables([made('1', 'a'), made('2', 'a'), made('3', 'b')])).toEqual({
    rows: [
      { thingId: '1', group: 'a', came: 0 },
      { thingId: '2', group: 'a', came: 1 },
      { thingId: '3', group: 'b', came: 0 },
    ],
    groups: [
      { group: 'a', seen: ['1', '2'], arrivals: 2 },
      { group: 'b', seen: ['3'], arrivals: 1 },
    ],
  });
});

test('a list column is a set and an integer a counter, where the handler says so', async () => {
  const { groups } = await tables([made('1', 'a'), moved('1', 'b'), moved('1', 'a'), moved('1', 'a')]);
  expect(groups).toEqual([
    { group: 'a', seen: ['1'], arrivals: 3 },
    { group: 'b', seen: ['1'], arrivals: 1 },
  ]);
});

test('a row handed over with `with` is the one that stands there now: changed, made again or gone', async () => {
  const events = [made('1', 'a'), merged('a', 'b'), closed('a'), made('2', 'a'), moved('1', 'b')];
  expect(await tables(events)).toEqual({
    rows: [
      { thingId: '1', group: 'b', came: 1 },
      { thingId: '2', group: 'a', came: 0 },
    ],
    groups: [
      { group: 'a', seen: ['2'], arrivals: 1 },
      { group: 'b', seen: ['1'], arrivals: 2 },
    ],
  });
});

test('a handler that asks for a row of no table row gets none', async () => {
  expect(await tables([merged('x', 'y'), moved('1', 'a'), removed('1')])).toEqual({
    rows: [],
    groups: [{ group: 'a', seen: ['1'], arrivals: 1 }],
  });
});

test('the rows are those of the plainest way, in both tables, wherever the log is cut into batches', async () => {
  const cuts = fc.array(fc.nat(30), { maxLength: 6 });
  const property = fc.asyncProperty(groupedLogs, cuts, async (events, places) => {
    expect(await tables(events, places)).toEqual(plainly(events));
  });
  await fc.assert(property, { numRuns: 300 });
});

/** The rows, event by event, looking at all of them. */
function plainly(events: readonly GivenEvent[]) {
  const things = new Map<string, { thingId: string; group: string; came: number }>();
  const groups = new Map<string, { group: string; seen: readonly string[]; arrivals: number }>();
  const withSeen = (group: string, seen: readonly string[], arrivals: number) => {
    const row = groups.get(group);
    const all = [...new Set([...(row?.seen ?? []), ...seen])];
    groups.set(group, { group, seen: all, arrivals: (row?.arrivals ?? 0) + arrivals });
  };
  for (const { stream, fact } of events) {
    const id = stream.slice(stream.indexOf('-') + 1);
    const { group = '', into = '' } = fact.data as { group?: string; into?: string };
    const inGroup = [...things.values()].filter((thing) => thing.group === id);
    const came = groups.get(group)?.seen.length ?? 0;
    switch (fact.type.typeName) {
      case 'ThingMade':
        things.set(id, { thingId: id, group, came });
        withSeen(group, [id], 1);
        break;
      case 'ThingMoved':
        if (things.has(id)) things.set(id, { thingId: id, group, came });
        withSeen(group, [id], 1);
        break;
      case 'ThingRemoved':
        things.delete(id);
        break;
      case 'GroupMerged': {
        for (const thing of inGroup) thing.group = into;
        const from = groups.get(id);
        if (from) withSeen(into, from.seen, from.arrivals);
        else groups.delete(into);
        break;
      }
      case 'GroupClosed':
        for (const thing of inGroup) things.delete(thing.thingId);
        groups.delete(id);
    }
  }
  return { rows: sorted(things), groups: sorted(groups) };
}

function sorted(rows: ReadonlyMap<string, Row>): readonly Row[] {
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}
