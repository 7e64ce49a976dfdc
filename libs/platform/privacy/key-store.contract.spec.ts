import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import pg from 'pg';
import { systemClock } from '#platform/clock';
import { startPostgres, type TestPostgres } from '#platform/testing/servers';
import { bytesIn, keyStoreContract, type KeyDatabase } from './key-store.contract.ts';
import { KeyDamaged, KeyStoreUnavailable, SubjectErased } from './key-store.ts';
import { PostgresKeyStore } from './postgres-key-store.ts';
import { SqliteKeyStore } from './sqlite-key-store.ts';

interface SqliteDatabase extends KeyDatabase {
  readonly file: string;
}

async function sqlite(): Promise<SqliteDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'keys-'));
  const file = join(folder, 'keys.db');
  const key = randomBytes(32);
  return {
    file,
    masterKey: key,
    open: async ({ masterKey = key, cachedKeys } = {}) =>
      SqliteKeyStore.open({ file, masterKey, clock: systemClock, ...(cachedKeys ? { cachedKeys } : {}) }),
    keyTransactions: async () => commitsIn(readFileSync(`${file}-wal`)),
    wrapped: async (subjectId) => {
      const db = new Database(file, { readonly: true });
      const box = db.prepare<[string], Buffer>('SELECT wrapped FROM subject_key WHERE subject_id = ?').pluck();
      const bytes = box.get(subjectId)!;
      db.close();
      return bytes;
    },
    bytes: async () => bytesIn(folder),
    discard: async () => rmSync(folder, { recursive: true }),
  };
}

/** The frames of a write-ahead log that end a transaction: those that name the size of the database after it. */
function commitsIn(wal: Buffer): number {
  const page = wal.readUInt32BE(8);
  let commits = 0;
  for (let frame = 32; frame + 24 + page <= wal.length; frame += 24 + page) {
    if (wal.readUInt32BE(frame + 4) !== 0) commits++;
  }
  return commits;
}

let server: TestPostgres;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

interface PostgresDatabase extends KeyDatabase {
  readonly url: string;
  readonly admin: pg.Client;
}

/** PostgreSQL numbers what it brings itself below this. */
const FIRST_OWN_FILE = 16_384;

async function postgres(): Promise<PostgresDatabase> {
  const url = await server.createDatabase();
  const key = randomBytes(32);
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  return {
    url,
    admin,
    masterKey: key,
    open: ({ masterKey = key, cachedKeys } = {}) =>
      PostgresKeyStore.open({ url, masterKey, clock: systemClock, ...(cachedKeys ? { cachedKeys } : {}) }),
    keyTransactions: async () => {
      const { rows } = await admin.query<{ n: number }>('SELECT count(DISTINCT xmin::text)::int AS n FROM subject_key');
      return rows[0]!.n;
    },
    wrapped: async (subjectId) => {
      const sql = 'SELECT wrapped FROM subject_key WHERE subject_id = $1';
      return (await admin.query<{ wrapped: Buffer }>(sql, [subjectId])).rows[0]!.wrapped;
    },
    bytes: async () => {
      await admin.query('CHECKPOINT');
      const sql = 'SELECT oid::text FROM pg_database WHERE datname = current_database()';
      const { rows } = await admin.query<{ oid: string }>(sql);
      const isOurs = (file: string) => Number.parseInt(file) >= FIRST_OWN_FILE;
      return bytesIn(join(server.dataDir, 'base', rows[0]!.oid), isOurs);
    },
    discard: () => admin.end(),
  };
}

keyStoreContract('SQLite', sqlite);
keyStoreContract('PostgreSQL', postgres);

test('SQLite: a key put in place of another, or changed, is not handed out', async () => {
  const database = await sqlite();
  const store = await database.open();
  await Promise.all(['client-1', 'client-2'].map((id) => store.keyFor(id)));
  await store.close();
  const db = new Database(database.file);
  db.exec(`UPDATE subject_key SET wrapped = (SELECT wrapped FROM subject_key WHERE subject_id = 'client-1')
           WHERE subject_id = 'client-2'`);
  db.close();
  const again = await database.open();
  await expect(again.keyFor('client-2')).rejects.toEqual(new KeyDamaged('client-2'));
  await expect(again.existingMany(['client-1', 'client-2'])).rejects.toEqual(new KeyDamaged('client-2'));
  await again.close();
  await database.discard();
});

test('SQLite: while somebody else reads the old write-ahead log, an erasure says that bytes remain; later it ends well', async () => {
  const database = await sqlite();
  const { file, masterKey } = database;
  const store = SqliteKeyStore.open({ file, masterKey, clock: systemClock, busyTimeout: 50 });
  const { keyId } = await store.keyFor('client-1');
  const box = await database.wrapped('client-1');
  const reader = new Database(database.file);
  reader.exec('BEGIN');
  reader.prepare('SELECT count(*) FROM subject_key').get();
  await expect(store.destroy('client-1')).rejects.toBeInstanceOf(KeyStoreUnavailable);
  expect(await store.existing('client-1', keyId)).toBe(undefined);
  expect((await database.bytes()).includes(box)).toBe(true);
  reader.close();
  await store.destroy('client-1');
  expect((await database.bytes()).includes(box)).toBe(false);
  await store.close();
  await database.discard();
});

