import type { Column } from '../definition/column.ts';
import { type Dialect, MONTH_LENGTH } from './dialect.ts';
import type { Scalar } from './read-model-store.ts';
import type { SqliteValue } from './sqlite-write.ts';

/** How SQLite writes what the databases write differently: lists are JSON text, booleans 0 and 1. */
export const sqliteDialect: Dialect = {
  parameter: () => '?',
  value: sqliteScalar,
  isOneOf: (column, _kind, parameter) => `${column} IN (SELECT value FROM json_each(${parameter}))`,
  listValue: (values) => JSON.stringify(values),
  // Most lists that do not hold a value are known by their text, which is looked through in a tenth of the time.
  contains: (column, value, bind) =>
    `(instr(${column}, ${bind(JSON.stringify(value))}) > 0 ` +
    `AND EXISTS (SELECT 1 FROM json_each(${column}) WHERE value = ${bind(sqliteScalar(value))}))`,
  aside: (column) => `+${column}`,
  month: (column) => `substr(${column}, 1, ${MONTH_LENGTH})`,
};

/** The column's type in a STRICT table. */
export function sqliteType({ kind }: Column): 'INTEGER' | 'TEXT' {
  return kind === 'integer' || kind === 'boolean' ? 'INTEGER' : 'TEXT';
}

/** A row's value as SQLite takes it. */
export function toSqlite({ kind }: Column, value: unknown): SqliteValue {
  if (value === null) return null;
  if (kind === 'boolean') return value ? 1 : 0;
  return kind === 'list' || kind === 'json' || kind === 'sealed' ? JSON.stringify(value) : (value as SqliteValue);
}

/** A value of a row as SQLite answers it. */
export function fromSqlite({ kind }: Column, value: unknown): unknown {
  if (value === null) return null;
  if (kind === 'boolean') return value === 1;
  return kind === 'list' || kind === 'json' || kind === 'sealed' ? (JSON.parse(value as string) as unknown) : value;
}

function sqliteScalar(value: Scalar): unknown {
  return typeof value === 'boolean' ? Number(value) : value;
}
