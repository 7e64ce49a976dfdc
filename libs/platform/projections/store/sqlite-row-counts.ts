import { type Projection, tableNames } from '../definition/projection.ts';
import { quoted } from './page-sql.ts';
import { tableName, tokenTableName } from './read-model-store.ts';
import type { SqliteTables } from './sqlite-tables.ts';

type Asked = Pick<SqliteTables, 'first'>;

/** Whether there is a row in any of a projection's tables. */
export function hasRows(asked: Asked, projection: Projection): boolean {
  const tables = [...tableNames(projection).map((name) => tableName(projection, name)), tokenTableName(projection)];
  return tables.some((table) => asked.first(`SELECT 1 FROM ${quoted(table)}`) !== undefined);
}

/** Whether the served table has at least so many rows. */
export function hasMany(asked: Asked, projection: Projection, many: number): boolean {
  const some = `SELECT 1 FROM ${quoted(tableName(projection))} LIMIT ?`;
  return Number(asked.first(`SELECT count(*) AS count FROM (${some})`, many)?.['count']) === many;
}
