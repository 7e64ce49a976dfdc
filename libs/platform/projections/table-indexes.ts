import { type Projection, tableOf } from './projection.ts';
import type { Columns } from './table.ts';

/**
 * The indexes of one of a projection's tables: those it declares, and one for each column that an `each` looks rows up
 * by, unless an index begins with it already.
 */
export function tableIndexes(projection: Projection, table: string): readonly (readonly string[])[] {
  const { indexes, keyColumn, columns } = tableOf(projection, table);
  const lookedUp = lookedUpColumns(projection, table).filter(
    (column) => column !== keyColumn && !indexes.some(([first]) => first === column),
  );
  return [...indexes, ...lookedUp.map((column) => [column])].map((index) => scalarColumns(index, columns)).filter(some);
}

/**
 * The columns of the served table that the change feed looks rows up by, where what they join has changed. They are no
 * part of the table's shape: they can be made of a table that is there.
 */
export function joiningColumns({ table, serve }: Projection): readonly string[] {
  const columns = Object.values(serve?.joins ?? {}).map(([, column]) => column);
  return [...new Set(columns)].filter(
    (column) => column !== table.keyColumn && !table.indexes.some(([first]) => first === column),
  );
}

/** The list columns that an index names: a list is looked into, not compared, so it has an index of another kind. */
export function indexedLists(projection: Projection, table: string): readonly string[] {
  const { indexes, columns } = tableOf(projection, table);
  return [...new Set(indexes.flat())].filter((name) => columns[name]?.kind === 'list');
}

/** The columns of a table that handlers look rows up by with `each`. */
export function lookedUpColumns({ on }: Projection, table: string): readonly string[] {
  const columns = Object.values(on).flatMap(({ [table]: folding }) =>
    folding && 'column' in folding.rows ? [folding.rows.column] : [],
  );
  return [...new Set(columns)];
}

function scalarColumns(index: readonly string[], columns: Columns): readonly string[] {
  return index.filter((name) => columns[name]?.kind !== 'list');
}

function some(index: readonly string[]): boolean {
  return index.length > 0;
}
