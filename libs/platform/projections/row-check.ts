import { isSealed } from '#platform/event-schema';
import type { Column } from './column.ts';
import { type Projection, tableOf } from './projection.ts';
import type { Row } from './read-model-store.ts';

/**
 * A row as a handler answered it, completed: a value for each column, `null` where the handler left one out.
 *
 * It is checked before it is written, because what a table refuses would look like a failure of the database and be
 * tried again for ever.
 *
 * @throws Error for a row that does not fit the table, naming the column, never the value.
 */
export function checkedRow(projection: Projection, tableName: string, key: string, answered: Row): Row {
  const table = tableOf(projection, tableName);
  const refuse = (problem: string): never => {
    throw new Error(`a handler of ${projection.name} answered a row ${problem}`);
  };
  const row: Record<string, unknown> = {};
  let held = 0;
  for (const column in table.columns) {
    const value = answered[column] ?? null;
    if (column in answered) held++;
    if (!fits(table.columns[column]!, value)) refuse(`whose ${column} is no ${table.columns[column]!.kind}`);
    row[column] = value;
  }
  if (row[table.keyColumn] !== key) refuse(`under another key than the one it was asked to fold`);
  if (held !== Object.keys(answered).length) {
    refuse(`with ${Object.keys(answered).find((column) => !(column in table.columns))}, which is no column`);
  }
  return row;
}

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
