import type { Projection } from '../definition/projection.ts';
import type { Branch } from './page-conditions.ts';
import { ELEMENT } from './page-sql.ts';
import type { Path, Values } from './planning.ts';
import { type Condition, type PageQuery, type Scalar, tableName, tokenTableName } from './read-model-store.ts';
import { type Index, indexSuffix } from './table-indexes.ts';

/** A way to a page: by the rows of a table that hold some values. */
export interface Way {
  readonly table: string;
  readonly values: Values;
  readonly path: Path;
  /** Where rows are had in order, what is found of each without a look at it. In no order all are looked up, to be sorted. */
  readonly within?: ReadonlySet<string>;
}

/** The ways to the rows of a branch by the indexes that are there. */
export function waysOf(
  { where }: Branch,
  order: PageQuery['order'],
  indexes: readonly Index[],
  projection: Projection,
): readonly Way[] {
  const ofConditions = where.flatMap((condition) => {
    if (condition.is === 'containing') return waysThroughList(condition, where, order, indexes, projection);
    if (condition.is === 'found') return waysByToken(condition, projection);
    return waysByColumn(condition, where, order, indexes, projection);
  });
  return [...ofConditions, ...waysBySpan(where, order, indexes, projection)];
}

/** By the few rows within a span of one column, which are asked for in the order of another. */
function waysBySpan(
  where: readonly Condition[],
  { column: sort }: PageQuery['order'],
  indexes: readonly Index[],
  projection: Projection,
): readonly Way[] {
  const bounds = where.flatMap((one): Values =>
    isBound(one) ? [[one.column, one.value, one.is === 'atLeast' ? '>=' : '<=']] : [],
  );
  const columns = [...new Set(bounds.map(([column]) => column))].filter(
    (column) =>
      column !== sort &&
      indexes.some(({ columns: [first], isOfList, isOfMonths }) => !isOfList && !isOfMonths && first === column),
  );
  return columns.map((column) => ({
    table: tableName(projection),
    values: bounds.filter(([bounded]) => bounded === column),
    path: { columns: [column], isOrdered: false },
  }));
}

function waysByToken({ tokens }: Extract<Condition, { readonly is: 'found' }>, projection: Projection): readonly Way[] {
  return tokens.map((token) => ({
    table: tokenTableName(projection),
    values: [['token', token]],
    path: { columns: [], isOrdered: false, token },
  }));
}

function waysThroughList(
  condition: Extract<Condition, { readonly is: 'containing' }>,
  where: readonly Condition[],
  { column: sort }: PageQuery['order'],
  indexes: readonly Index[],
  projection: Projection,
): readonly Way[] {
  const index = indexes.find(({ isOfList, columns: [list] }) => isOfList && list === condition.column);
  if (!index) return [];
  const { keyColumn } = projection.table;
  const table = tableName(projection) + indexSuffix(index.name);
  const within = new Set([keyColumn, ...index.orders, ...index.carried]);
  const isOrdered = sort === keyColumn || index.orders.includes(sort);
  const list = { table, condition, columns: within };
  const held: Values = [[ELEMENT, condition.value]];
  const pairs = where.flatMap((one): readonly Way[] => {
    const value = valueOf(one);
    if (value === undefined || !('column' in one) || !index.paired.includes(one.column)) return [];
    const values: Values = [...held, [one.column, value]];
    return [{ table, values, path: { columns: [one.column], isOrdered: false, list: { ...list, values } } }];
  });
  const alone: Way = { table, values: held, path: { columns: [], isOrdered, list: { ...list, values: held } } };
  return [isOrdered ? { ...alone, within: new Set([condition.column, ...within]) } : alone, ...pairs];
}

function waysByColumn(
  condition: Condition,
  where: readonly Condition[],
  { column: sort }: PageQuery['order'],
  indexes: readonly Index[],
  projection: Projection,
): readonly Way[] {
  const value = valueOf(condition);
  if (value === undefined || !('column' in condition)) return [];
  const { column } = condition;
  const asked = new Map(
    where.flatMap((one) => {
      const of = valueOf(one);
      return of !== undefined && 'column' in one ? [[one.column, of] as const] : [];
    }),
  );
  const table = tableName(projection);
  const scalar = indexes.filter(
    ({ columns: [first], isOfList, isOfMonths }) => !isOfList && !isOfMonths && first === column,
  );
  const paths = scalar
    .filter(({ isPair }) => !isPair)
    .map(({ columns, carried }): Pick<Way, 'path' | 'within'> => {
      const by = columns.slice(
        0,
        columns.findIndex((one) => one === sort || !asked.has(one)),
      );
      const isOrdered = columns[by.length] === sort || column === sort;
      const path = { columns: by.length > 0 ? by : [column], isOrdered };
      return isOrdered ? { path, within: new Set([...columns, ...carried]) } : { path };
    })
    .toSorted((one, other) => rank(other.path) - rank(one.path));
  const valuesOf = (columns: readonly string[]): Values => columns.map((one) => [one, asked.get(one)!]);
  const best = paths.slice(0, 1);
  const others = new Set(scalar.map(({ columns: [, other] }) => other!).filter((other) => asked.has(other)));
  // Pairs are told by an index of nothing else, or by the beginning of one that has them in an order.
  const pairs = [...others]
    .map((other) => [column, other])
    .filter((pair) => pair.join() !== best[0]?.path.columns.join());
  return [
    ...best.map((way): Way => ({ table, values: valuesOf(way.path.columns), ...way })),
    ...pairs.map((columns): Way => ({ table, values: valuesOf(columns), path: { columns, isOrdered: false } })),
  ];
}

function rank({ isOrdered, columns }: Path): number {
  return (isOrdered ? 100 : 0) + columns.length;
}

function valueOf(condition: Condition): Scalar | undefined {
  return condition.is === 'equal' ? (condition.value ?? undefined) : undefined;
}

export function isBound(condition: Condition): condition is Extract<Condition, { readonly is: 'atLeast' | 'atMost' }> {
  return condition.is === 'atLeast' || condition.is === 'atMost';
}

/** Whether conditions compare nothing of a row but these columns. */
export function comparesWithin(conditions: readonly Condition[], columns: ReadonlySet<string>): boolean {
  return conditions.every((one) => {
    if (one.is === 'any' || one.is === 'all') return comparesWithin(one.of, columns);
    return 'column' in one && columns.has(one.column);
  });
}
