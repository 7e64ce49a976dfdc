import type { Pool, PoolClient } from 'pg';
import { isPostgresAway } from '#platform/postgres';
import { ReadModelsUnavailable } from '../serving/read-models-unavailable.ts';

/**
 * Does the work in one transaction on a connection of the pool.
 *
 * @param begin the statement that begins it
 * @throws ReadModelsUnavailable where there is no connection, or it breaks off; whatever the work throws otherwise
 */
export function inTransaction<T>(pool: Pool, begin: string, work: (client: PoolClient) => Promise<T>): Promise<T> {
  return onConnection(pool, async (client, ended) => {
    await client.query(begin);
    const answer = await work(client);
    await client.query('COMMIT');
    ended();
    return answer;
  });
}

/**
 * Reads on one snapshot of the database. What is asked first goes there together with the beginning, and the answer waits for no
 * end: nothing can go wrong with it any more.
 *
 * @throws ReadModelsUnavailable where there is no connection, or it breaks off; whatever the work throws otherwise
 */
export function inSnapshot<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  return onConnection(pool, async (client, ended) => {
    const begun = client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const [answer] = await Promise.all([work(client), begun]);
    client.query('COMMIT').then(() => ended(), ended);
    return answer;
  });
}

/**
 * Does work on a connection that is given back when it says so, or throws.
 *
 * @throws ReadModelsUnavailable as {@link inTransaction}
 */
async function onConnection<T>(
  pool: Pool,
  work: (client: PoolClient, ended: (broken?: Error) => void) => Promise<T>,
): Promise<T> {
  const client = await pool.connect().catch((cause: unknown) => {
    throw new ReadModelsUnavailable(cause);
  });
  let broken: Error | undefined;
  // Between two statements nobody else hears that the server has ended the connection, and the process would end too.
  const heard = (cause: Error) => (broken = cause);
  client.on('error', heard);
  const ended = (cause = broken) => {
    client.off('error', heard);
    client.release(cause);
  };
  try {
    return await work(client, ended);
  } catch (error) {
    // A connection that cannot even roll back is thrown away.
    await client
      .query('ROLLBACK')
      .catch((cause: unknown) => (broken = cause instanceof Error ? cause : new Error(String(cause))));
    ended();
    throw broken ? new ReadModelsUnavailable(error) : error;
  }
}

/**
 * Does work that is one statement, and needs no transaction.
 *
 * @throws ReadModelsUnavailable where the database is away; whatever the work throws otherwise
 */
export async function asOneStatement<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isPostgresAway(error) ? new ReadModelsUnavailable(error) : error;
  }
}
