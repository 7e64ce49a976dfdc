import { instant, key, list, text } from './column.ts';
import { pathOver, type Values } from './page-path.ts';
import { projectionsOver, table } from './definition.ts';
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

const all = [...servingIndexes(tasks), ...quickeningIndexes(tasks)].map(({ name }) => indexSuffix(name));

function pathWith(counts: Readonly<Record<string, number>>, there: readonly string[] = all) {
  const asked: string[] = [];
  const count = (_table: string, values: Values) => {
    const columns = values.map(([column]) => column).join();
    asked.push(columns);
    return counts[columns]!;
  };
  const planning = pathOver(tasks, { indexesThere: () => new Set(there), count });
  const ways = (where: readonly Condition[]) =>
    planning(where, order).map(({ where: [first], path }) => [first, path!.columns, path!.isOrdered]);
  const leading = (where: readonly Condition[], by: PageQuery['order']) =>
    planning(where, by).flatMap(({ path }) => path!.columns);
  return { asked, leading, ways };
}

test('a page goes by the value asked for that fewest rows hold', () => {
  expect(pathWith({ stage: 9_000, officeId: 20_000 }).leading([stage], order)).toEqual(['stage']);
  expect(pathWith({ stage: 9_000, officeId: 20_000 }).leading([office, stage], order)).toEqual(['stage']);
});

test('a page goes by an index over several values where one was declared', () => {
  expect(pathWith({ stage: 9_000, officeId: 2_000 }).leading([office, stage], order)).toEqual(['officeId', 'stage']);
});

test('rows in no order are gone by where they are few', () => {
  expect(pathWith({ madeAt: 40, officeId: 2_000 }).leading([office, made], order)).toEqual(['madeAt']);
  expect(pathWith({ madeAt: 1_500, officeId: 2_000 }).leading([office, made], order)).toEqual(['officeId']);
  expect(pathWith({ madeAt: 1_500 }).leading([made], order)).toEqual([]);
});

test('nothing is counted where there is one way only, nor gone by an index that is not there', () => {
  const { asked, leading } = pathWith({});
  expect([leading([office], order), leading([], order), asked]).toEqual([['officeId'], [], []]);
  expect(pathWith({}, []).leading([office, stage], order)).toEqual([]);
});

test('an index for each filter in each order is made when the version serves already', () => {
  expect(quickeningIndexes(tasks).map(({ columns, carried }) => [columns, carried])).toEqual([
    [['stage', 'dueAt', 'taskId'], ['officeId']],
    [['madeAt', 'taskId'], []],
    [['tags'], ['officeId']],
    [['officeId', 'stage'], []],
  ]);
});

test('what a reach and a value have in common is gone by where it is little, however common each is', () => {
  const counts = { stage: 9_000, officeId: 20_000 };
  expect(pathWith({ ...counts, 'officeId,stage': 30 }).ways([office, stage])).toEqual([
    [office, ['officeId', 'stage'], false],
  ]);
  expect(pathWith({ ...counts, 'officeId,stage': 1_000 }).ways([office, stage])).toEqual([[office, ['stage'], true]]);
});

test('each of several values is gone by alone where together they are rarer than all else', () => {
  const stages: Condition = { is: 'oneOf', column: 'stage', values: ['s', 't'] };
  const [s, t]: readonly Condition[] = ['s', 't'].map((value) => ({ is: 'equal', column: 'stage', value }) as const);
  const counts = { officeId: 20_000, 'officeId,stage': 5_000 };
  expect(pathWith({ ...counts, stage: 9_000 }).ways([stages, office])).toEqual([
    [s, ['stage'], true],
    [t, ['stage'], true],
  ]);
  expect(pathWith({ ...counts, stage: 15_000 }).ways([stages, office])).toEqual([[stages, ['officeId'], true]]);
});

test('a value that lists hold is gone by in the table of what they hold, alone and with the reach', () => {
  const tag: Condition = { is: 'containing', column: 'tags', value: 'x' };
  const path = (counts: Readonly<Record<string, number>>) => {
    const { asked, ways } = pathWith(counts);
    return [ways([tag, office])[0]!.slice(1), asked];
  };
  expect(path({ _value: 300, '_value,officeId': 299, officeId: 500 })).toEqual([
    [['officeId'], false],
    ['_value', 'officeId', '_value,officeId'],
  ]);
  expect(path({ _value: 3_000, '_value,officeId': 2_000, officeId: 5_000 })[0]).toEqual([[], true]);
  expect(path({ _value: 6_000, '_value,officeId': 2_000, officeId: 5_000 })[0]).toEqual([['officeId'], true]);
});
