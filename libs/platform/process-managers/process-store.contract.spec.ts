import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startPostgres, type TestPostgres } from '#platform/testing/servers';
import { openPostgresProcessStore, openSqliteProcessStore, RunnerReplaced } from './engine/index.ts';
import { processStoreContract } from './process-store.contract.ts';

const noCommit = { states: new Map(), ended: [], timersGone: [], timersSet: [], commands: [], outbox: new Map() };
const first = { process: 'one', version: 1, position: 1, eventId: 'e', actsAfter: 0, revision: 1, nextSeq: 0 };

describe('in an SQLite file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tasuki-process-store-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  let files = 0;
  processStoreContract(() => Promise.resolve(openSqliteProcessStore(join(folder, `${++files}.db`))));
});

describe('in PostgreSQL', () => {
  let postgres: TestPostgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.stop());
  processStoreContract(async () => openPostgresProcessStore(await postgres.createDatabase()));

  test('a row of the first form is taken over as it stands', async () => {
    const url = await postgres.createDatabase();
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(
      'CREATE TABLE process_checkpoint (process text PRIMARY KEY, position bigint NOT NULL, event_id text NOT NULL)',
    );
    await client.query(`INSERT INTO process_checkpoint VALUES ('one', 7, 'e7')`);
    await client.end();
    const store = await openPostgresProcessStore(url);
    const kept = { ...first, position: 7, eventId: 'e7', revision: 0 };
    expect(await store.checkpoint('one')).toEqual(kept);
    await store.commit({ ...noCommit, checkpoint: { ...kept, position: 8, revision: 1 } });
    expect((await store.checkpoint('one'))!.position).toBe(8);
    await store.close();
  });

  test('two programs may make the tables at once', async () => {
    const url = await postgres.createDatabase();
    const stores = await Promise.all([1, 2, 3].map(() => openPostgresProcessStore(url)));
    await Promise.all(stores.map((store) => store.close()));
    expect(stores).toHaveLength(3);
  });

  test('it is opened while a transaction of another is under way', async () => {
    const url = await postgres.createDatabase();
    const first = await openPostgresProcessStore(url);
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query('BEGIN; LOCK TABLE process_checkpoint, process_outbox IN ROW EXCLUSIVE MODE');
    const second = await openPostgresProcessStore(`${url}?lock_timeout=1000`);
    await client.query('COMMIT');
    await client.end();
    expect(await second.checkpoints()).toEqual([]);
    await Promise.all([first.close(), second.close()]);
  });

  test('who has been replaced as the runner commits nothing', async () => {
    const url = await postgres.createDatabase();
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query('CREATE TABLE leases (resource text PRIMARY KEY, fence bigint NOT NULL)');
    await client.query(`INSERT INTO leases VALUES ('processes runner', 2)`);
    await client.end();
    const store = await openPostgresProcessStore(url);
    const commit = (token: number) =>
      store.commit({ ...noCommit, checkpoint: first, fence: { resource: 'processes runner', token } });
    await expect(commit(1)).rejects.toThrow(RunnerReplaced);
    expect(await store.checkpoint('one')).toBeUndefined();
    await commit(2);
    expect(await store.checkpoint('one')).toEqual(first);
    await store.close();
  });
});
