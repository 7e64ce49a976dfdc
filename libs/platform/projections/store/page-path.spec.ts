import { instant, key, list, text } from '../definition/column.ts';
import { pathOver } from './page-path.ts';
import { type Projection, projectionsOver, table } from '../definition/definition.ts';
import type { Values } from './planning.ts';
import type { Condition, PageQuery } from './read-model-store.ts';
import { indexSuffix, quickeningIndexes, servingIndexes } from './table-indexes.ts';

const tasks = projectionsOver<object>()({
  name: 'tasks',
  version: 1,
  audience: 'both',
  table: table({
    taskId: key(),
    officeId: text(),
    stage: text(),
    tags: list(text()),
    dueAt: instant(),
    madeAt: instant(),
  }).index('officeId', 'stage', 'dueAt'),
  scope: { offices: ['officeId'] },
  serve: { path: 'tasks', summary: 'Tasks', filters: ['stage', 'madeAt', 'tags'], sorts: ['dueAt'] },
  on: {},
});
const office: Condition = { is: 'equal', column: 'officeId', value: 'o' };
const stage: Condition = { is: 'equal', column: 'stage', value: 's' };
const made: Condition = { is: 'equal', column: 'madeAt', value: '2026-04-01T00:00:00.000Z' };
const order = { column: 'dueAt', descending: false };

/** Without an index over several values. */
const plain: Projection = { ...tasks, table: { ...tasks.table, indexes: [] } };
const allOf = (of: Projection) =>
  [...servingIndexes(of), ...quickeningIndexes(of)].map(({ name }) => indexSuffix(name));

function pathWith(counts: Readonly<Record<string, number>>, there?: readonly string[], of: Projection = tasks) {
  const asked: string[] = [];
  const limits: (readonly [string, number])[] = [];
  const count = (_table: string, values: Values, most: number) => {
    const columns = values.map(([column]) => column).join();
    asked.push(columns);
    limits.push([columns, most]);
    return Math.min(counts[columns]!, most);
  };
  const bounds = () => ['2026-02-03T00:00:00.000Z', '2026-05-01T00:00:00.000Z'] as const;
  const planning = pathOver(of, { indexesThere: () => new Set(there ?? allOf(of)), count, bounds });
  const ways = (where: readonly Condition[]) =>
    planning(where, order).map(({ where: [first], path }) => [first, path!.columns, path!.isOrdered]);
  const leading = (where: readonly Condition[], by: PageQuery['order']) =>
    planning(where, by).flatMap(({ path }) => path!.columns);
  return { asked, limits, planning, leading, ways };
}

test('a page goes by the value asked for that fewest rows hold', () => {
  expect(pathWith({ stage: 9_000, officeId: 20_000 }).leading([stage], order)).toEqual(['stage']);
  const counts = { stage: 9_000, officeId: 20_000, 'officeId,stage': 4_000 };
  expect(pathWith(counts, undefined, plain).leading([office, stage], order)).toEqual(['stage']);
});

test('a page goes by an index over several values where one was declared', () => {
  const counts = { stage: 9_000, officeId: 20_000, 'officeId,stage': 4_000 };
  expect(pathWith(counts).leading([office, stage], order)).toEqual(['officeId', 'stage']);
});

test('rows in no order are gone by where they are few', () => {
  expect(pathWith({ madeAt: 39, officeId: 2_000 }).leading([office, made], order)).toEqual(['madeAt']);
  expect(pathWith({ madeAt: 40, officeId: 2_000 }).leading([office, made], order)).toEqual(['officeId']);
  expect(pathWith({ madeAt: 1_500, officeId: 2_000 }).leading([office, made], order)).toEqual(['officeId']);
  expect(pathWith({ madeAt: 1_500 }).leading([made], order)).toEqual([]);
});

test('no more rows are counted than it takes to know which way is quicker', () => {
  const limits = (counts: Readonly<Record<string, number>>) => {
    const { planning, limits: of } = pathWith(counts, undefined, plain);
    planning([office, stage], order);
    return of;
  };
  expect(limits({ officeId: 478, stage: 300_000, 'officeId,stage': 200 })).toEqual([
    ['officeId', 10_000],
    ['stage', 478],
    ['officeId,stage', 10],
  ]);
  expect(limits({ officeId: 240_000, stage: 60_000, 'officeId,stage': 900 })).toEqual([
    ['officeId', 10_000],
    ['stage', 10_000],
    ['officeId,stage', 1_000],
    ['officeId', 45_000],
    ['stage', 45_000],
  ]);
});

test('nothing is counted where there is one way only, nor gone by an index that is not there', () => {
  const { asked, leading } = pathWith({});
  expect([leading([office], order), leading([], order), asked]).toEqual([['officeId'], [], []]);
  expect(pathWith({}, []).leading([office, stage], order)).toEqual([]);
});

test('an index for each filter in each order is made when the version serves already', () => {
  expect(quickeningIndexes(plain).map(({ columns, carried }) => [columns, carried])).toEqual([
    [['stage', 'dueAt', 'taskId'], ['officeId']],
    [['madeAt', 'taskId'], []],
    [
      ['madeAt', 'dueAt', 'taskId'],
      ['madeAt', 'officeId'],
    ],
    [['tags'], ['officeId']],
    [['officeId', 'stage'], []],
  ]);
});

test('of a person’s own rows there is no index for each filter, nor one that is the beginning of another', () => {
  const own: Projection = {
    ...plain,
    scope: { offices: ['officeId'], persons: ['stage'] },
    serve: { path: 'tasks', summary: 'Tasks', filters: ['officeId', 'dueAt', 'tags'], sorts: ['dueAt'] },
  };
  expect(quickeningIndexes(own).map(({ columns, paired }) => [columns, paired])).toEqual([[['tags'], ['officeId']]]);
});

