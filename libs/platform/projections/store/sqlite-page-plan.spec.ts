import Database from 'better-sqlite3';
import { instant, key, list, table, text } from '../index.ts';
import { projectionsOver } from '../definition/definition.ts';
import { pathOver } from './page-path.ts';
import { pageSql } from './page-sql.ts';
import type { Values } from './planning.ts';
import { type Condition, tableName } from './read-model-store.ts';
import { sqliteDialect } from './sqlite-dialect.ts';
import { SqliteTables } from './sqlite-tables.ts';
import { indexSuffix, quickeningIndexes, servingIndexes } from './table-indexes.ts';

const tasks = projectionsOver<object>()({
  name: 'tasks',
  version: 1,
  audience: 'both',
  table: table({ taskId: key(), officeId: text(), stage: text(), tags: list(text()), dueAt: instant() }),
  scope: { offices: ['officeId'] },
  serve: { path: 'tasks', summary: 'Tasks', filters: ['stage', 'tags'], sorts: ['dueAt'] },
  on: {},
});
const indexes = [...servingIndexes(tasks), ...quickeningIndexes(tasks)];
const db = new Database(':memory:');
const tables = new SqliteTables(db);
tables.createTables(tasks);
for (const index of indexes) tables.createIndex(index, tasks);
afterAll(() => db.close());

const office: Condition = { is: 'equal', column: 'officeId', value: 'o' };
const tag: Condition = { is: 'containing', column: 'tags', value: 'x' };
const stage: Condition = { is: 'equal', column: 'stage', value: 's' };

/** How SQLite goes about a page where values are held by so many rows: the steps, of indexes the columns. */
function planOf(where: readonly Condition[], counts: Readonly<Record<string, number>>): readonly string[] {
  const planning = pathOver(tasks, {
    indexesThere: () => new Set(indexes.map(({ name }) => indexSuffix(name))),
    count: (_: string, values: Values) => counts[values.map(([column]) => column).join()]!,
    bounds: () => undefined,
  });
  const query = { where, order: { column: 'dueAt', descending: false }, limit: 51 };
  return pageSql(tasks, query, sqliteDialect, undefined, planning).flatMap(({ text: asked, parameters }) =>
    db
      .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${asked}`)
      .all(...parameters)
      .map(({ detail }) => detail.replaceAll(tableName(tasks), 'rows').replace(/rows__i\w{6}/g, 'beside')),
  );
}

const common = { officeId: 90_000, _value: 90_000, stage: 90_000, '_value,officeId': 90_000, 'officeId,stage': 90_000 };

test('of what a list holds and a reach the few rows are found by the index of both, and looked up by their keys', () => {
  expect(planOf([office, tag], { ...common, '_value,officeId': 30 })).toEqual([
    'SEARCH rows USING INDEX sqlite_autoindex_rows_1 (taskId=?)',
    'LIST SUBQUERY 1',
    'SEARCH beside USING COVERING INDEX beside__with__officeId (_value=? AND officeId=?)',
    'USE TEMP B-TREE FOR ORDER BY',
  ]);
});

test('of what a list holds the many rows come in order, and of a reach within its index', () => {
  expect(planOf([office, tag], { ...common, _value: 20_000 })).toEqual([
    'SEARCH held USING COVERING INDEX beside__dueAt (_value=?)',
    'SEARCH of USING INDEX sqlite_autoindex_rows_1 (taskId=?)',
  ]);
  expect(planOf([office, tag], { ...common, officeId: 20_000 })[0]).toBe('SEARCH rows USING INDEX beside (officeId=?)');
});

test('of a value and a reach the few rows are found by the index of both, the many in order', () => {
  expect(planOf([office, stage], { ...common, 'officeId,stage': 30 })).toEqual([
    'SEARCH rows USING INDEX beside (officeId=? AND stage=?)',
    'USE TEMP B-TREE FOR ORDER BY',
  ]);
  expect(planOf([office, stage], common)).toEqual(['SEARCH rows USING INDEX beside (officeId=?)']);
});
