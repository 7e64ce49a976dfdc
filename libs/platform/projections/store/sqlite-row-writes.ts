import { type Projection, tableOf } from '../definition/projection.ts';
import { quoted } from './page-sql.ts';
import { type Row, type RowChange, tableName } from './read-model-store.ts';
import { toSqlite } from './sqlite-dialect.ts';
import type { SqliteValue, SqliteWrite } from './sqlite-write.ts';
import type { Columns } from '../definition/table.ts';

/** So many rows at most are written each with the columns that have changed. */
export const FEW = 500;

/** Rows that are written by one {@link SqliteWrite}: their values are garbage before they are moved about in memory. */
const ROWS_IN_PART = 100;

/** Some of them at a time. */
export function* parts<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += ROWS_IN_PART) yield all.slice(at, at + ROWS_IN_PART);
}

/**
 * The statements that write rows of a table, and delete those that are gone.
 *
 * @param isBuilding the table has no indexes yet that a column named in vain would write anew
 */
export function* rowWrites(
  projection: Projection,
  name: string,
  changes: readonly Omit<RowChange, 'tokens'>[],
  isBuilding = false,
): Generator<SqliteWrite> {
  const { columns, keyColumn } = tableOf(projection, name);
  const table = quoted(tableName(projection, name));
  const entries = Object.entries(columns);
  const names = [...Object.keys(columns), '_position', '_revision'].map(quoted);
  const others = Object.keys(columns).filter((column) => column !== keyColumn);
  const upsert = (replaced: readonly string[]) =>
    `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')}) ` +
    `ON CONFLICT (${quoted(keyColumn)}) DO UPDATE SET ` +
    [...replaced, '_position', '_revision']
      .map((column) => `${quoted(column)} = excluded.${quoted(column)}`)
      .join(', ');
  const valuesOf = (rows: readonly Omit<RowChange, 'tokens'>[]) => {
    const values: SqliteValue[] = [];
    for (const { row, position, revision } of rows) {
      for (const [column, kind] of entries) values.push(toSqlite(kind, row![column]));
      values.push(position, revision);
    }
    return values;
  };
  const replacedBy = replacedColumns(columns, others);
  for (const part of parts(changes)) {
    const kept = part.filter(({ row }) => row !== undefined);
    const groups =
      isBuilding || changes.length > FEW
        ? [[upsert(others), kept] as const]
        : Map.groupBy(kept, ({ row, before }) => upsert(replacedBy(row!, before)));
    for (const [text, rows] of groups) {
      if (rows.length > 0) yield { text, width: names.length, values: valuesOf(rows) };
    }
    const gone = part.filter(({ row }) => row === undefined).map(({ key }) => key);
    if (gone.length > 0) yield { text: `DELETE FROM ${table} WHERE ${quoted(keyColumn)} = ?`, width: 1, values: gone };
  }
}

/** The columns that a change replaces: SQLite writes the entries of an index anew for each column named, changed or not. */
function replacedColumns(columns: Columns, others: readonly string[]) {
  return (row: Row, before: Row | undefined): readonly string[] =>
    before
      ? others.filter(
          (column) => toSqlite(columns[column]!, row[column]) !== toSqlite(columns[column]!, before[column]),
        )
      : others;
}
