import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import pg from 'pg';
import { startPostgres, type TestPostgres } from '#platform/testing/servers';
import { isPostgresAway } from './postgres-away.ts';

let postgres: TestPostgres;
let url: string;
beforeAll(async () => {
  postgres = await startPostgres();
  url = await postgres.createDatabase();
});
afterAll(() => postgres.stop());

/** What a client of a database is told. */
async function told(address: string, work: (client: pg.Client) => Promise<unknown>, more: pg.ClientConfig = {}) {
  const client = new pg.Client({ connectionString: address, ...more });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await work(client);
  } catch (error) {
    return { says: (error as { code?: string }).code ?? (error as Error).message, isAway: isPostgresAway(error) };
  } finally {
    await client.end().catch(() => undefined);
  }
  return 'nothing';
}

const nothing = () => Promise.resolve();
const changed = (change: (address: URL) => void) => {
  const address = new URL(url);
  change(address);
  return address.href;
};
const asked = (text: string) => (client: pg.Client) => client.query(text);
/** Has the server end the connection while nobody asks, and asks then. */
async function ended(client: pg.Client) {
  const gone = new Promise((resolve) => client.once('end', resolve));
  await client.query('SELECT pg_terminate_backend(pg_backend_pid())').catch(() => undefined);
  await gone;
  await client.query('SELECT 1');
}

test('a server that cannot be reached, or has none of what a connection asks for, is away', async () => {
  const away = (says: string) => ({ says, isAway: true });
  expect(
    await told(
      changed((address) => (address.port = '1')),
      nothing,
    ),
  ).toEqual(away('ECONNREFUSED'));
  expect(
    await told(
      changed((address) => (address.hostname = 'no-such-host.invalid')),
      nothing,
    ),
  ).toEqual({
    says: expect.stringMatching(/^(ENOTFOUND|EAI_AGAIN)$/) as string,
    isAway: true,
  });
  expect(
    await told(
      changed((address) => (address.pathname = '/none')),
      nothing,
    ),
  ).toEqual(away('3D000'));
  expect(
    await told(
      changed((address) => (address.password = 'x')),
      nothing,
    ),
  ).toEqual(away('28P01'));
  expect(await told('socket:/no/such/socket?db=none', nothing)).toEqual(away('ENOENT'));
  expect(await told(url, nothing, { ssl: true })).toEqual(away('The server does not support SSL connections'));
});

test('a server that swallows what it is sent is away', async () => {
  const sockets: Socket[] = [];
  const server = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const swallowing = changed((address) => (address.port = String((server.address() as AddressInfo).port)));
  expect(await told(swallowing, nothing, { connectionTimeoutMillis: 20 })).toEqual({
    says: 'timeout expired',
    isAway: true,
  });
  for (const socket of sockets) socket.destroy();
  server.close();
});

test('a server that breaks off, or has no time, is away', async () => {
  const away = (says: string) => ({ says, isAway: true });
  expect(await told(url, asked('SELECT pg_terminate_backend(pg_backend_pid())'))).toEqual(away('57P01'));
  expect(await told(url, ended)).toEqual(away('Client has encountered a connection error and is not queryable'));
  expect(await told(url, asked('SELECT pg_sleep(60)'), { statement_timeout: 1 })).toEqual(away('57014'));
  expect(await told(url, asked('SELECT pg_sleep(60)'), { query_timeout: 1 })).toEqual(away('Query read timeout'));
  const closed = new pg.Pool({ connectionString: url });
  await closed.end();
  const refusal: unknown = await closed.query('SELECT 1').catch((error: unknown) => error);
  expect([(refusal as Error).message, isPostgresAway(refusal)]).toEqual([
    'Cannot use a pool after calling end on the pool',
    true,
  ]);
});

test('a server that goes away in the middle of a statement is away, until it is back', async () => {
  const waiting = told(url, asked('SELECT pg_sleep(60)'));
  await told(url, async (client) => {
    const sleeping = `SELECT 1 FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(60)' AND state = 'active'`;
    while ((await client.query(sleeping)).rows.length === 0);
  });
  await postgres.goAway();
  expect(await waiting).toEqual({ says: '57P01', isAway: true });
  expect(await told(url, nothing)).toEqual({ says: 'ECONNREFUSED', isAway: true });
  await postgres.comeBack();
  expect(await told(url, asked('SELECT 1'))).toBe('nothing');
});

test('a defect of ours is none of these: in a statement, or around it', async () => {
  const defect = (says: string) => ({ says, isAway: false });
  expect(await told(url, asked('SELECT nothing'))).toEqual(defect('42703'));
  expect(await told(url, asked('SELECT 1 / 0'))).toEqual(defect('22012'));
  expect(await told(url, asked('CREATE TABLE once (one int UNIQUE); INSERT INTO once VALUES (1), (1)'))).toEqual(
    defect('23505'),
  );
  expect(await told(url, () => Promise.reject(new TypeError('a defect')))).toEqual(defect('a defect'));
  expect(
    await told(url, () => Promise.reject(Object.assign(new TypeError('x'), { code: 'ERR_INVALID_ARG_TYPE' }))),
  ).toEqual(defect('ERR_INVALID_ARG_TYPE'));
  expect(isPostgresAway('no error at all')).toBe(false);
});
