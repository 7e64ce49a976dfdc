import type { Leading } from './page-sql.ts';
import type { Projection } from './projection.ts';
import { type Condition, type PageQuery, type Scalar, tableName } from './read-model-store.ts';
import { type Index, indexSuffix, quickeningIndexes, servingIndexes } from './table-indexes.ts';

/** So many rows are read and sorted for a page within a few milliseconds, where no index has them in order. */
const SORTED = 1_000;

/** What can be asked of the database to find the way to a page. */
export interface PathFinding {
  /** What stands behind the table's name in the names of the indexes that are there now. */
  indexesThere(): ReadonlySet<string>;
  /** About how many rows hold a value; exact where they are few. */
  count(column: string, value: Scalar): number;
}

/** A way to a page: by the rows that hold a value. */
interface Way {
  readonly value: Scalar;
  /** Columns to go by, the value's first. */
  readonly columns: readonly string[];
  /** Whether an index has its rows in the order asked for. */
  readonly isOrdered: boolean;
}

/**
 * Chooses the index that a page of a served table goes by, where the database knows nothing of how many rows hold which
 * value: that of the rarest value asked for whose rows are had in order, or of one so rare that its rows are soon sorted.
 */
export function pathOver(projection: Projection, finding: PathFinding): Leading {
  const served = tableName(projection);
  const indexes = [...servingIndexes(projection), ...quickeningIndexes(projection)].filter(
    ({ table, isOfList }) => table === served && !isOfList,
  );
  return (where, order) => {
    if (!where.some((condition) => valueOf(condition) !== undefined)) return [];
    const there = finding.indexesThere();
    const usable = indexes.filter(({ name }) => there.has(indexSuffix(name)));
    const ways = where.flatMap((condition) => wayOf(condition, where, order, usable));
    if (ways.length <= 1 && ways.every(({ isOrdered }) => isOrdered)) return ways[0]?.columns ?? [];
    let best: { readonly way: Way; readonly count: number } | undefined;
    for (const way of ways.toSorted((one, other) => Number(other.isOrdered) - Number(one.isOrdered))) {
      const count = finding.count(way.columns[0]!, way.value);
      if (!way.isOrdered && count >= SORTED) continue;
      if (!best || count < best.count) best = { way, count };
    }
    return best?.way.columns ?? [];
  };
}

function wayOf(
  condition: Condition,
  where: readonly Condition[],
  { column: sort }: PageQuery['order'],
  indexes: readonly Index[],
): readonly Way[] {
  const value = valueOf(condition);
  if (value === undefined || !('column' in condition)) return [];
  const compared = new Set(where.flatMap((one) => (valueOf(one) !== undefined && 'column' in one ? [one.column] : [])));
  const ways = indexes
    .filter(({ columns: [first] }) => first === condition.column)
    .map(({ columns }) => {
      const by = columns.slice(
        0,
        columns.findIndex((column) => column === sort || !compared.has(column)),
      );
      const isOrdered = columns[by.length] === sort || condition.column === sort;
      return { value, columns: by.length > 0 ? by : [condition.column], isOrdered };
    })
    .toSorted((one, other) => rank(other) - rank(one));
  return ways.slice(0, 1);
}

function rank({ isOrdered, columns }: Way): number {
  return (isOrdered ? 100 : 0) + columns.length;
}

function valueOf(condition: Condition): Scalar | undefined {
  return condition.is === 'equal' ? (condition.value ?? undefined) : undefined;
}
