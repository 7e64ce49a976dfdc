import fc from 'fast-check';
import { eventType, eventVersion, NewerSchemaVersion, Type } from '#platform/event-schema';
import type { StreamName } from '#platform/event-store';
import { given, on, recordedInTest, type GivenEvent } from '#platform/testing';
import {
  GroupClosed,
  groupCounts,
  GroupMerged,
  ThingMade,
  ThingMoved,
  ThingPraised,
  thingProjection,
  thingRegistry,
  ThingRemoved,
  things,
} from '../contract/sample-things.ts';
import { integer, key, table } from '../index.ts';
import { foldBatch } from './fold-batch.ts';
import { LogEvent } from '../definition/log-event.ts';
import { RowsInMemory } from './rebuild-in-memory.ts';

const made = (id: string, group: string) => on(`thing-${id}`, ThingMade({ group }));
const moved = (id: string, group: string) => on(`thing-${id}`, ThingMoved({ group }));
const removed = (id: string) => on(`thing-${id}`, ThingRemoved({}));
const merged = (group: string, into: string) => on(`group-${group}`, GroupMerged({ into }));
const closed = (group: string) => on(`group-${group}`, GroupClosed({}));

async function fold(projection: typeof things, events: readonly GivenEvent[], cuts: readonly number[] = []) {
  const memory = new RowsInMemory();
  const log = recordedInTest(events).map((recorded) => new LogEvent(recorded, thingRegistry));
  const edges = [0, ...[...cuts].sort((a, b) => a - b), log.length];
  for (let index = 1; index < edges.length; index++) {
    const folded = await foldBatch(projection, log.slice(edges[index - 1], edges[index]), memory);
    const { failure } = folded;
    memory.write(folded);
    if (failure) return { rows: [...memory.rows.values()], failure };
  }
  return { rows: [...memory.rows.values()], failure: undefined };
}

describe('an event folded into each row of a value', () => {
  test('finds rows made earlier, wherever they are now', () =>
    given(made('1', 'a'), made('2', 'a'), moved('2', 'b'), made('3', 'b'), merged('a', 'c'), closed('b')).thenRows(
      things,
      [{ thingId: '1', group: 'c', moves: 0 }],
    ));

  test('finds rows that another such event moved, and not where they were', () =>
    given(made('1', 'a'), merged('a', 'b'), closed('a'), merged('b', 'c')).thenRows(things, [
      { thingId: '1', group: 'c', moves: 0 },
    ]));

  test('finds no row that was removed, and the one made again', () =>
    given(made('1', 'a'), removed('1'), merged('a', 'b'), made('1', 'a'), closed('b')).thenRows(things, [
      { thingId: '1', group: 'a', moves: 0 },
    ]));

  test('merged into the same group changes nothing', () =>
    given(made('1', 'a'), merged('a', 'a')).thenRows(things, [{ thingId: '1', group: 'a', moves: 0 }]));
});

test('an event folded into several keys makes and changes each of their rows', () =>
  given(made('1', 'a'), made('2', 'b'), made('3', 'a'), closed('b')).thenRows(groupCounts, [
    { group: 'a', put: 2 },
    { group: 'all', put: 3 },
  ]));

test('an event for a row that is not there makes none', () =>
  given(moved('1', 'a'), removed('2'), merged('a', 'b')).thenRows(things, []));

test('a row carries the revision of its own stream, moved by every event of it, handled or not', async () => {
  const { rows } = await fold(things, [
    made('1', 'a'),
    on('thing-1', ThingPraised({})),
    made('2', 'a'),
    merged('a', 'b'),
    made('3', 'c'),
    removed('3'),
    made('3', 'c'),
  ]);
  expect(rows).toEqual([
    { key: '1', row: { thingId: '1', group: 'b', moves: 0 }, position: 40, revision: 1 },
    { key: '2', row: { thingId: '2', group: 'b', moves: 0 }, position: 40, revision: 0 },
    { key: '3', row: { thingId: '3', group: 'c', moves: 0 }, position: 70, revision: 2 },
  ]);
});

test('a row made again by another stream knows no revision, wherever the log is cut', async () => {
  const projection = thingProjection({
    name: 'made_again',
    version: 1,
    audience: 'both',
    aggregate: 'thing',
    table: table({ thingId: key() }),
    scope: {},
    on: {
      ThingMade: (event) => ({ thingId: event.streamId }),
      ThingRemoved: () => undefined,
      GroupMerged: { keyOf: (event) => event.data.into, fold: (_event, _row, { key: thingId }) => ({ thingId }) },
    },
  });
  const events = [made('1', 'a'), removed('1'), merged('a', '1')];
  for (const cuts of [[], [1], [2], [1, 2]]) {
    const { rows } = await fold(projection, events, cuts);
    expect(rows).toEqual([{ key: '1', row: { thingId: '1' }, position: 30, revision: null }]);
  }
});

test('a projection without an aggregate knows no revisions', async () => {
  const { rows } = await fold(groupCounts, [made('1', 'a'), on('thing-1', ThingPraised({}))]);
  expect(rows.map(({ key, revision, position }) => [key, revision, position])).toEqual([
    ['a', null, 10],
    ['all', null, 10],
  ]);
});

