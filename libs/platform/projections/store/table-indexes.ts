import { createHash } from 'node:crypto';
import { type Projection, ROWS, tableNames, tableOf } from '../definition/projection.ts';
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
  /** Of a list: the columns by which pages of the rows that hold a value are sorted, beside the key. */
  readonly orders: readonly string[];
  /** Of a list: the columns that are counted together with what it holds. */
  readonly paired: readonly string[];
  /** Of a reach and a filter, in no order. */
  readonly isPair: boolean;
  /** Of the month of its first column, an instant or a day. */
  readonly isOfMonths: boolean;
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
  const isThere = ({ table, columns }: Index) =>
    paging.some((one) => one.table === table && columns.every((name, place) => name === one.columns[place]));
  return [
    ...paging,
    ...declaredIndexes(projection).filter((one) => !one.isOfList && !isThere(one)),
    ...joiningColumns(projection).map((column) => index(tableName(projection), [column])),
    index(tableName(projection), ['_position', projection.table.keyColumn]),
    index(tokenTableName(projection), ['token', 'key']),
    tokensByKey(projection),
  ];
}

/**
 * From so many rows on a table has the {@link quickeningIndexes}. Fewer are gone through in the order asked for, within an index
 * that has what filters compare, in some milliseconds; each of those indexes would cost every write of them.
 */
export const MANY_ROWS = 20_000;

/**
 * The indexes that make every filter quick for who sees all rows, one for each filter and sort, and every reach that a list
 * tells. A version serves before they are there.
 */
export function quickeningIndexes(projection: Projection): readonly Index[] {
  const { columns, keyColumn } = projection.table;
  const table = tableName(projection);
  const serving = servingIndexes(projection);
  const filtered = [...new Set([...listScopes(projection), ...filteredColumns(projection)])]
    .flatMap((filter) => {
      const { kind } = columns[filter]!;
      if (kind === 'list') return [listIndex(projection, filter)];
      // Of an instant there are few rows, and more often it is asked for a span of them.
      if (kind === 'instant' || kind === 'day')
        return [index(table, [filter, keyColumn]), ...monthIndexes(projection, filter)];
      return sortsOf(projection).map((sort) => {
        const ordered = [...new Set([filter, sort, keyColumn])];
        return index(table, ordered, { carried: scopeColumns(projection).filter((one) => !ordered.includes(one)) });
      });
    })
    .filter(({ columns: [first], isOfList }) => isOfList || !isScope(projection, first!));
  const lists = declaredIndexes(projection).filter(({ isOfList }) => isOfList);
  const byName = new Map([...filtered, ...lists, ...pairIndexes(projection)].map((one) => [one.name, one]));
  return [...byName.values()].filter((one) => !serving.some((other) => isWithin(one, other)));
}

/** Whether an index is the beginning of another, which has all that it has. */
function isWithin(one: Index, other: Index): boolean {
  if (one.name === other.name) return true;
  const isPlain = ({ isOfList, isOfMonths }: Index) => !isOfList && !isOfMonths;
  if (one.table !== other.table || !isPlain(one) || !isPlain(other)) return false;
  const has = new Set([...other.columns, ...other.carried]);
  return (
    one.columns.every((column, place) => column === other.columns[place]) &&
    one.carried.every((column) => has.has(column))
  );
}

/** Those of a table that has so many rows by now, or not: none of few. */
export function quickeningIndexesFor(projection: Projection, hasMany: boolean): readonly Index[] {
  return hasMany ? quickeningIndexes(projection) : [];
}

/** For each reach and each sort: a reader's rows in order, with what filters compare. */
function scopeIndexes(projection: Projection): readonly Index[] {
  const { keyColumn } = projection.table;
  return scalarScopes(projection).flatMap((scope) =>
    sortsOf(projection).map((sort) => {
      const ordered = [...new Set([scope, sort, keyColumn])];
      const carried = filteredColumns(projection).filter((column) => !ordered.includes(column));
      return index(tableName(projection), ordered, { carried });
    }),
  );
}

/** For each sort: all rows in order, with what filters compare and what tells a reader's rows apart where a list does. */
function orderIndexes(projection: Projection): readonly Index[] {
  const { keyColumn } = projection.table;
  return sortsOf(projection).map((sort) => {
    const ordered = [...new Set([sort, keyColumn])];
    const compared = [...new Set([...filteredColumns(projection), ...listScopes(projection)])];
    return index(tableName(projection), ordered, { carried: compared.filter((column) => !ordered.includes(column)) });
  });
}

