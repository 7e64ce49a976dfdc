import Database from 'better-sqlite3';
import { sampleProjection } from '../contract/sample-projection.ts';
import type { Projection } from '../definition/projection.ts';
import { sqliteScripts } from '../life/script.ts';
import { dropTables } from '../life/table-scripts.ts';
import { tableName } from './read-model-store.ts';
import { SqliteTables } from './sqlite-tables.ts';
import { indexSuffix, quickeningIndexes, servingIndexes } from './table-indexes.ts';

const samples: Projection = {
  ...sampleProjection('samples'),
  serve: { path: '/samples', summary: 'Samples', sorts: ['order'], filters: ['stage', 'tags'] },
};

test('a table in the place of one that was put away has all indexes, of lists too, though that one’s keep their names', () => {
  const db = new Database(':memory:');
  const tables = new SqliteTables(db);
  const scripts = sqliteScripts(db);
  const table = tableName(samples);
  const make = () => {
    tables.createTables(samples);
    for (const index of [...servingIndexes(samples), ...quickeningIndexes(samples)]) tables.createIndex(index, samples);
  };
  /** Of each table beside it, how many indexes there are, and how they end. */
  const found = () =>
    db
      .prepare<[string], { name: string; of: string }>(
        `SELECT name, tbl_name AS of FROM sqlite_master WHERE type = 'index' AND instr(tbl_name, ?) = 1`,
      )
      .all(table)
      .map(({ name, of }) => `${of} ${indexSuffix(name)}`)
      .sort();
  make();
  const before = found();
  expect(before.filter((one) => one.includes('__i')).length).toBeGreaterThan(5);
  scripts.runWithin(() => dropTables(table, [], scripts));
  expect(found()).toEqual([]);
  make();
  expect(found()).toEqual(before);
});
