import type { Columns, Projection } from './definition.ts';

/**
 * The indexes of a projection's table: those it declares, and one for each column that an `eachColumn` handler looks rows up by,
 * unless an index begins with it already.
 */
export function tableIndexes(projection: Projection): readonly (readonly string[])[] {
  const { indexes, keyColumn, columns } = projection.table;
  const lookedUp = eachColumns(projection).filter(
    (column) => column !== keyColumn && !indexes.some(([first]) => first === column),
  );
  return [...indexes, ...lookedUp.map((column) => [column])].map((index) => scalarColumns(index, columns)).filter(some);
}

/** The list columns that an index names: a list is looked into, not compared, so it has an index of another kind. */
export function indexedLists({ table }: Projection): readonly string[] {
  return [...new Set(table.indexes.flat())].filter((name) => table.columns[name]?.kind === 'list');
}

/** The columns that `eachColumn` handlers of a projection look rows up by. */
export function eachColumns(projection: Projection): readonly string[] {
  const columns = Object.values(projection.on).flatMap((handler) =>
    handler && 'eachColumn' in handler ? [handler.eachColumn] : [],
  );
  return [...new Set(columns)];
}

function scalarColumns(index: readonly string[], columns: Columns): readonly string[] {
  return index.filter((name) => columns[name]?.kind !== 'list');
}

function some(index: readonly string[]): boolean {
  return index.length > 0;
}