test('the rows are the same wherever the log is cut into batches, and as folding over all rows gives them', async () => {
  const id = fc.constantFrom('1', '2', '3', '4');
  const group = fc.constantFrom('a', 'b', 'c');
  const event = fc.oneof(
    fc.tuple(id, group).map(([thing, into]) => made(thing, into)),
    fc.tuple(id, group).map(([thing, into]) => moved(thing, into)),
    id.map(removed),
    id.map((thing) => on(`thing-${thing}`, ThingPraised({}))),
    fc.tuple(group, group).map(([from, into]) => merged(from, into)),
    group.map(closed),
  );
  const log = fc.array(event, { maxLength: 30 });
  const property = fc.asyncProperty(log, fc.array(fc.nat(30), { maxLength: 6 }), async (events, cuts) => {
    const whole = await fold(things, events);
    expect(whole.rows.map(({ row }) => row)).toEqual(plainly(events));
    const inside = cuts.map((cut) => Math.min(cut, events.length));
    expect(await fold(things, events, inside)).toEqual(whole);
    expect(await fold(groupCounts, events, inside)).toEqual(await fold(groupCounts, events));
  });
  await fc.assert(property, { numRuns: 300 });
});

/** The rows of `things`, the plainest way: event by event, looking at all rows. */
function plainly(events: readonly GivenEvent[]) {
  const rows = new Map<string, { thingId: string; group: string; moves: number }>();
  for (const { stream, fact } of events) {
    const streamId = stream.slice(stream.indexOf('-') + 1);
    const data = fact.data as { group: string; into: string };
    const row = rows.get(streamId);
    const inGroup = [...rows.values()].filter(({ group }) => group === streamId);
    if (fact.type.typeName === 'ThingMade') rows.set(streamId, { thingId: streamId, group: data.group, moves: 0 });
    if (fact.type.typeName === 'ThingMoved' && row) {
      rows.set(streamId, { ...row, group: data.group, moves: row.moves + 1 });
    }
    if (fact.type.typeName === 'ThingRemoved') rows.delete(streamId);
    if (fact.type.typeName === 'GroupMerged') for (const one of inGroup) one.group = data.into;
    if (fact.type.typeName === 'GroupClosed') for (const one of inGroup) rows.delete(one.thingId);
  }
  return [...rows.values()].sort((a, b) => (a.thingId < b.thingId ? -1 : 1));
}

describe('an event that cannot be folded', () => {
  const brittle = (fold: (moves: number) => object | undefined) =>
    thingProjection({
      ...things,
      name: 'brittle',
      aggregate: 'thing',
      table: table({ thingId: key(), moves: integer() }),
      scope: {},
      on: {
        ThingMade: (event) => ({ thingId: event.streamId, moves: 0 }),
        ThingMoved: (_event, row) => row && { ...row, ...fold(row.moves + 1) },
      },
    });
  const events = [made('1', 'a'), moved('1', 'b'), moved('1', 'c'), made('2', 'a')];

  test('leaves the rows as the events before it made them, and is named', async () => {
    const projection = brittle((moves) => {
      if (moves === 2) throw new Error('twice is too often');
      return { moves };
    });
    const { rows, failure } = await fold(projection, events);
    expect(rows).toEqual([{ key: '1', row: { thingId: '1', moves: 1 }, position: 20, revision: 1 }]);
    expect([failure?.event.id, failure?.error]).toEqual(['event-3', new Error('twice is too often')]);
  });

  test.each([
    [{ moves: 'many' }, 'a handler of brittle answered a row whose moves is no integer'],
    [{ moves: null }, 'a handler of brittle answered a row whose moves is no integer'],
    [{ moves: 1.5 }, 'a handler of brittle answered a row whose moves is no integer'],
    [{ moves: 1, speed: 2 }, 'a handler of brittle answered a row with speed, which is no column'],
    [
      { thingId: '9', moves: 1 },
      'a handler of brittle answered a row under another key than the one it was asked to fold',
    ],
  ])('is one whose handler answers what the table cannot hold: %j', async (answer, message) => {
    const { failure } = await fold(
      brittle(() => answer),
      events,
    );
    expect([failure?.event.id, failure?.error]).toEqual(['event-2', new Error(message)]);
  });

  test('is one of a version not known yet, where the projection handles its type', async () => {
    const newer = on('thing-1', ThingMade({ group: 'a' }), { schemaVersion: 2 });
    const { failure } = await fold(things, [made('2', 'a'), newer]);
    expect(failure?.error).toBeInstanceOf(NewerSchemaVersion);
    const praised = on('thing-1', ThingPraised({}), { schemaVersion: 2 });
    expect((await fold(things, [praised])).failure).toBeUndefined();
  });
});

test('an event of a type nobody knows moves the revision of the row whose stream it is in, and nothing else', async () => {
  const contract = { words: { en: 'x', ja: 'x' }, dataClass: 'A' } as const;
  const version = eventVersion({ schema: Type.Object({}), examples: [{}] });
  const Foreign = eventType('toString', { ...contract, versions: [version] });
  const stream: StreamName = 'thing-1';
  const { rows } = await fold(things, [made('1', 'a'), on(stream, Foreign({}))]);
  expect(rows).toEqual([{ key: '1', row: { thingId: '1', group: 'a', moves: 0 }, position: 20, revision: 1 }]);
});
