import type { Column } from '../definition/column.ts';
import { type Dialect, MONTH_LENGTH } from './dialect.ts';

/** How PostgreSQL writes what the databases write differently. */
export const postgresDialect: Dialect = {
  parameter: (place) => `$${place}`,
  value: (value) => value,
  isOneOf: (column, kind, parameter) => `${column} = ANY(${parameter}::${arrivingType(kind)}[])`,
  listValue: (values) => [...values],
  contains: (column, value, bind) => `${column} @> ${bind(JSON.stringify([value]))}::jsonb`,
  aside: (column) => column,
  month: (column) => `left(${column}, ${MONTH_LENGTH})`,
};

/**
 * The column's type. Text compares by bytes, as in SQLite, whatever the database's language. `json` keeps a value as it
 * was written; lists are `jsonb`, which can be asked what it contains.
 */
export function postgresType({ kind }: Column): string {
  switch (kind) {
    case 'integer':
      return 'bigint';
    case 'boolean':
      return 'boolean';
    case 'list':
      return 'jsonb';
    case 'json':
    case 'sealed':
      return 'json';
    case 'key':
    case 'text':
    case 'instant':
    case 'day':
      return 'text COLLATE "C"';
  }
}

/** The type a column's values arrive in, many at a time: JSON as text, which is turned into JSON on insertion. */
export function arrivingType({ kind }: Column): 'bigint' | 'boolean' | 'text' {
  return kind === 'integer' ? 'bigint' : kind === 'boolean' ? 'boolean' : 'text';
}

/** How an inserted value becomes one of the column's type. */
export function insertedAs({ kind }: Column, value: string): string {
  return kind === 'list' ? `${value}::jsonb` : kind === 'json' || kind === 'sealed' ? `${value}::json` : value;
}

/** A row's value as it is sent. */
export function toPostgres({ kind }: Column, value: unknown): unknown {
  if (value === null) return null;
  return kind === 'list' || kind === 'json' || kind === 'sealed' ? JSON.stringify(value) : value;
}

/** A value of a row as it is answered: a bigint arrives as text. */
export function fromPostgres({ kind }: Column, value: unknown): unknown {
  return kind === 'integer' && value !== null ? Number(value) : value;
}