test('a pair that an index begins with, in an order, has none of its own, and is gone by all the same', () => {
  expect(quickeningIndexes(tasks).filter(({ isPair }) => isPair)).toEqual([]);
  const byKey: Projection = { ...tasks, serve: { ...tasks.serve!, sorts: ['dueAt', 'taskId'] } };
  const counts = { stage: 9_000, officeId: 20_000, 'officeId,stage': 30 };
  const { planning } = pathWith(counts, undefined, byKey);
  const [part] = planning([office, stage], { column: 'taskId', descending: false });
  expect(part!.path).toEqual({ columns: ['officeId', 'stage'], isOrdered: false });
});

test('what a reach and a value have in common is gone by where it is little, however common each is', () => {
  const counts = { stage: 9_000, officeId: 20_000 };
  const ways = (of: number) => pathWith({ ...counts, 'officeId,stage': of }, undefined, plain).ways([office, stage]);
  expect(ways(30)).toEqual([[office, ['officeId', 'stage'], false]]);
  expect(ways(1_000)).toEqual([[office, ['stage'], true]]);
});

test('each of several values is gone by alone where together they are rarer than all else', () => {
  const stages: Condition = { is: 'oneOf', column: 'stage', values: ['s', 't'] };
  const [s, t]: readonly Condition[] = ['s', 't'].map((value) => ({ is: 'equal', column: 'stage', value }) as const);
  const counts = { officeId: 20_000, 'officeId,stage': 5_000 };
  expect(pathWith({ ...counts, stage: 9_000 }, undefined, plain).ways([stages, office])).toEqual([
    [s, ['stage'], true],
    [t, ['stage'], true],
  ]);
  expect(pathWith({ ...counts, stage: 15_000 }, undefined, plain).ways([stages, office])).toEqual([
    [stages, ['officeId'], true],
  ]);
});

test('a value that lists hold is gone by in the table of what they hold, alone and with the reach', () => {
  const tag: Condition = { is: 'containing', column: 'tags', value: 'x' };
  const path = (counts: Readonly<Record<string, number>>) => {
    const { asked, ways } = pathWith(counts);
    return [ways([tag, office])[0]!.slice(1), asked];
  };
  expect(path({ _value: 9_000, '_value,officeId': 99, officeId: 5_000 })).toEqual([
    [['officeId'], false],
    ['_value', 'officeId', '_value,officeId'],
  ]);
  expect(path({ _value: 9_000, '_value,officeId': 100, officeId: 5_000 })[0]).toEqual([['officeId'], true]);
  expect(path({ _value: 3_000, '_value,officeId': 299, officeId: 5_000 })[0]).toEqual([[], true]);
});

test('the few rows of a reader are passed over within their index rather than those looked up that hold the value too', () => {
  const tag: Condition = { is: 'containing', column: 'tags', value: 'x' };
  const counts = { _value: 100_000, '_value,officeId': 240, officeId: 478, stage: 75_000, 'officeId,stage': 120 };
  expect(pathWith(counts).ways([office, tag])).toEqual([[office, ['officeId'], true]]);
  expect(pathWith(counts).ways([office, stage])).toEqual([[office, ['officeId', 'stage'], true]]);
});

test('a way within which not all is found that is compared is gone by where fewer rows are looked up for it', () => {
  const asked: readonly Condition[] = [
    office,
    { is: 'containing', column: 'tags', value: 'x' },
    { is: 'oneOf', column: 'stage', values: ['s', 't'] },
  ];
  const counts = { '_value,officeId': 9_000, 'officeId,stage': 9_000, stage: 90_000, officeId: 50_000 };
  expect(pathWith({ ...counts, _value: 999 }).leading(asked, order)).toEqual([]);
  expect(pathWith({ ...counts, _value: 1_001 }).leading(asked, order)).toEqual(['officeId']);
});

test('a span of one column in the order of another is gone by where few rows are within', () => {
  const span: readonly Condition[] = [
    { is: 'atLeast', column: 'madeAt', value: '2026-04-01T00:00:00.000Z' },
    { is: 'atMost', column: 'madeAt', value: '2026-04-02T00:00:00.000Z' },
  ];
  expect(pathWith({ 'madeAt,madeAt': 999 }).leading(span, order)).toEqual(['madeAt']);
  expect(pathWith({ 'madeAt,madeAt': 1_000 }).leading(span, order)).toEqual([]);
  expect(pathWith({ 'madeAt,madeAt': 999, officeId: 500 }).leading([office, ...span], order)).toEqual(['officeId']);
  expect(pathWith({}).leading(span, { column: 'madeAt', descending: true })).toEqual([]);
});

test('a span that holds many rows is asked for by the months that rows have', () => {
  const from: Condition = { is: 'atLeast', column: 'madeAt', value: '2026-03-31T00:00:00.000Z' };
  const to: Condition = { is: 'atMost', column: 'madeAt', value: '2026-03-01T00:00:00.000Z' };
  const months = (counts: Readonly<Record<string, number>>, where: readonly Condition[], by = order) =>
    pathWith(counts)
      .planning(where, by)
      .map(({ path }) => path!.month?.value);
  const many = { madeAt: 50_000, officeId: 10_000 };
  expect(months(many, [from])).toEqual(['2026-03', '2026-04', '2026-05']);
  expect(months(many, [office, to])).toEqual(['2026-02', '2026-03']);
  expect(months({ ...many, officeId: 9_999 }, [office, to])).toEqual([undefined]);
  expect(months(many, [from], { column: 'madeAt', descending: false })).toEqual([undefined]);
});
