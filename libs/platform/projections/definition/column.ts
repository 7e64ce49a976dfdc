import type { DataClass } from '#platform/event-store';
import type { Personal } from '#platform/event-schema';

/** How a column's values are stored, checked and documented. */
export type ColumnKind = 'key' | 'text' | 'integer' | 'boolean' | 'instant' | 'day' | 'list' | 'json' | 'sealed';

/** A column of a read model's table. `T` is the type of its values in a row. */
export interface Column<T = unknown> {
  readonly kind: ColumnKind;
  readonly isNullable: boolean;
  /** Never answered, to nobody: kept for the handlers alone. A change of it alone is no change of the row for its readers. */
  readonly isHidden: boolean;
  /** Class of field: who may see it follows from the projection's `reveals`; none: everyone who sees the row. */
  readonly dataClass?: DataClass;
  /** Kind of the elements of a list. */
  readonly element?: Column;
  nullable(): Column<T | null>;
  fieldClass(dataClass: DataClass): Column<T>;
  hidden(): Column<T>;
}

function column<T>(
  kind: ColumnKind,
  rest: { isNullable?: boolean; isHidden?: boolean; dataClass?: DataClass; element?: Column } = {},
): Column<T> {
  return {
    kind,
    isNullable: false,
    isHidden: false,
    ...rest,
    nullable: () => column<T | null>(kind, { ...rest, isNullable: true }),
    fieldClass: (dataClass) => column<T>(kind, { ...rest, dataClass }),
    hidden: () => column<T>(kind, { ...rest, isHidden: true }),
  };
}

/** The row's key: by default the id of the event's stream. */
export const key = () => column<string>('key');
export const text = () => column<string>('text');
/** A whole number within ±2^53. */
export const integer = () => column<number>('integer');
export const boolean = () => column<boolean>('boolean');
/** ISO 8601 UTC instant. */
export const instant = () => column<string>('instant');
/** `YYYY-MM-DD` in Asia/Tokyo. */
export const day = () => column<string>('day');
/** A list of values, stored as JSON; a filter on it asks whether it contains a value. */
export const list = <T>(element: Column<T>) => column<readonly T[]>('list', { element: element });
/** Any JSON value: carried and shown, never filtered or sorted by. It may hold sealed values. */
export const json = <T>() => column<T>('json');
/** A personal value, copied from the event unopened; opened at the edge. Never sorted or filtered by. */
export const sealed = <T = string>() => column<Personal<T>>('sealed');
