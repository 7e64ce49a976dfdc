import { isSealed } from '#platform/event-schema';
import type { Column } from '../definition/column.ts';
import { type Projection, tableOf } from '../definition/projection.ts';
import type { Columns } from '../definition/table.ts';
import type { Row } from './read-model-store.ts';

/**
 * A row as a handler answered it, completed where it is not: a value for each column, `null` where the handler left one out.
 *
 * It is checked before it is written, because what a table refuses would look like a failure of the database and be
 * tried again for ever.
 *
 * @param before the row that was folded into: what it holds already has been checked
 * @throws Error for a row that does not fit the table, naming the column, never the value.
 */
export function checkedRow(
  projection: Projection,
  tableName: string,
  key: string,
  answered: Row,
  before: Row = NO_ROW,
): Row {
  const { columns, keyColumn } = tableOf(projection, tableName);
  let given = 0;
  let isComplete = true;
  for (const name in columns) {
    const value = answered[name];
    if (value === undefined) isComplete = false;
    if (value !== undefined || name in answered) given++;
    if (value === undefined || value !== before[name]) {
      const column = columns[name]!;
      if (!fits(column, value ?? null)) throw refused(projection, `whose ${name} is no ${column.kind}`);
    }
  }
  if (answered[keyColumn] !== key) throw refused(projection, 'under another key than the one it was asked to fold');
  for (const _ in answered) {
    if (given-- === 0) throw refused(projection, `with ${unknownIn(answered, columns)}, which is no column`);
  }
  return isComplete ? answered : completed(answered, columns);
}

function refused({ name }: Projection, problem: string): Error {
  return new Error(`a handler of ${name} answered a row ${problem}`);
}

function unknownIn(answered: Row, columns: Columns): string | undefined {
  return Object.keys(answered).find((column) => !(column in columns));
}

function completed(answered: Row, columns: Columns): Row {
  const row: Record<string, unknown> = {};
  for (const name in columns) row[name] = answered[name] ?? null;
  return row;
}

const NO_ROW: Row = {};

function fits(column: Column, value: unknown): boolean {
  if (value === null) return column.isNullable;
  switch (column.kind) {
    case 'key':
    case 'text':
    case 'instant':
    case 'day':
      // PostgreSQL stores no NUL.
      return typeof value === 'string' && !value.includes('\0');
    case 'integer':
      return Number.isSafeInteger(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'list':
      return Array.isArray(value) && value.every((element) => fits(column.element!, element));
    case 'sealed':
      return isSealed(value);
    case 'json':
      return true;
  }
}
