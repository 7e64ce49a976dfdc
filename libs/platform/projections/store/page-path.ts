import { type Branch, branches } from './page-conditions.ts';
import { ELEMENT, MONTH_LENGTH, type Path, type Planning } from './page-sql.ts';
import type { Projection } from '../definition/projection.ts';
import { type Condition, type PageQuery, type Scalar, tableName, tokenTableName } from './read-model-store.ts';
import { type Index, indexSuffix, quickeningIndexes, servingIndexes } from './table-indexes.ts';

/** So many rows are read and sorted for a page within a few milliseconds, where no index has them in order. */
const SORTED = 1_000;

/** So many are, rather than that the rows in order are looked at one after another whether they have a token. */
const SORTED_FOUND = 4_000;

/** Where this many rows would be gone through, a span is rather asked for month by month. */
const MANY = 10_000;

/** A span of more months holds much of a table: rows in order are soon found within it. */
const MOST_MONTHS = 36;

/** A list of so many values is asked for one by one, each by an index of its own. */
const MOST_ASKED_SINGLY = 20;

/** What can be asked of the database to find the way to a page. */
export interface PathFinding {
  /** What stands behind the table's name in the names of the indexes that are there now. */
  indexesThere(): ReadonlySet<string>;
  /** About how many rows of a table hold such values; exact where they are few. */
  count(table: string, values: Values): number;
  /** The least and the greatest value of an instant or a day; undefined where no row has one. */
  bounds(column: string): readonly [least: string, most: string] | undefined;
}

/** What columns are asked for: to hold a value, or one that is not below it, or not above. */
export type Values = readonly (readonly [column: string, value: Scalar, compared?: '>=' | '<='])[];

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
    const best = chosen(plans, finding);
    if (best && best.count < MANY) return best.plan;
    return byMonths(branch, order, usable, finding) ?? best?.plan ?? [{ ...branch, path: IN_ORDER }];
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
function chosen(
  plans: readonly (readonly Part[])[],
  finding: PathFinding,
): { readonly plan: Planned; readonly count: number } | undefined {
  const possible = plans.filter((parts) => parts.every(({ ways }) => ways.length > 0));
  const isOnly =
    possible.length === 1 && possible[0]!.every(({ ways }) => ways.length === 1 && ways[0]!.path.isOrdered);
  if (isOnly) return { plan: possible[0]!.map(({ branch, ways }) => ({ ...branch, path: ways[0]!.path })), count: 0 };
  let best: { readonly plan: Planned; readonly count: number } | undefined;
  for (const parts of possible) {
    const plan = parts.map((part) => ({ part, by: rarest(part, finding) }));
    const count = plan.reduce((sum, { by }) => sum + (by?.count ?? Infinity), 0);
    if (count === Infinity || (best && best.count <= count)) continue;
    best = { plan: plan.map(({ part, by }) => ({ ...part.branch, path: by!.way.path })), count };
  }
  return best;
}

/** The parts of a span of one column, asked for in the order of another, by its months. */
function byMonths(
  branch: Branch,
  { column: sort }: PageQuery['order'],
  indexes: readonly Index[],
  finding: PathFinding,
): Planned | undefined {
  const index = indexes.find(
    ({ isOfMonths, columns: [first, second] }) =>
      isOfMonths && second === sort && branch.where.some((one) => isBound(one) && one.column === first),
  );
  if (!index) return undefined;
  const column = index.columns[0]!;
  const within = finding.bounds(column);
  if (!within) return undefined;
  const bound = (is: 'atLeast' | 'atMost') =>
    branch.where.flatMap((one) => (one.is === is && one.column === column ? [String(one.value)] : []));
  const months = monthsFrom(
    [...bound('atLeast'), within[0]].sort().at(-1)!,
    [...bound('atMost'), within[1]].sort()[0]!,
  );
  if (months.length === 0 || months.length > MOST_MONTHS) return undefined;
  return months.map((value) => ({ ...branch, path: { columns: [], isOrdered: true, month: { column, value } } }));
}

/** The months of a span, one more than {@link MOST_MONTHS} at most. */
function monthsFrom(from: string, to: string): readonly string[] {
  const months: string[] = [];
  const last = to.slice(0, MONTH_LENGTH);
  for (let month = from.slice(0, MONTH_LENGTH); month <= last && months.length <= MOST_MONTHS;) {
    months.push(month);
    const next = new Date(`${month}-01T00:00:00.000Z`);
    next.setUTCMonth(next.getUTCMonth() + 1);
    month = next.toISOString().slice(0, MONTH_LENGTH);
  }
  return months;
}

function isBound(condition: Condition): condition is Extract<Condition, { readonly is: 'atLeast' | 'atMost' }> {
  return condition.is === 'atLeast' || condition.is === 'atMost';
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
  const scalar = indexes.filter(
    ({ columns: [first], isOfList, isOfMonths }) => !isOfList && !isOfMonths && first === column,
  );
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
