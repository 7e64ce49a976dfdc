import { type Branch, branches } from './page-conditions.ts';
import { MONTH_LENGTH } from './dialect.ts';
import { comparesWithin, isBound, type Way, waysOf } from './page-ways.ts';
import type { Path, Planning, Values } from './planning.ts';
import type { Projection } from '../definition/projection.ts';
import { type PageQuery, tableName } from './read-model-store.ts';
import { type Index, indexSuffix, quickeningIndexes, servingIndexes } from './table-indexes.ts';
import { FEW } from './value-counts.ts';

/** So many rows are read and sorted for a page within a few milliseconds, where no index has them in order. */
const SORTED = 1_000;

/** So many are, rather than that the rows in order are looked at one after another whether they have a token. */
const SORTED_FOUND = 4_000;

/** Where this many rows would be gone through, a span is rather asked for month by month. */
const MANY = 10_000;

/** A span of more months holds much of a table: rows in order are soon found within it. */
const MOST_MONTHS = 36;

/**
 * To look a row up takes as long as to pass over so many within an index that has what is compared: over twenty where the
 * row's page was read of late, over a hundred where it was not.
 */
const LOOKED_UP = 50;

/** A list of so many values is asked for one by one, each by an index of its own. */
const MOST_ASKED_SINGLY = 20;

/** What can be asked of the database to find the way to a page. */
export interface PathFinding {
  /** What stands behind the table's name in the names of the indexes that are there now. */
  indexesThere(): ReadonlySet<string>;
  /** About how many rows of a table hold such values; exact where they are few. Where there are more than `most` it may be any such number. */
  count(table: string, values: Values, most: number): number;
  /** The least and the greatest value of an instant or a day; undefined where no row has one. */
  bounds(column: string): readonly [least: string, most: string] | undefined;
}

/** All rows in the order asked for. */
const IN_ORDER: Path = { columns: [], isOrdered: true };

/** How many rows are gone through, and how long that takes, in rows passed over within an index. */
interface Effort {
  readonly count: number;
  readonly cost: number;
}

/** A part of a page, and the ways to it. */
interface Part {
  readonly branch: Branch;
  readonly ways: readonly Way[];
}

/**
 * Chooses the indexes that a page of a served table goes by, where the database knows nothing of how many rows hold which
 * value: that of the rarest value asked for whose rows are had in order, or of one so rare that its rows are soon looked up.
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

/** Of several plans that which takes least. Nothing is counted where there is but one. */
function chosen(
  plans: readonly (readonly Part[])[],
  finding: PathFinding,
): { readonly plan: Planned; readonly count: number } | undefined {
  const possible = plans.filter((parts) => parts.every(({ ways }) => ways.length > 0));
  const isOnly =
    possible.length === 1 && possible[0]!.every(({ ways }) => ways.length === 1 && ways[0]!.path.isOrdered);
  if (isOnly) return { plan: possible[0]!.map(({ branch, ways }) => ({ ...branch, path: ways[0]!.path })), count: 0 };
  let best: (Effort & { readonly plan: Planned }) | undefined;
  for (const parts of possible) {
    const plan = parts.map((part) => ({ part, by: quickest(part, finding) }));
    const sum = (what: keyof Effort) => plan.reduce((all, { by }) => all + (by?.[what] ?? Infinity), 0);
    const cost = sum('cost');
    if (cost === Infinity || (best && best.cost <= cost)) continue;
    best = { plan: plan.map(({ part, by }) => ({ ...part.branch, path: by!.way.path })), count: sum('count'), cost };
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

/**
 * Of the ways to a part that which takes least. No more rows are counted than it takes to know which: where a reader has a few
 * hundred, it is nothing to a page how many hundred thousand have what is asked for of them.
 */
function quickest({ ways, branch }: Part, finding: PathFinding): (Effort & { readonly way: Way }) | undefined {
  let best: (Effort & { readonly way: Way }) | undefined;
  const compared = [...branch.where, ...branch.without];
  const costOfOne = ({ within }: Way) => (within && comparesWithin(compared, within) ? 1 : LOOKED_UP);
  /** Counts up to a number, or until another way is quicker; answers whether it came to that number. */
  const hasAsMany = (way: Way, most: number): boolean => {
    const one = costOfOne(way);
    const enough = best ? Math.min(most, Math.ceil(best.cost / one)) : most;
    const count = finding.count(way.table, way.values, enough);
    const isMore = count >= enough;
    if (!isMore) best = { way, count, cost: count * one };
    return isMore && enough === most;
  };
  const [ordered, others] = [true, false].map((is) => ways.filter(({ path }) => path.isOrdered === is));
  const common = ordered!.filter((way) => hasAsMany(way, FEW));
  for (const way of others!) hasAsMany(way, way.path.token === undefined ? SORTED : SORTED_FOUND);
  for (const way of common) hasAsMany(way, Infinity);
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
