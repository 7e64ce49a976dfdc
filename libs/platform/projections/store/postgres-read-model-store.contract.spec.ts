import pg from 'pg';
import { startPostgres, type TestPostgres } from '#platform/testing/servers';
import { openPostgresReadModels } from './postgres-read-model-store.ts';
import { ReadModelsUnavailable } from '../serving/read-models-unavailable.ts';
import { changeFeedContract } from '../change-feed/change-feed.contract.ts';
import { CONTRACT_NOW, readModelStoreContract } from './read-model-store.contract.ts';

let postgres: TestPostgres;
let url: string;
beforeAll(async () => {
  postgres = await startPostgres();
  url = await postgres.createDatabase();
});
afterAll(() => postgres.stop());

readModelStoreContract('PostgreSQL', (clock = { now: () => CONTRACT_NOW }) =>
  openPostgresReadModels(url, { clock, connections: 4 }),
);

changeFeedContract('PostgreSQL', () => openPostgresReadModels(url, { clock: { now: () => CONTRACT_NOW } }));

test('a reading that the database breaks off, or that finds none, is said to be for another time', async () => {
  const own = new URL(await postgres.createDatabase());
  const store = await openPostgresReadModels(own.href, { clock: { now: () => CONTRACT_NOW } });
  const other = new pg.Client({ connectionString: url });
  await other.connect();
  const broken = store.snapshot(async (snapshot) => {
    await other.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [
      own.pathname.slice(1),
    ]);
    return snapshot.statuses();
  });
  await expect(broken).rejects.toBeInstanceOf(ReadModelsUnavailable);
  await expect(store.snapshot((snapshot) => snapshot.statuses())).resolves.toEqual([]);
  await expect(brokenOff(own.href, () => store.positions())).rejects.toBeInstanceOf(ReadModelsUnavailable);
  await other.query(`DROP DATABASE ${own.pathname.slice(1)} WITH (FORCE)`);
  await other.end();
  const refused = store.snapshot((snapshot) => snapshot.statuses());
  await expect(refused).rejects.toMatchObject({ name: 'ReadModelsUnavailable' });
  await expect(store.positions()).rejects.toBeInstanceOf(ReadModelsUnavailable);
  await expect(refused.catch((error: unknown) => (error as ReadModelsUnavailable).toProblem())).resolves.toMatchObject({
    status: 503,
    code: 'READ_MODELS_UNAVAILABLE',
    headers: { 'Retry-After': '2' },
  });
  await store.close();
});

/** A look at the statuses whose connection the server ends meanwhile. */
async function brokenOff<T>(database: string, look: () => Promise<T>): Promise<T> {
  const holder = new pg.Client({ connectionString: database });
  await holder.connect();
  await holder.query('BEGIN; LOCK TABLE projections');
  const looking = look();
  looking.catch(() => undefined);
  const ended = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock'`;
  while ((await holder.query(ended)).rows.length === 0);
  await holder.end();
  return looking;
}
