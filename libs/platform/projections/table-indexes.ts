import { createHash } from 'node:crypto';
import { type Projection, ROWS, tableNames, tableOf } from './projection.ts';
import { tableName, tokenTableName } from './read-model-store.ts';

/** An index of one of the physical tables; of a list, which is looked into, it is of another kind. */
export interface Index {
  readonly name: string;
  readonly table: string;
  readonly columns: readonly string[];
  readonly isOfList: boolean;
}

/** The indexes that building a version takes: by the columns that an `each` looks rows up by. */
export function buildingIndexes(projection: Projection): readonly Index[] {
  return tableNames(projection).flatMap((name) => {
    const { keyColumn } = tableOf(projection, name);
    const columns = lookedUpColumns(projection, name).filter((column) => column !== keyColumn);
    return columns.map((column) => index(tableName(projection, name), [column]));
  });
}

/** The index by which the tokens of a row are forgotten. */
export function tokensByKey(projection: Projection): Index {
  return index(tokenTableName(projection), ['key']);
}

/** The columns that the change feed looks rows up by, where what they join has changed. */
function joiningColumns({ table, serve }: Projection): readonly string[] {
  const columns = Object.values(serve?.joins ?? {}).map(([, column]) => column);
  return [...new Set(columns)].filter(
    (column) => column !== table.keyColumn && !table.indexes.some(([first]) => first === column),
  );
}

/**
 * The indexes that queries and the change feed take. They are made when the rows are there: to sort the rows once costs
 * a fraction of finding the place of each of them in each index.
 */
export function servingIndexes(projection: Projection): readonly Index[] {
  const served = tableName(projection);
  const declared = tableNames(projection).flatMap((name) => {
    const { indexes, columns, keyColumn } = tableOf(projection, name);
    const isList = (column: string) => columns[column]!.kind === 'list';
    return indexes.flatMap((names) => {
      const scalars = names.filter((column) => !isList(column));
      const lists = names.filter(isList).map((list) => index(tableName(projection, name), [list], true));
      return scalars.length > 0 ? [index(tableName(projection, name), [...scalars, keyColumn]), ...lists] : lists;
    });
  });
  return [
    ...declared,
    ...joiningColumns(projection).map((column) => index(served, [column])),
    index(served, ['_position', tableOf(projection, ROWS).keyColumn]),
    index(tokenTableName(projection), ['token', 'key']),
    tokensByKey(projection),
  ];
}

/** The columns of a table that handlers look rows up by with `each`. */
export function lookedUpColumns({ on }: Projection, table: string): readonly string[] {
  const columns = Object.values(on).flatMap(({ [table]: folding }) =>
    folding && 'column' in folding.rows ? [folding.rows.column] : [],
  );
  return [...new Set(columns)];
}

/** How many characters stand behind a table's name in the name of an index of it. */
export const INDEX_SUFFIX_LENGTH = 9;

/** What stands behind a table's name in the name of an index of it. */
export function indexSuffix(name: string): string {
  return name.slice(-INDEX_SUFFIX_LENGTH);
}

/** Named by what it is of: an index that is declared otherwise is another one. */
function index(table: string, columns: readonly string[], isOfList = false): Index {
  const digest = createHash('sha256').update([isOfList, ...columns].join());
  return { name: `${table}__i${digest.digest('hex').slice(0, INDEX_SUFFIX_LENGTH - 3)}`, table, columns, isOfList };
}
