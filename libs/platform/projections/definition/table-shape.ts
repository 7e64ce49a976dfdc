import type { Column } from './column.ts';
import { type Projection, ROWS, tableNames, tableOf } from './projection.ts';
import { tableName, tokenTableName } from '../store/read-model-store.ts';
import { INDEX_SUFFIX_LENGTH, lookedUpColumns } from '../store/table-indexes.ts';

const NAME = /^[a-z][a-z0-9_]{0,43}$/;
const COLUMN = /^[a-z][A-Za-z0-9]{0,59}$/;
const TABLE = /^[a-z][A-Za-z0-9]*$/;

/** PostgreSQL cuts names after so many bytes, and then cannot tell two of them apart. */
const LONGEST_NAME = 63;

/** More rebuilds of a version than anybody orders. */
const MOST_REBUILDS = 999;

/**
 * The shape of a projection's tables as text: two definitions with the same text have the same tables, whatever indexes
 * they have: those are made where they are missing.
 *
 * @throws Error for a name, a table or a column that no database can have, for an own table that is searched, and for an
 *   `each` over a column that is not there or no text.
 */
export function tableShape(projection: Projection): string {
  const { name, version, ownTables } = projection;
  if (!NAME.test(name) || name.includes('__')) {
    throw new Error(
      `projection ${name}: a name is snake case, at most 44 characters, without two underscores together`,
    );
  }
  const number = projection.rebuild ? -version : version;
  if (!Number.isInteger(number) || number < 1 || number > 999) {
    throw new Error(`projection ${name}: a version is a whole number from 1 to 999`);
  }
  const own = Object.keys(ownTables).map((table) => {
    if (!TABLE.test(table)) throw new Error(`projection ${name}: table ${table} is not a camel-case name`);
    if (ownTables[table]!.searched.length > 0) {
      throw new Error(`projection ${name}: table ${table} is not served, so that nothing of it is searched`);
    }
    return `; table ${table}: ${shapeOf(projection, table)}`;
  });
  const rebuilt = { ...projection, rebuild: MOST_REBUILDS };
  const physical = [tokenTableName(rebuilt), ...tableNames(projection).map((table) => tableName(rebuilt, table))];
  const tooLong = physical.find((table) => table.length + INDEX_SUFFIX_LENGTH > LONGEST_NAME);
  if (tooLong) throw new Error(`projection ${name}: ${tooLong} is too long for the name of a table with indexes`);
  return [shapeOf(projection, ROWS), ...own].join('');
}

function shapeOf(projection: Projection, table: string): string {
  const { columns } = tableOf(projection, table);
  for (const column of Object.keys(columns)) {
    if (!COLUMN.test(column))
      throw new Error(`projection ${projection.name}: column ${column} is not a camel-case name`);
  }
  for (const column of lookedUpColumns(projection, table)) {
    if (!['text', 'key'].includes(columns[column]?.kind ?? '')) {
      throw new Error(`projection ${projection.name}: each looks rows up by ${column}, which is no text column`);
    }
  }
  return Object.entries(columns)
    .map(([column, kind]) => `${column} ${kindText(kind)}`)
    .join('; ');
}

function kindText({ kind, isNullable, element }: Column): string {
  return `${kind}${element ? ` of ${kindText(element)}` : ''}${isNullable ? ' or none' : ''}`;
}
