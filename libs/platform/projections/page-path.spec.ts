import { instant, key, text } from './column.ts';
import { pathOver } from './page-path.ts';
import { projectionsOver, table } from './definition.ts';
import type { Condition, Scalar } from './read-model-store.ts';
import { indexSuffix, quickeningIndexes, servingIndexes } from './table-indexes.ts';

const tasks = projectionsOver<object>()({
  name: 'tasks',
  version: 1,
  audience: 'both',
  table: table({ taskId: key(), officeId: text(), stage: text(), dueAt: instant(), madeAt: instant() }).index(
    'officeId',
    'stage',
    'dueAt',
  ),
  scope: { offices: ['officeId'] },
  serve: { path: 'tasks', summary: 'Tasks', filters: ['stage', 'madeAt'], sorts: ['dueAt'] },
  on: {},
});
const office: Condition = { is: 'equal', column: 'officeId', value: 'o' };
const stage: Condition = { is: 'equal', column: 'stage', value: 's' };
const made: Condition = { is: 'equal', column: 'madeAt', value: '2026-04-01T00:00:00.000Z' };
const order = { column: 'dueAt', descending: false };

const all = [...servingIndexes(tasks), ...quickeningIndexes(tasks)].map(({ name }) => indexSuffix(name));

function pathWith(counts: Readonly<Record<string, number>>, there: readonly string[] = all) {
  const asked: [string, Scalar][] = [];
  const count = (column: string, value: Scalar) => {
    asked.push([column, value]);
    return counts[column]!;
  };
  return { asked, leading: pathOver(tasks, { indexesThere: () => new Set(there), count }) };
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
  ]);
});
