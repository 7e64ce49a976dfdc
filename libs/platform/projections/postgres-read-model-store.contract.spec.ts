import { startPostgres, type TestPostgres } from '#platform/testing';
import { openPostgresReadModels } from './postgres-read-model-store.ts';
import { changeFeedContract } from './change-feed.contract.ts';
import { CONTRACT_NOW, readModelStoreContract } from './read-model-store.contract.ts';

let postgres: TestPostgres;
let url: string;
beforeAll(async () => {
  postgres = await startPostgres();
  url = await postgres.createDatabase();
}, 60_000);
afterAll(() => postgres.stop());

readModelStoreContract('PostgreSQL', (clock = { now: () => CONTRACT_NOW }) =>
  openPostgresReadModels(url, { clock, connections: 4 }),
);

changeFeedContract('PostgreSQL', () => openPostgresReadModels(url, { clock: { now: () => CONTRACT_NOW } }));
