import type { Column } from '../definition/column.ts';
import type { Scalar } from './read-model-store.ts';

/** What the databases write differently. A parameter is named by its place, from 1. */
export interface Dialect {
  parameter(place: number): string;
  /** A value as the database's client takes it. */
  value(value: Scalar): unknown;
  /** `column` is one of the values of one parameter, the list made with {@link Dialect.listValue}. */
  isOneOf(column: string, kind: Column, parameter: string): string;
  listValue(values: readonly Scalar[]): unknown;
  /** The list in `column` holds a value; `bind` gives a parameter its place. */
  contains(column: string, value: Scalar, bind: (value: unknown) => string): string;
  /** A column that is compared without going by an index of it. */
  aside(column: string): string;
  /** The month of an instant or a day. */
  month(column: string): string;
}

/** How long a month is at the beginning of an instant or a day: `2026-04`. */
export const MONTH_LENGTH = 7;
