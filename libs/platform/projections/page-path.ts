import { type Branch, branches } from './page-conditions.ts';
import { ELEMENT, type Path, type Planning } from './page-sql.ts';
import type { Projection } from './projection.ts';
import { type Condition, type PageQuery, type Scalar, tableName, tokenTableName } from './read-model-store.ts';
import { type Index, indexSuffix, quickeningIndexes, servingIndexes } from './table-indexes.ts';

/** So many rows are read and sorted for a page within a few milliseconds, where no index has them in order. */
const SORTED = 1_000;

/** So many are, rather than that the rows in order are looked at one after another whether they have a token. */
const SORTED_FOUND = 4_000;

/** A list of so many values is asked for one by one, each by an index of its own. */
const MOST_ASKED_SINGLY = 20;

/** What can be asked of the database to find the way to a page. */
export interface PathFinding {
  /** What stands behind the table's name in the names of the indexes that are there now. */
  indexesThere(): ReadonlySet<string>;
  /** About how many rows of a table hold these values in these columns; exact where they are few. */
  count(table: string, values: Values): number;
}

/** Values by the names of columns. */
export type Values = readonly (readonly [column: string, value: Scalar])[];

/** All rows in the order asked for. */
const IN_ORDER: Path = { columns: [], isOrdered: true };

/** A way to a page: by the rows of a table that hold some values. */
interface Way {
  readonly table: string;
  readonly values: Values;
  readonly path: Path;
}

/** A part of a page, and the ways to it. */
interface Part {
  readonly branch: Branch;
  readonly ways: readonly Way[];
}

/**
 * Chooses the indexes that a page of a served table goes by, where the database knows nothing of how many rows hold which
 * value: that of the rarest value asked for whose rows are had in order, or of one so rare that its rows are soon sorted.
 * Where one of several values is asked for, each of them may be gone by alone.
 */
export function pathOver(projection: Projection, finding: PathFinding): Planning {
  const served = tableName(projection);
  const { keyColumn } = projection.table;
  const indexes = [...servingIndexes(projection), ...quickeningIndexes(projection)].filter(
    ({ table }) => table === served,
  );
  const planned = (branch: Branch, order: PageQuery['order']) => {
    const there = finding.indexesThere();
    const usable = indexes.filter(({ name }) => there.has(indexSuffix(name)));
    const part = (one: Branch): Part => ({ branch: one, ways: waysOf(one, order, usable, projection) });
    const plans = [[branch], ...splits(branch, usable)].map((parts) => parts.map(part));
    return chosen(plans, finding);
  };
  return (where, order) =>
    branches(where).flatMap((branch) =>
      branch.where.some((condition) => 'column' in condition && condition.column === keyColumn)
        ? [{ ...branch, path: undefined }]
        : planned(branch, order),
    );
}

type Planned = ReturnType<Planning>;

/** Of several plans that by which fewest rows are gone through. Nothing is counted where there is but one. */
function chosen(plans: readonly (readonly Part[])[], finding: PathFinding): Planned {
  const possible = plans.filter((parts) => parts.every(({ ways }) => ways.length > 0));
  const isOnly =
    possible.length === 1 && possible[0]!.every(({ ways }) => ways.length === 1 && ways[0]!.path.isOrdered);
  if (isOnly) return possible[0]!.map(({ branch, ways }) => ({ ...branch, path: ways[0]!.path }));
  let best: { readonly plan: Planned; readonly count: number } | undefined;
  for (const parts of possible) {
    const plan = parts.map((part) => ({ part, by: rarest(part, finding) }));
    const count = plan.reduce((sum, { by }) => sum + (by?.count ?? Infinity), 0);
    if (count === Infinity || (best && best.count <= count)) continue;
    best = { plan: plan.map(({ part, by }) => ({ ...part.branch, path: by!.way.path })), count };
  }
  return best?.plan ?? [{ ...plans[0]![0]!.branch, path: IN_ORDER }];
}

function rarest({ ways }: Part, finding: PathFinding): { readonly way: Way; readonly count: number } | undefined {
  let best: { readonly way: Way; readonly count: number } | undefined;
  for (const way of ways.toSorted((one, other) => Number(other.path.isOrdered) - Number(one.path.isOrdered))) {
    const count = finding.count(way.table, way.values);
    if (!way.path.isOrdered && count >= (way.path.token === undefined ? SORTED : SORTED_FOUND)) continue;
    if (!best || count < best.count) best = { way, count };
  }
  return best;
}

/** The same rows in parts, each of which holds one of several values asked for. */
function splits(branch: Branch, indexes: readonly Index[]): readonly (readonly Branch[])[] {
  return branch.where.flatMap((condition) => {
    const rest = branch.where.filter((one) => one !== condition);
    if (condition.is === 'oneOf') {
      const { column, values } = condition;
      if (values.length > MOST_ASKED_SINGLY || !indexes.some(({ columns: [first] }) => first === column)) return [];
      return [values.map((value) => ({ ...branch, where: [{ is: 'equal', column, value } as const, ...rest] }))];
    }
    if (condition.is !== 'any' || condition.of.length > MOST_ASKED_SINGLY) return [];
    if (!condition.of.every((one) => one.is === 'containing')) return [];
    const { of } = condition;
    return [of.map((one, place) => ({ where: [one, ...rest], without: [...branch.without, ...of.slice(0, place)] }))];
  });
}

function waysOf(
  { where }: Branch,
  order: PageQuery['order'],
  indexes: readonly Index[],
  projection: Projection,
): readonly Way[] {
  return where.flatMap((condition) => {
    if (condition.is === 'containing') return waysThroughList(condition, where, order, indexes, projection);
    if (condition.is === 'found') return waysByToken(condition, projection);
    return waysByColumn(condition, where, order, indexes, projection);
  });
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
  const list = { table, condition, columns: new Set([keyColumn, ...index.orders, ...index.carried]) };
  const isOrdered = sort === keyColumn || index.orders.includes(sort);
  const values: Values = [[ELEMENT, condition.value]];
  const pairs = where.flatMap((one): Way[] => {
    const value = valueOf(one);
    if (value === undefined || !('column' in one) || !index.paired.includes(one.column)) return [];
    return [
      { table, values: [...values, [one.column, value]], path: { columns: [one.column], isOrdered: false, list } },
    ];
  });
  return [{ table, values, path: { columns: [], isOrdered, list } }, ...pairs];
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
  const scalar = indexes.filter(({ columns: [first], isOfList }) => !isOfList && first === column);
  const paths = scalar
    .filter(({ isPair }) => !isPair)
    .map(({ columns }): Path => {
      const by = columns.slice(
        0,
        columns.findIndex((one) => one === sort || !asked.has(one)),
      );
      const isOrdered = columns[by.length] === sort || column === sort;
      return { columns: by.length > 0 ? by : [column], isOrdered };
    })
    .toSorted((one, other) => rank(other) - rank(one));
  const pairs = scalar.filter(({ isPair, columns: [, other] }) => isPair && asked.has(other!));
  return [
    ...paths.slice(0, 1).map((path): Way => ({ table, values: [[column, value]], path })),
    ...pairs.map(({ columns }): Way => ({
      table,
      values: columns.map((one) => [one, asked.get(one)!] as const),
      path: { columns, isOrdered: false },
    })),
  ];
}

function rank({ isOrdered, columns }: Path): number {
  return (isOrdered ? 100 : 0) + columns.length;
}

function valueOf(condition: Condition): Scalar | undefined {
  return condition.is === 'equal' ? (condition.value ?? undefined) : undefined;
}
