import { type Projection, tableOf } from './projection.ts';
import { quoted } from './page-sql.ts';
import { type RowChange, tableName } from './read-model-store.ts';
import { toSqlite } from './sqlite-dialect.ts';
import type { SqliteValue, SqliteWrite } from './sqlite-write.ts';

/** Rows that are written by one {@link SqliteWrite}. */
const ROWS_IN_PART = 500;

/** Some of them at a time. */
export function* parts<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += ROWS_IN_PART) yield all.slice(at, at + ROWS_IN_PART);
}

/** The statements that write rows of a table, and delete those that are gone. */
export function* rowWrites(
  projection: Projection,
  name: string,
  changes: readonly Omit<RowChange, 'tokens'>[],
): Generator<SqliteWrite> {
  const { columns, keyColumn } = tableOf(projection, name);
  const table = quoted(tableName(projection, name));
  const entries = Object.entries(columns);
  const names = [...Object.keys(columns), '_position', '_revision'].map(quoted);
  const replaced = names.filter((column) => column !== quoted(keyColumn)).map((c) => `${c} = excluded.${c}`);
  const upsert =
    `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')}) ` +
    `ON CONFLICT (${quoted(keyColumn)}) DO UPDATE SET ${replaced.join(', ')}`;
  for (const part of parts(changes)) {
    const values: SqliteValue[] = [];
    const gone: string[] = [];
    for (const { key, row, position, revision } of part) {
      if (row) {
        for (const [column, kind] of entries) values.push(toSqlite(kind, row[column]));
        values.push(position, revision);
      } else gone.push(key);
    }
    if (values.length > 0) yield { text: upsert, width: names.length, values };
    if (gone.length > 0) yield { text: `DELETE FROM ${table} WHERE ${quoted(keyColumn)} = ?`, width: 1, values: gone };
  }
}
