import type pg from 'pg';
import { CONNECT_WITHIN_MS, isPostgresAway } from '#platform/postgres';
import type { ProcessStore } from './process-store.ts';
import { laterColumns, processRelations, processTables } from './process-tables.ts';
import type { SqlRow } from './process-rows.ts';
import { ProcessesUnavailable } from './processes-unavailable.ts';
import { SqlProcessStore, type Sql, type Statement } from './sql-process-store.ts';

/** One folds, one issues, one is asked. */
const CONNECTIONS = 3;

/** Number of the advisory lock under which the tables are made: two programs may start at once. */
const MAKING = 7_227_584;

/** Opens the store of processes in PostgreSQL, in the database of the read models. */
export async function openPostgresProcessStore(url: string): Promise<ProcessStore> {
  const { default: driver } = await import('pg');
  const pool = new driver.Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    pipeline: true,
  });
  // A connection that breaks while nobody uses it is replaced by the next one; without a listener the process would end.
  pool.on('error', () => undefined);
  const sql = sqlOver(pool);
  if (await lacksSomething(pool)) {
    await sql.transaction(
      [
        `SELECT pg_advisory_xact_lock(${MAKING})`,
        ...processTables,
        ...laterColumns.map(({ table, name, type }) => `ALTER TABLE ${table} ADD COLUMN IF NOT EXISTS ${name} ${type}`),
      ].map((text) => ({ text, parameters: [] })),
    );
  }
  return new SqlProcessStore(sql);
}

/**
 * `IF NOT EXISTS` locks a table before it looks: against the transactions of a runner that is at work meanwhile, which
 * take the tables in another order, that ends in a deadlock.
 */
async function lacksSomething(pool: pg.Pool): Promise<boolean> {
  const lacking = `SELECT 1 FROM unnest($1::text[]) AS relation(name) WHERE to_regclass(name) IS NULL
    UNION ALL SELECT 1 FROM unnest($2::text[], $3::text[]) AS later("table", name)
    WHERE NOT EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = to_regclass("table") AND attname = later.name)`;
  const { rows } = await pool.query(lacking, [
    processRelations,
    laterColumns.map(({ table }) => table),
    laterColumns.map(({ name }) => name),
  ]);
  return rows.length > 0;
}

const names = new Map<string, string>();

/** The server plans a statement once for each connection. */
function prepared({ text, parameters }: Statement): pg.QueryConfig {
  const name = names.get(text) ?? `process ${names.size}`;
  names.set(text, name);
  return { name, text, values: [...parameters] };
}

function sqlOver(pool: pg.Pool): Sql {
  return {
    rows: (text, ...parameters) =>
      orUnavailable(async () => (await pool.query<SqlRow>(prepared({ text, parameters }))).rows),
    transaction: (statements) => orUnavailable(() => transaction(pool, statements)),
    close: () => pool.end(),
  };
}

/** @throws ProcessesUnavailable where the database is away; whatever the work throws otherwise */
async function orUnavailable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isPostgresAway(error) ? new ProcessesUnavailable(error) : error;
  }
}

async function transaction(pool: pg.Pool, statements: readonly Statement[]): Promise<void> {
  const client = await pool.connect();
  let broken: Error | undefined;
  // Between two statements nobody else hears that the server has ended the connection.
  const ended = (cause: Error) => (broken = cause);
  client.on('error', ended);
  try {
    // All of them on their way at once: one way to the server and back, and one for the commit.
    const begun = client.query('BEGIN');
    const outcomes = await Promise.all([begun, ...statements.map((each) => client.query(prepared(each)))]);
    for (const [index, { otherwise }] of statements.entries()) {
      if (otherwise && (outcomes[index + 1]!.rowCount ?? 0) === 0) throw otherwise();
    }
    await client.query('COMMIT');
  } catch (error) {
    // A connection that cannot even roll back is thrown away.
    await client
      .query('ROLLBACK')
      .catch((cause: unknown) => (broken = cause instanceof Error ? cause : new Error(String(cause))));
    throw error;
  } finally {
    client.off('error', ended);
    client.release(broken);
  }
}
