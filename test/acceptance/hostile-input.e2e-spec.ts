import { ServiceUnderTest } from './service-under-test.ts';

const service = new ServiceUnderTest();
let token: string;

beforeAll(async () => {
  await service.start();
  token = await service.token('consultant-22');
});
afterAll(() => service.remove());

const client = {
  name: '株式会社浜名精工',
  regularEmployees: 86,
  owner: { name: '浜名 宏' },
  establishments: [{ name: '本社', prefecture: '22' }],
};

async function send(body: string, more: { path?: string; headers?: Record<string, string | undefined> } = {}) {
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'idempotency-key': 'hostile',
    ...more.headers,
  };
  const given = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const response = await fetch(service.url + (more.path ?? '/clients'), { method: 'POST', body, headers: given });
  const problem = (await response.json()) as { code: string; errors?: readonly { path: string; code: string }[] };
  return { status: response.status, code: problem.code, paths: problem.errors?.map(({ path }) => path) };
}

const cases: readonly (readonly [what: string, run: () => ReturnType<typeof send>, expected: object])[] = [
  ['a body of 2 MB', () => send(JSON.stringify({ ...client, name: 'あ'.repeat(700_000) })), { status: 413 }],
  ['broken JSON', () => send('{"name":'), { status: 400, code: 'MALFORMED_JSON' }],
  ['an unknown field', () => send(JSON.stringify({ ...client, fee: 1 })), { status: 400, paths: ['fee'] }],
  [
    'a lone surrogate',
    () => send(JSON.stringify(client).replace('浜名 宏', '\\ud800')),
    { status: 400, code: 'LONE_SURROGATE', paths: ['owner.name'] },
  ],
  [
    'a number as a string',
    () => send(JSON.stringify({ ...client, regularEmployees: '86' })),
    { status: 400, paths: ['regularEmployees', 'regularEmployees', 'regularEmployees'] },
  ],
  [
    'a prefecture that does not exist',
    () => send(JSON.stringify({ ...client, establishments: [{ name: '本社', prefecture: '48' }] })),
    { status: 400, paths: ['establishments[0].prefecture'] },
  ],
  [
    'a corporate number with a wrong check digit',
    () => send(JSON.stringify({ ...client, corporateNumber: '1234567890123' })),
    { status: 400, paths: ['corporateNumber'] },
  ],
  [
    'a My Number in a text',
    () => send(JSON.stringify({ ...client, owner: { name: '浜名 123456789018' } })),
    { status: 400, paths: ['owner.name'] },
  ],
  [
    'a path id that is no UUID',
    () => send('{}', { path: '/referrals/7/withdraw' }),
    { status: 400, paths: expect.arrayContaining(['referralId']) as unknown },
  ],
  [
    'no Idempotency-Key',
    () => send(JSON.stringify(client), { headers: { 'idempotency-key': undefined } }),
    { status: 400, code: 'IDEMPOTENCY_KEY_REQUIRED' },
  ],
  ['a garbled If-Match', () => send(JSON.stringify(client), { headers: { 'if-match': 'seven' } }), { status: 400 }],
  ['no token', () => send('{}', { headers: { authorization: undefined } }), { status: 401, code: 'TOKEN_MISSING' }],
  ['a forged token', () => send('{}', { headers: { authorization: 'Bearer a.b.c' } }), { status: 401 }],
  [
    'another media type',
    () => send('name=x', { headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
    { status: 415 },
  ],
  ['a route that does not exist', () => send('{}', { path: '/nowhere' }), { status: 404 }],
];

test.each(cases)('%s is refused clearly', async (_, run, expected) => {
  expect(await run()).toMatchObject(expected);
});

test('and nothing of all that was stored', async () => {
  const auditor = await service.person('auditor');
  // The log itself: a read model might not have come to it yet.
  const { items, next } = (await auditor.get('/audit/events')) as { items: { type: string }[]; next: unknown };
  // That somebody has signed in is on record, and nothing else.
  expect([items.filter(({ type }) => type !== 'MemberSignedIn'), next]).toEqual([[], null]);
});

test('the wrong role is told so', async () => {
  const answer = await fetch(`${service.url}/clients`, {
    method: 'POST',
    body: JSON.stringify(client),
    headers: {
      authorization: `Bearer ${await service.token('auditor')}`,
      'content-type': 'application/json',
      'idempotency-key': 'k',
    },
  });
  expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([403, 'ROLE_NOT_ALLOWED']);
});