/** What a list holds, and its rows in each order, with what tells their reach; where the list tells it, with what filters compare. */
function listIndex(projection: Projection, list: string, name: string = ROWS): Index {
  const { keyColumn } = tableOf(projection, name);
  if (name !== ROWS) return index(tableName(projection, name), [list], { isOfList: true });
  const orders = sortsOf(projection).filter((sort) => sort !== keyColumn);
  const compared = isScope(projection, list) ? filteredColumns(projection) : scalarScopes(projection);
  const carried = compared.filter((column) => ![list, keyColumn, ...orders].includes(column));
  const paired = pairedScopes(projection).filter((column) => carried.includes(column));
  return index(tableName(projection), [list], { isOfList: true, orders, carried, paired });
}

/** For each other order: the rows of a month. A span is asked for month by month. */
function monthIndexes(projection: Projection, filter: string): readonly Index[] {
  const { keyColumn } = projection.table;
  const orders = sortsOf(projection).filter((sort) => sort !== filter && sort !== keyColumn);
  return orders.map((sort) =>
    index(tableName(projection), [filter, sort, keyColumn], {
      carried: [filter, ...scalarScopes(projection).filter((column) => column !== sort)],
      isOfMonths: true,
    }),
  );
}

/** For each reach and each filter: how many of a reader's rows hold a value, and which, where they are few. */
export function pairIndexes(projection: Projection): readonly Index[] {
  const { columns, keyColumn } = projection.table;
  const filters = filteredColumns(projection).filter(
    (column) => column !== keyColumn && ['text', 'integer', 'boolean'].includes(columns[column]!.kind),
  );
  return pairedScopes(projection).flatMap((scope) =>
    filters
      .filter((filter) => filter !== scope)
      .map((filter) => index(tableName(projection), [scope, filter], { isPair: true })),
  );
}

/** Those by which a reader may have many rows: what is a person's own is soon passed over, whatever is asked for of it. */
function pairedScopes(projection: Projection): readonly string[] {
  const { persons = [], offices = [], members = [], organisations = [] } = projection.scope;
  const ofMany = [...offices, ...members, ...organisations];
  return scalarScopes(projection).filter((column) => !persons.includes(column) || ofMany.includes(column));
}

function scalarScopes(projection: Projection): readonly string[] {
  return reachColumns(projection).filter((column) => projection.table.columns[column]!.kind !== 'list');
}

function listScopes(projection: Projection): readonly string[] {
  return reachColumns(projection).filter((column) => projection.table.columns[column]!.kind === 'list');
}

/**
 * The columns that a reader's rows are found by. Where rows are addressed to somebody those columns alone: they narrow every
 * other reach.
 */
function reachColumns(projection: Projection): readonly string[] {
  return projection.scope.addressees ?? scopeColumns(projection);
}

function declaredIndexes(projection: Projection): readonly Index[] {
  return tableNames(projection).flatMap((name) => {
    const { indexes, columns, keyColumn } = tableOf(projection, name);
    const isList = (column: string) => columns[column]!.kind === 'list';
    return indexes.flatMap((names) => {
      const scalars = names.filter((column) => !isList(column));
      const lists = names.filter(isList).map((list) => listIndex(projection, list, name));
      if (scalars.length === 0) return lists;
      const ordered = [...scalars, keyColumn];
      const carried = name === ROWS && scalars.length > 1 ? scopeColumns(projection) : [];
      return [
        index(tableName(projection, name), ordered, { carried: carried.filter((one) => !ordered.includes(one)) }),
        ...lists,
      ];
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
  return reachColumns(projection).includes(column);
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
  { carried = [], isOfList = false, orders = [], paired = [], isPair = false, isOfMonths = false }: Partial<Index> = {},
): Index {
  const more = [orders, carried].flatMap((names) => (names.length > 0 ? ['', ...names] : []));
  const digest = createHash('sha256').update([isOfMonths ? 'months' : isOfList, ...columns, ...more].join());
  const name = `${table}__i${digest.digest('hex').slice(0, INDEX_SUFFIX_LENGTH - 3)}`;
  return { name, table, columns, carried, isOfList, orders, paired, isPair, isOfMonths };
}
