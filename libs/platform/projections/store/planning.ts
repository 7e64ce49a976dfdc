import type { Branch } from './page-conditions.ts';
import type { Condition, PageQuery, Scalar } from './read-model-store.ts';

/** What columns are asked for: to hold a value, or one that is not below it, or not above. */
export type Values = readonly (readonly [column: string, value: Scalar, compared?: '>=' | '<='])[];

/** What a part of a page goes by; what else is compared is compared as rows come along. */
export interface Path {
  /** The columns whose index is gone by, beside the one that is sorted by. */
  readonly columns: readonly string[];
  /** Whether that has the rows in the order asked for. */
  readonly isOrdered: boolean;
  /** The table beside the rows of what their lists hold, gone by instead for one of the conditions. */
  readonly list?: {
    readonly table: string;
    readonly condition: Extract<Condition, { readonly is: 'containing' }>;
    /** Columns of the rows that it has too. */
    readonly columns: ReadonlySet<string>;
    /** What its rows hold that are gone by. */
    readonly values: Values;
  };
  /** The search token whose rows are gone by instead. */
  readonly token?: string;
  /** The month of a column whose rows are gone by instead. */
  readonly month?: { readonly column: string; readonly value: string };
}

/** Divides a page into parts, and chooses what each goes by. */
export type Planning = (
  where: readonly Condition[],
  order: PageQuery['order'],
) => readonly (Branch & { readonly path: Path | undefined })[];
