import type { Database } from 'better-sqlite3';
import type { ClientBase, Pool } from 'pg';
import { inTransaction } from '../store/postgres-transaction.ts';

/** A statement; its parameters are `$1`, `$2` … in both databases. */
export interface Statement {
  readonly text: string;
  readonly parameters: readonly (string | number | null)[];
}

/** A row as a database's client answers it. */
export type SqlRow = { readonly [column: string]: unknown };

export interface Outcome {
  readonly rows: readonly SqlRow[];
  /** Rows that the statement changed. */
  readonly changed: number;
}

/**
 * Statements of one transaction, each yielded in the light of what those before it answered; what the script throws rolls
 * all of them back. Written once, it runs at a stroke in SQLite, whose transactions must not span turns of the event
 * loop, and step by step in PostgreSQL.
 */
export type Script<T> = Generator<Statement, T, Outcome>;

/** What runs scripts, one transaction each. */
export interface Scripts {
  run<T>(script: () => Script<T>): Promise<T>;
  /** Runs one that changes nothing, without waiting for who writes where the database lets it. By default as any other. */
  read?<T>(script: () => Script<T>): Promise<T>;
  /** The names of the tables that begin with a name, as one column `name`. */
  readonly tablesLike: (name: string) => Statement;
  /** The names of a table's indexes, as one column `name`; left out where an index cannot be renamed. */
  readonly indexesOf?: (table: string) => Statement;
  /**
   * Of a table, the names of its triggers and the statements that made them, as columns `name` and `sql`; left out where
   * there are none, and a table of many rows is dropped in no time.
   */
  readonly triggersOf?: (table: string) => Statement;
}

/** Scripts in SQLite, where one can also be run at once, as a part of a transaction under way. */
export interface SqliteScripts extends Scripts {
  runWithin<T>(script: () => Script<T>): T;
}

export function statement(text: string, ...parameters: (string | number | null)[]): Statement {
  return { text, parameters };
}

/** A text of a row, or that there is none. */
export function textIn(row: SqlRow, column: string): string | null {
  return row[column] as string | null;
}

/** Scripts in an SQLite file, over one connection. Inside of a transaction that runs already a script is a part of it. */
export function sqliteScripts(db: Database): SqliteScripts {
  const runWithin = <T>(script: () => Script<T>): T => {
    const steps = script();
    let step = steps.next();
    while (!step.done) step = steps.next(sqliteOutcome(db, step.value));
    return step.value;
  };
  return {
    runWithin,
    run: async (script) => db.transaction(() => runWithin(script)).immediate(),
    tablesLike: (name) =>
      statement(
        `SELECT name FROM sqlite_master
         WHERE type = 'table' AND (name = $1 OR substr(name, 1, length($1) + 2) = $1 || '__')`,
        name,
      ),
    triggersOf: (table) =>
      statement(`SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = $1`, table),
  };
}

function sqliteOutcome(db: Database, { text, parameters }: Statement): Outcome {
  const named = Object.fromEntries(parameters.map((value, index) => [index + 1, value]));
  const prepared = db.prepare<[object], SqlRow>(text);
  if (prepared.reader) return { rows: prepared.all(named), changed: 0 };
  return { rows: [], changed: prepared.run(named).changes };
}

/** Scripts in PostgreSQL, over the connections of a pool. */
export function postgresScripts(pool: Pool): Scripts {
  return {
    run: (script) => inTransaction(pool, 'BEGIN', (client) => postgresAnswer(client, script())),
    tablesLike: (name) =>
      statement(
        `SELECT tablename AS name FROM pg_tables
         WHERE schemaname = current_schema()
           AND (tablename::text = $1::text OR left(tablename, length($1::text) + 2) = $1::text || '__')`,
        name,
      ),
    indexesOf: (table) =>
      statement(
        'SELECT indexname AS name FROM pg_indexes WHERE schemaname = current_schema() AND tablename = $1',
        table,
      ),
  };
}

/** Runs a script as a part of the transaction that a connection is in. */
export async function postgresAnswer<T>(client: Pick<ClientBase, 'query'>, steps: Script<T>): Promise<T> {
  let step = steps.next();
  while (!step.done) {
    const { text, parameters } = step.value;
    const { rows, rowCount } = await client.query<Record<string, unknown>>(text, [...parameters]);
    step = steps.next({ rows, changed: rowCount ?? 0 });
  }
  return step.value;
}
