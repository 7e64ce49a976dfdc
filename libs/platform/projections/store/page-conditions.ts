import type { Condition, Scalar } from './read-model-store.ts';

type Alternative = Extract<Condition, { readonly is: 'any' }>;

/**
 * The same conditions in their plainest form: none within an `all`, none alone in an `any`, and of several that ask one
 * column for values only what they have in common. So a database sees by which index to go.
 *
 * @returns undefined where no row can satisfy them
 */
export function simplified(where: readonly Condition[]): readonly Condition[] | undefined {
  const others: Condition[] = [];
  const asked = new Map<string, readonly Scalar[]>();
  for (const condition of where.flatMap(flat)) {
    if (condition.is === 'any' && condition.of.length === 0) return undefined;
    const values = valuesOf(condition);
    if (values === undefined || !('column' in condition)) {
      others.push(condition);
      continue;
    }
    const before = asked.get(condition.column);
    const common = before ? before.filter((value) => values.includes(value)) : [...new Set(values)];
    if (common.length === 0) return undefined;
    asked.set(condition.column, common);
  }
  const compared = [...asked].map(([column, values]): Condition =>
    values.length === 1 ? { is: 'equal', column, value: values[0]! } : { is: 'oneOf', column, values },
  );
  return [...compared, ...others];
}

/**
 * The conditions once for each alternative of the first `any` that names columns only: each set, which leaves out what
 * those before it hold, can go by an index of its own.
 */
export function branches(where: readonly Condition[]): readonly Branch[] {
  const split = where.find((condition): condition is Alternative => condition.is === 'any' && isSplit(condition));
  if (!split) return [{ where, without: [] }];
  const rest = where.filter((condition) => condition !== split);
  return split.of.flatMap((alternative, place) => {
    const narrowed = simplified([alternative, ...rest]);
    return narrowed ? [{ where: narrowed, without: split.of.slice(0, place) }] : [];
  });
}

/** Rows that satisfy all of `where` and none of `without`. */
export interface Branch {
  readonly where: readonly Condition[];
  readonly without: readonly Condition[];
}

function isSplit({ of }: Alternative): boolean {
  return of.every((alternative) => alternative.is === 'equal' && alternative.value !== null);
}

function flat(condition: Condition): readonly Condition[] {
  if (condition.is === 'all') return condition.of.flatMap(flat);
  if (condition.is !== 'any') return [condition];
  const of = alternatives(condition);
  return of.length === 1 ? flat(of[0]!) : [{ is: 'any', of }];
}

function alternatives(condition: Condition): readonly Condition[] {
  return condition.is === 'any' ? condition.of.flatMap(alternatives) : [condition];
}

/** The values of which a column must hold one. */
function valuesOf(condition: Condition): readonly Scalar[] | undefined {
  if (condition.is === 'oneOf') return condition.values;
  return condition.is === 'equal' && condition.value !== null ? [condition.value] : undefined;
}
