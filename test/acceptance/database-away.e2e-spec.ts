import { startPostgres, type TestPostgres } from '#platform/testing/servers';
import { startEventStoreDbDouble, type EventStoreDbDouble } from '#platform/testing/eventstoredb-double';
import { ServiceUnderTest } from './service-under-test.ts';

/** Not a secret: the databases of this suite are gone with it. */
const MASTER_KEY = Buffer.alloc(32, 7).toString('base64');

/** What stands in the places of a path, and the bodies of what is sent. */
const PLACES: Readonly<Record<string, string>> = { name: 'client_directory', process: 'referral-tasks', key: 'x' };
const BODIES: Readonly<Record<string, object>> = {
  orders: { action: 'verify' },
  discard: { version: 1, eventId: '0b6c1d9e-43a1-4c57-9b1f-000000000001', explanation: 'x' },
  retry: { instance: 'x' },
  skip: { instance: 'x', explanation: 'x' },
};

let postgres: TestPostgres;
let double: EventStoreDbDouble;
let service: ServiceUnderTest;
let token: string;

beforeAll(async () => {
  [postgres, double] = await Promise.all([startPostgres(), startEventStoreDbDouble()]);
  service = new ServiceUnderTest({
    EVENT_STORE_URL: double.url,
    DATABASE_URL: await postgres.createDatabase(),
    KEYS_DATABASE_URL: await postgres.createDatabase(),
    MASTER_KEY,
  });
  await service.start();
  token = await service.token('system-admin');
});
afterAll(async () => {
  await service.remove();
  await double.close();
  await postgres.stop();
});

interface Route {
  readonly method: string;
  readonly path: string;
}

/** Every route for operators that the service documents. */
async function operatorsRoutes(): Promise<readonly Route[]> {
  const { paths } = (await (await fetch(`${service.url}/openapi.json`)).json()) as {
    paths: Record<string, Record<string, unknown>>;
  };
  return Object.entries(paths)
    .filter(([path]) => path.startsWith('/operators/'))
    .flatMap(([path, methods]) => Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })));
}

async function ask({ method, path }: Route) {
  const target = path.replace(
    /\{(\w+)\}/g,
    (_, name: string) => PLACES[name] ?? '0b6c1d9e-43a1-4c57-9b1f-000000000002',
  );
  const body = BODIES[path.split('/').at(-1)!];
  const answer = await fetch(service.url + target, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(method === 'POST' && { 'content-type': 'application/json', 'idempotency-key': path }),
    },
    ...(method === 'POST' && { body: JSON.stringify(body) }),
  });
  const { code } = (await answer.json()) as { code?: string };
  return { route: `${method} ${path}`, status: answer.status, code, retryAfter: answer.headers.get('retry-after') };
}

test('while PostgreSQL is away operators are told so, whatever they ask for; it recovers by itself', async () => {
  const routes = await operatorsRoutes();
  expect(routes.length).toBeGreaterThan(9);
  const before = await Promise.all(routes.map(ask));
  expect(before.filter(({ status }) => status >= 500)).toEqual([]);

  await postgres.goAway();
  const away = await Promise.all(routes.map(ask));
  expect(away).toEqual(
    before.map(({ route }) => {
      // What becomes of a command that was given up is decided by the log alone.
      if (route.includes('/commands/')) return { route, status: 409, code: 'NOT_GIVEN_UP', retryAfter: null };
      const code = route.includes('/processes') ? 'PROCESSES_UNAVAILABLE' : 'READ_MODELS_UNAVAILABLE';
      return { route, status: 503, code, retryAfter: '2' };
    }),
  );

  await postgres.comeBack();
  const again = await Promise.all(routes.map(ask));
  expect(again.map(({ route, status }) => [route, status])).toEqual(before.map(({ route, status }) => [route, status]));
  const consultant = await service.person('consultant-22');
  await consultant.command('/clients', {
    name: '浜名精工',
    regularEmployees: 86,
    owner: { name: '浜名 宏' },
    establishments: [{ name: '本社', prefecture: '22' }],
  });
  expect(await consultant.list('/clients')).toHaveLength(1);
});
