import type { Column } from './column.ts';
import type { Projection } from './definition.ts';
import { eachColumns, indexedLists, tableIndexes } from './table-indexes.ts';

/** PostgreSQL cuts names after 63 bytes; `__v999__tokens` and `__v999__i99` must fit behind a projection's name. */
const NAME = /^[a-z][a-z0-9_]{0,47}$/;
const COLUMN = /^[a-z][A-Za-z0-9]{0,59}$/;

/**
 * The shape of a projection's table as text: two definitions with the same text have the same tables.
 *
 * @throws Error for a name or a column that no table can have, or an `eachColumn` that is not there or no text.
 */
export function tableShape(projection: Projection): string {
  const { name, version, table } = projection;
  if (!NAME.test(name) || name.includes('__')) {
    throw new Error(
      `projection ${name}: a name is snake case, at most 48 characters, without two underscores together`,
    );
  }
  if (!Number.isInteger(version) || version < 1 || version > 999) {
    throw new Error(`projection ${name}: a version is a whole number from 1 to 999`);
  }
  for (const column of Object.keys(table.columns)) {
    if (!COLUMN.test(column)) throw new Error(`projection ${name}: column ${column} is not a camel-case name`);
  }
  for (const column of eachColumns(projection)) {
    if (!['text', 'key'].includes(table.columns[column]?.kind ?? '')) {
      throw new Error(`projection ${name}: eachColumn looks rows up by ${column}, which is no text column`);
    }
  }
  const columns = Object.entries(table.columns).map(([column, kind]) => `${column} ${kindText(kind)}`);
  const indexes = tableIndexes(projection).map((index) => `index ${index.join(' ')}`);
  return [...columns, ...indexes, ...indexedLists(projection).map((list) => `index in ${list}`)].join('; ');
}

function kindText({ kind, isNullable, element }: Column): string {
  return `${kind}${element ? ` of ${kindText(element)}` : ''}${isNullable ? ' or none' : ''}`;
}
