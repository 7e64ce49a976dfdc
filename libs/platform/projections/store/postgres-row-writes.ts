import type { Column } from '../definition/column.ts';
import { type Projection, tableOf } from '../definition/projection.ts';
import { quoted } from './page-sql.ts';
import { arrivingType, insertedAs, toPostgres } from './postgres-dialect.ts';
import { hasOldTokens, type RowChange, tableName, tokenTableName } from './read-model-store.ts';

type OwnChange = Omit<RowChange, 'tokens'>;

/** The values of a statement, each by the place it gets. */
export class Bound {
  readonly parameters: unknown[] = [];

  /** @returns how the statement names the value */
  bind(value: unknown, type: string): string {
    return `$${this.parameters.push(value)}::${type}`;
  }
}

/** A statement with the values it takes. */
export interface BoundStatement {
  readonly text: string;
  readonly parameters: readonly unknown[];
}

/**
 * The statements that write rows of a table, all at a time, and delete those that are gone.
 *
 * @param within of a statement that these are parts of: its values, and the condition without which they do nothing
 */
export function rowStatements(
  projection: Projection,
  table: string,
  changes: readonly OwnChange[],
  within?: { readonly bound: Bound; readonly onlyIf: string },
): readonly BoundStatement[] {
  const removed = changes.filter(({ row }) => row === undefined).map(({ key }) => key);
  const kept = changes.filter(({ row }) => row !== undefined);
  const from = quoted(tableName(projection, table));
  const key = quoted(tableOf(projection, table).keyColumn);
  const { onlyIf = 'true' } = within ?? {};
  const statements: BoundStatement[] = [];
  if (removed.length > 0) {
    const bound = within?.bound ?? new Bound();
    const text = `DELETE FROM ${from} WHERE ${key} = ANY(${bound.bind(removed, 'text[]')}) AND ${onlyIf}`;
    statements.push({ text, parameters: bound.parameters });
  }
  if (kept.length > 0) {
    const bound = within?.bound ?? new Bound();
    statements.push({ text: upsert(projection, table, kept, bound, onlyIf), parameters: bound.parameters });
  }
  return statements;
}

/** The statements that write what rows are found by, and forget what they were found by; see {@link rowStatements}. */
export function tokenStatements(
  projection: Projection,
  changes: readonly RowChange[],
  within?: { readonly bound: Bound; readonly onlyIf: string },
): readonly BoundStatement[] {
  if (projection.table.searched.length === 0) return [];
  const { onlyIf = 'true' } = within ?? {};
  const table = quoted(tokenTableName(projection));
  const replaced = changes.filter(hasOldTokens).map(({ key }) => key);
  const pairs = changes.flatMap(({ key, tokens = [] }) => tokens.map((token) => [token, key] as const));
  const statements: BoundStatement[] = [];
  if (replaced.length > 0) {
    const bound = within?.bound ?? new Bound();
    const text = `DELETE FROM ${table} WHERE key = ANY(${bound.bind(replaced, 'text[]')}) AND ${onlyIf}`;
    statements.push({ text, parameters: bound.parameters });
  }
  if (pairs.length > 0) {
    const bound = within?.bound ?? new Bound();
    const [tokens, keys] = [0, 1].map((place) =>
      bound.bind(
        pairs.map((pair) => pair[place]),
        'text[]',
      ),
    );
    const text = `INSERT INTO ${table} (token, key) SELECT * FROM unnest(${tokens}, ${keys}) WHERE ${onlyIf}`;
    statements.push({ text, parameters: bound.parameters });
  }
  return statements;
}

function upsert(
  projection: Projection,
  table: string,
  changes: readonly OwnChange[],
  bound: Bound,
  onlyIf: string,
): string {
  const { columns, keyColumn } = tableOf(projection, table);
  const entries: readonly (readonly [name: string, column: Column])[] = Object.entries(columns);
  const names = [...entries.map(([name]) => name), '_position', '_revision'].map(quoted);
  const arriving = [
    ...entries.map(([name, column]) =>
      bound.bind(
        changes.map(({ row }) => toPostgres(column, row![name])),
        `${arrivingType(column)}[]`,
      ),
    ),
    bound.bind(
      changes.map(({ position }) => position),
      'bigint[]',
    ),
    bound.bind(
      changes.map(({ revision }) => revision),
      'bigint[]',
    ),
  ];
  const inserted = names.map((name, place) => (entries[place] ? insertedAs(entries[place][1], name) : name));
  const updated = names.filter((name) => name !== quoted(keyColumn)).map((name) => `${name} = excluded.${name}`);
  return (
    `INSERT INTO ${quoted(tableName(projection, table))} (${names.join(', ')}) ` +
    `SELECT ${inserted.join(', ')} FROM unnest(${arriving.join(', ')}) AS r(${names.join(', ')}) WHERE ${onlyIf} ` +
    `ON CONFLICT (${quoted(keyColumn)}) DO UPDATE SET ${updated.join(', ')}`
  );
}
