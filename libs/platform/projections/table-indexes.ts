import { createHash } from 'node:crypto';
import { type Projection, tableNames, tableOf } from './projection.ts';
import { tableName, tokenTableName } from './read-model-store.ts';
import { scopeColumns } from './tombstones.ts';

/** An index of one of the physical tables; of a list, which is looked into, it is of another kind. */
export interface Index {
  readonly name: string;
  readonly table: string;
  readonly columns: readonly string[];
  /** More columns of the row, which queries compare and which are found here without a look at the row. */
  readonly carried: readonly string[];
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
 * The indexes that a version serves with: those that readers' pages and the change feed take. They are made when the rows
 * are there: to sort the rows once costs a fraction of finding the place of each of them in each index.
 */
export function servingIndexes(projection: Projection): readonly Index[] {
  const paging = [...scopeIndexes(projection), ...orderIndexes(projection)];
  const isThere = ({ table, columns, isOfList }: Index) =>
    !isOfList &&
    paging.some((one) => one.table === table && columns.every((name, place) => name === one.columns[place]));
  return [
    ...paging,
    ...declaredIndexes(projection).filter((one) => !isThere(one)),
    ...joiningColumns(projection).map((column) => index(tableName(projection), [column])),
    index(tableName(projection), ['_position', projection.table.keyColumn]),
    index(tokenTableName(projection), ['token', 'key']),
    tokensByKey(projection),
  ];
}

/**
 * The indexes that make every filter quick for who sees all rows: one for each filter and sort. A version serves before they
 * are there.
 */
export function quickeningIndexes(projection: Projection): readonly Index[] {
  const { columns, keyColumn } = projection.table;
  const table = tableName(projection);
  const served = new Set(servingIndexes(projection).map(({ name }) => name));
  return filteredColumns(projection)
    .flatMap((filter) => {
      const { kind } = columns[filter]!;
      if (kind === 'list') return [index(table, [filter], { isOfList: true })];
      // Of an instant there are few rows, and more often it is asked for a span of them.
      if (kind === 'instant' || kind === 'day') return [index(table, [filter, keyColumn])];
      const carried = scopeColumns(projection).filter((column) => column !== filter);
      return sortsOf(projection).map((sort) => {
        const ordered = [...new Set([filter, sort, keyColumn])];
        return index(table, ordered, { carried: carried.filter((column) => !ordered.includes(column)) });
      });
    })
    .filter(({ name, columns: [first], isOfList }) => !served.has(name) && (isOfList || !isScope(projection, first!)));
}

/** For each reach and each sort: a reader's rows in order, with what filters compare. */
function scopeIndexes(projection: Projection): readonly Index[] {
  const { columns, keyColumn } = projection.table;
  const scopes = scopeColumns(projection).filter((column) => columns[column]!.kind !== 'list');
  return scopes.flatMap((scope) =>
    sortsOf(projection).map((sort) => {
      const ordered = [...new Set([scope, sort, keyColumn])];
      const carried = filteredColumns(projection).filter((column) => !ordered.includes(column));
      return index(tableName(projection), ordered, { carried });
    }),
  );
}

/** For each sort: all rows in order, with what is compared that no index has in this order. */
function orderIndexes(projection: Projection): readonly Index[] {
  const { columns, keyColumn } = projection.table;
  return sortsOf(projection).map((sort) => {
    const ordered = [...new Set([sort, keyColumn])];
    const carried = filteredColumns(projection).filter(
      (column) => !ordered.includes(column) && ['list', 'instant', 'day'].includes(columns[column]!.kind),
    );
    return index(tableName(projection), ordered, { carried });
  });
}

function declaredIndexes(projection: Projection): readonly Index[] {
  return tableNames(projection).flatMap((name) => {
    const { indexes, columns, keyColumn } = tableOf(projection, name);
    const isList = (column: string) => columns[column]!.kind === 'list';
    return indexes.flatMap((names) => {
      const scalars = names.filter((column) => !isList(column));
      const lists = names.filter(isList).map((list) => index(tableName(projection, name), [list], { isOfList: true }));
      return scalars.length > 0 ? [index(tableName(projection, name), [...scalars, keyColumn]), ...lists] : lists;
    });
  });
}

function sortsOf({ serve }: Projection): readonly string[] {
  return serve?.sorts ?? [];
}

function filteredColumns({ serve }: Projection): readonly string[] {
  return serve?.filters ?? [];
}

function isScope(projection: Projection, column: string): boolean {
  return scopeColumns(projection).includes(column);
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
function index(
  table: string,
  columns: readonly string[],
  { carried = [], isOfList = false }: { readonly carried?: readonly string[]; readonly isOfList?: boolean } = {},
): Index {
  const digest = createHash('sha256').update(
    [isOfList, ...columns, ...(carried.length > 0 ? ['', ...carried] : [])].join(),
  );
  const name = `${table}__i${digest.digest('hex').slice(0, INDEX_SUFFIX_LENGTH - 3)}`;
  return { name, table, columns, carried, isOfList };
}
