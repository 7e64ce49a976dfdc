import type { Pool, PoolClient } from 'pg';
import { isPostgresAway } from '#platform/postgres';
import { ReadModelsUnavailable } from '../serving/read-models-unavailable.ts';

/**
 * Does the work in one transaction on a connection of the pool.
 *
 * @param begin the statement that begins it
 * @throws ReadModelsUnavailable where there is no connection, or it breaks off; whatever the work throws otherwise
 */
export async function inTransaction<T>(
  pool: Pool,
  begin: string,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect().catch((cause: unknown) => {
    throw new ReadModelsUnavailable(cause);
  });
  let broken: Error | undefined;
  // Between two statements nobody else hears that the server has ended the connection, and the process would end too.
  const ended = (cause: Error) => (broken = cause);
  client.on('error', ended);
  try {
    await client.query(begin);
    const answer = await work(client);
    await client.query('COMMIT');
    return answer;
  } catch (error) {
    // A connection that cannot even roll back is thrown away.
    await client
      .query('ROLLBACK')
      .catch((cause: unknown) => (broken = cause instanceof Error ? cause : new Error(String(cause))));
    throw broken ? new ReadModelsUnavailable(error) : error;
  } finally {
    client.off('error', ended);
    client.release(broken);
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