test('SQLite: only the owner reads the files; a store that cannot write says so, and later can', async () => {
  const database = await sqlite();
  const { file, masterKey } = database;
  const store = SqliteKeyStore.open({ file, masterKey, clock: systemClock, busyTimeout: 50 });
  const known = await store.keyFor('client-1');
  expect(['', '-wal', '-shm'].map((end) => statSync(file + end).mode & 0o777)).toEqual([0o600, 0o600, 0o600]);
  const writer = new Database(file);
  writer.exec('BEGIN IMMEDIATE');
  await expect(store.keyFor('client-2')).rejects.toBeInstanceOf(KeyStoreUnavailable);
  expect(await store.keyFor('client-1')).toEqual(known);
  writer.close();
  expect((await store.keyFor('client-2')).subjectId).toBe('client-2');
  await store.close();
  await database.discard();
});

/** Stands before the server; answers on the first connection can be held back. */
async function heldBackAnswers(url: string) {
  const target = new URL(url);
  const { port, hostname } = target;
  let connections = 0;
  let isHolding = false;
  let heldBack: (() => void)[] = [];
  let somethingHeld = Promise.withResolvers<void>();
  const proxy = createServer((client) => {
    const isFirst = connections++ === 0;
    const upstream = connect(Number(port), hostname);
    client.pipe(upstream);
    upstream.on('data', (answer) => {
      if (!isFirst || !isHolding) return void client.write(answer);
      heldBack.push(() => client.write(answer));
      somethingHeld.resolve();
    });
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      one.on('close', () => other.destroy()).on('error', () => other.destroy());
    }
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  target.port = String((proxy.address() as AddressInfo).port);
  return {
    url: target.href,
    hold: () => {
      isHolding = true;
      somethingHeld = Promise.withResolvers<void>();
      return somethingHeld.promise;
    },
    release: () => {
      isHolding = false;
      for (const send of heldBack) send();
      heldBack = [];
    },
    close: () => proxy.close(),
  };
}

test('PostgreSQL: an answer from before an erasure, come late, does not bring the key back', async () => {
  const database = await postgres();
  const { masterKey } = database;
  const destroyer = await database.open();
  const { keyId } = await destroyer.keyFor('client-1');
  const proxy = await heldBackAnswers(database.url);
  const reader = await PostgresKeyStore.open({ url: proxy.url, masterKey, clock: systemClock });
  const answered = proxy.hold();
  const late = reader.existing('client-1', keyId);
  await answered; // the server has looked, and found the key alive
  await destroyer.destroy('client-1');
  expect(await reader.existingMany(['client-2'])).toEqual(new Map()); // on another connection: notices the erasure
  proxy.release();
  expect((await late)?.keyId).toBe(keyId);
  expect(await reader.existing('client-1', keyId)).toBe(undefined);
  await Promise.all([reader.close(), destroyer.close()]);
  proxy.close();
  await database.discard();
});

test('PostgreSQL: keys are made in one order, so that two processes never wait for each other', async () => {
  const database = await postgres();
  const store = await database.open();
  const { admin } = database;
  const bury = (subjectId: string) =>
    admin.query(
      'INSERT INTO subject_key (subject_id, key_id, created_at, destroyed_at, erasure) VALUES ($1, $2, now(), now(), 1)',
      [subjectId, ''],
    );
  const isSomebodyWaiting = async () => (await admin.query('SELECT FROM pg_locks WHERE NOT granted')).rowCount !== 0;
  await admin.query('BEGIN');
  await bury('client-a');
  const answers = Promise.allSettled([store.keyFor('client-b'), store.keyFor('client-a')]);
  while (!(await isSomebodyWaiting())); // the store has come to client-a
  await bury('client-b'); // if it had made this one already, each would wait for the other now
  await admin.query('COMMIT');
  expect(await answers).toEqual(
    ['client-b', 'client-a'].map((id) => ({ status: 'rejected', reason: new SubjectErased(id) })),
  );
  await store.close();
  await database.discard();
});

test('PostgreSQL: a connection cut by the server is replaced; meanwhile the store is not available', async () => {
  const database = await postgres();
  const store = await database.open();
  const key = await store.keyFor('client-1');
  await database.admin.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
  );
  const answers = await Promise.allSettled([store.keyFor('client-1')]);
  for (const answer of answers) {
    if (answer.status === 'rejected') expect(answer.reason).toBeInstanceOf(KeyStoreUnavailable);
  }
  expect(await store.keyFor('client-1')).toEqual(key);
  await store.close();
  await database.discard();
  const url = 'postgres://nobody:x@127.0.0.1:1/none';
  await expect(PostgresKeyStore.open({ url, masterKey: randomBytes(32), clock: systemClock })).rejects.toBeInstanceOf(
    KeyStoreUnavailable,
  );
});
