import { ERASED } from '#platform/privacy';
import type { Item, PageAnswer, RowAnswer } from './read-model-answer.ts';
import { clients, type Reader, referrals, sampleReferral, SampleService } from './read-model-sample-service.fixture.ts';

let service: SampleService;

/** A and B are two consultants of one association; B's referral went to Osaka. */
const ofA = sampleReferral({ referralId: 'a1', dueOn: '2026-05-01', companyName: '浅草工業' });
const ofAToo = sampleReferral({
  referralId: 'a2',
  dueOn: '2026-05-03',
  stage: 'accepted',
  host: 'Host Ltd',
  worker: '佐藤花子',
  clientId: 'c2',
});
const ofB = sampleReferral({
  referralId: 'b1',
  dueOn: '2026-05-02',
  officeId: 'iesc-27',
  consultantId: 'consultant-b',
  companyName: '大阪浅草商事',
  host: 'Secret Host',
  circumstances: ['OTHER', 'TALENT_SECURING'],
  persons: 5,
});

beforeAll(async () => {
  service = await new SampleService().listen();
  await service.writeReferrals([ofA, ofAToo, ofB]);
  const name = await service.sealed('第二株式会社', 'client-c2');
  const phone = await service.sealed('03-1234-5678', 'client-c2');
  await service.write(clients, new Map([['c2', { clientId: 'c2', name, phone }]]));
  await service.write(referrals, new Map());
});
afterAll(() => service.stop());

const page = async (reader: Reader, query = '') => {
  const { status, body } = await service.get(reader, `/referrals${query}`);
  expect(status).toBe(200);
  return body as PageAnswer;
};
const keys = async (reader: Reader, query = '') => (await page(reader, query)).items.map((item) => item['referralId']);
const row = async (reader: Reader, key: string) => {
  const { status, body } = await service.get(reader, `/referrals/${key}`);
  return status === 200 ? (body as RowAnswer).item : status;
};
const standing = (headers: Headers) =>
  Object.fromEntries(
    ['Position', 'Lag-Events', 'Lag-Seconds', 'Last-Event-ID'].map((name) => [name, headers.get(name)]),
  );
const refusedFields = async (query: string) => {
  const { status, body } = await service.get('headquarters', `/referrals${query}`);
  const { code, errors } = body as { code: string; errors: { path: string; code: string }[] };
  return { status, code, errors: errors.map((error) => [error.path, error.code]) };
};

describe('scope', () => {
  test.each<[Reader, string[]]>([
    ['headquarters', ['a1', 'b1', 'a2']],
    ['auditor', ['a1', 'b1', 'a2']],
    ['tokyo', ['a1', 'a2']],
    ['osaka', ['b1']],
    ['consultantA', ['a1', 'a2']],
    ['consultantB', ['b1']],
    ['person', []],
    ['homeless', []],
    ['impostor', []],
    ['undefinedRole', []],
  ])('%s lists %j', async (reader, seen) => {
    expect(await keys(reader)).toEqual(seen);
  });

  test('what is out of scope is not there: 404, whether it exists or not', async () => {
    expect([await row('consultantA', 'b1'), await row('consultantA', 'nothing'), await row('tokyo', 'b1')]).toEqual([
      404, 404, 404,
    ]);
  });

  test.each([
    '?stage=received',
    '?host=Secret%20Host',
    '?circumstances=OTHER',
    '?persons=5',
    '?dueOn=2026-05-02',
    '?q=大阪',
  ])('a filter or a search finds nothing that is out of scope: %s', async (query) => {
    expect(await keys('consultantA', query)).not.toContain('b1');
    expect(await keys('tokyo', query)).not.toContain('b1');
  });

  test("another reader's cursor is refused", async () => {
    const { next } = await page('headquarters', '?limit=1');
    expect(next).not.toBeNull();
    const { status } = await service.get('consultantA', `/referrals?cursor=${next}`);
    expect(status).toBe(400);
  });

  test('a read model made for the other organisation, or for nobody of this one, is not there', async () => {
    const statuses = ['consultantA', 'stranger', 'tokyo', 'auditor'] as const;
    const answers = await Promise.all(statuses.map((reader) => service.get(reader, '/iesc/office-tasks')));
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 200, 200]);
    expect((await service.get('stranger', '/referrals')).status).toBe(404);
  });

  test('parameters of a read model that is not there are not looked at', async () => {
    expect((await service.get('consultantA', '/iesc/office-tasks?nonsense=1')).status).toBe(404);
  });
});

describe('field classes', () => {
  test('the reader for whom everything is revealed sees all of a row', async () => {
    expect(await row('tokyo', 'a2')).toEqual({
      ...ofAToo,
      client: { name: '第二株式会社', phone: '03-1234-5678' },
      revision: 0,
      availableActions: [],
      withheld: [],
    });
  });

  test('what is not revealed is null and named, joined columns by the reveal of the row that joins', async () => {
    expect(await row('consultantA', 'a2')).toEqual({
      ...ofAToo,
      host: null,
      worker: null,
      client: { name: '第二株式会社', phone: null },
      revision: 0,
      availableActions: [],
      withheld: ['host', 'worker', 'client.phone'],
    });
  });

  test('nothing withheld is opened, let alone answered', async () => {
    service.opened.length = 0;
    const { body } = await service.get('consultantA', '/referrals');
    expect(JSON.stringify([body, service.opened])).not.toMatch(/佐藤花子|03-1234|Host Ltd|"ct"/);
  });

  test('a filter by a column its reader may not see finds nothing', async () => {
    expect(await keys('consultantA', '?host=Host%20Ltd')).toEqual([]);
    expect(await keys('tokyo', '?host=Host%20Ltd')).toEqual(['a2']);
  });

  test('a search does not find by a value its reader may not see', async () => {
    expect(await keys('consultantA', '?q=花子')).toEqual([]);
    expect(await keys('tokyo', '?q=花子')).toEqual(['a2']);
  });

  test('actions are those of the reader', async () => {
    const actions = async (reader: Reader, key: string) => ((await row(reader, key)) as Item).availableActions;
    expect([await actions('tokyo', 'a1'), await actions('consultantA', 'a1'), await actions('tokyo', 'a2')]).toEqual([
      ['TakeReferral'],
      [],
      [],
    ]);
  });
});

describe('filters, search and sorting', () => {
  test.each<[string, string[]]>([
    ['?stage=received', ['a1', 'b1']],
    ['?stage=received&stage=accepted', ['a1', 'b1', 'a2']],
    ['?stage=received&persons=5', ['b1']],
    ['?circumstances=TALENT_SECURING', ['b1']],
    ['?circumstances=LAYOFF&circumstances=OTHER', ['a1', 'b1', 'a2']],
    ['?dueOnFrom=2026-05-02', ['b1', 'a2']],
    ['?dueOnFrom=2026-05-02&dueOnTo=2026-05-02', ['b1']],
    ['?sort=-dueOn', ['a2', 'b1', 'a1']],
    ['?sort=-persons', ['b1', 'a2', 'a1']],
    ['?q=浅', ['a1', 'b1']],
    ['?q=浅草', ['a1', 'b1']],
    ['?q=浅草%20大阪', ['b1']],
    ['?q=ＣＯＭＰＡＮＹ%20A2', ['a2']],
    ['?q=草浅', []],
  ])('%s → %j', async (query, found) => {
    expect(await keys('headquarters', query)).toEqual(found);
  });

  test('parameters at fault are refused, each by its name', async () => {
    expect(await refusedFields('?colour=red&limit=0&stage=%00')).toEqual({
      status: 400,
      code: 'VALIDATION_FAILED',
      errors: [
        ['colour', 'UNKNOWN_PARAMETER'],
        ['stage', 'LENGTH'],
        ['limit', 'LIMIT'],
      ],
    });
    expect((await refusedFields('?cursor=abc')).errors).toEqual([['cursor', 'CURSOR_INVALID']]);
    expect((await refusedFields('?__proto__=1')).errors).toEqual([['__proto__', 'UNKNOWN_PARAMETER']]);
  });

  test('one row takes no parameter but minPosition', async () => {
    const { status, body } = await service.get('tokyo', '/referrals/a1?stage=received');
    expect([status, (body as { errors: { path: string }[] }).errors[0]!.path]).toEqual([400, 'stage']);
  });

  test('a table that is not searched has no q', async () => {
    expect((await service.get('tokyo', '/iesc/office-tasks?q=a')).status).toBe(400);
  });

  test('limits of 1 and 200 are taken; the last page has no next', async () => {
    expect((await page('headquarters', '?limit=200')).next).toBeNull();
    const first = await page('headquarters', '?limit=1');
    const second = await page('headquarters', `?limit=2&cursor=${first.next}`);
    expect([...first.items, ...second.items].map((item) => item['referralId'])).toEqual(['a1', 'b1', 'a2']);
    expect(second.next).toBeNull();
  });

  test.each(['?sort=-dueOn', '?stage=received', '?q=a'])('a cursor belongs to its query: not to %s', async (query) => {
    const { next } = await page('headquarters', '?limit=1');
    expect((await refusedFields(`${query}&cursor=${next}`)).errors).toEqual([['cursor', 'CURSOR_INVALID']]);
  });
});

describe('freshness', () => {
  test('an answer tells its position and lag, and stale only when its read model has stopped', async () => {
    const { items: _, ...rest } = await page('headquarters');
    expect(rest).toEqual({ next: null, position: 2, lag: { events: 0, seconds: 0 } });
    await service.store.setState(referrals, 'failed');
    expect(await page('headquarters')).toMatchObject({ position: 2, stale: true });
    await service.store.setState(referrals, 'live');
  });

  test('every answer says so in its headers too: a page, a row, and a row that is not there yet', async () => {
    service.head += 3;
    const answers = await Promise.all(['', '/a1', '/b1'].map((path) => service.get('tokyo', `/referrals${path}`)));
    service.head -= 3;
    expect(answers.map(({ status, headers }) => ({ status, ...standing(headers) }))).toEqual(
      [200, 200, 404].map((status) => ({
        status,
        Position: '2',
        'Lag-Events': '3',
        'Lag-Seconds': '0',
        'Last-Event-ID': '1:2',
      })),
    );
  });

  test('what nobody can count or know is in no header', async () => {
    service.lag = { events: null, seconds: null };
    const { headers } = await service.get('tokyo', '/referrals');
    service.lag = undefined;
    expect(standing(headers)).toEqual({
      Position: '2',
      'Lag-Events': null,
      'Lag-Seconds': null,
      'Last-Event-ID': '1:2',
    });
  });

  test('a read model that has not been built yet asks to come back', async () => {
    await service.store.setState(referrals, 'building');
    const { status, headers, body } = await service.get('tokyo', '/referrals');
    await service.store.setState(referrals, 'live');
    expect([status, headers.get('Retry-After'), (body as { code: string }).code]).toEqual([
      503,
      '5',
      'READ_MODEL_BUILDING',
    ]);
  });

  test('the same question again is 304 until something has changed', async () => {
    const first = await service.get('tokyo', '/referrals?stage=accepted');
    const etag = first.headers.get('ETag')!;
    expect(etag).toMatch(/^W\/"[\w-]{22}"$/);
    expect(first.headers.get('Cache-Control')).toBe('private, no-cache');
    const again = await service.get('tokyo', '/referrals?stage=accepted', { 'If-None-Match': `"other", ${etag}` });
    expect([again.status, again.body, again.headers.get('ETag')]).toEqual([304, undefined, etag]);
    expect(standing(again.headers)).toEqual({
      Position: '2',
      'Lag-Events': '0',
      'Lag-Seconds': '0',
      'Last-Event-ID': '1:2',
    });
    const others = await Promise.all([
      service.get('osaka', '/referrals?stage=accepted', { 'If-None-Match': etag }),
      service.get('tokyo', '/referrals?stage=received', { 'If-None-Match': etag }),
      service.get('tokyo', '/referrals?stage=accepted&limit=1', { 'If-None-Match': etag }),
    ]);
    expect(others.map(({ status }) => status)).toEqual([200, 200, 200]);
  });

  test('one row is 304 too, and a row out of scope stays 404 whatever tag is sent', async () => {
    const etag = (await service.get('tokyo', '/referrals/a1')).headers.get('ETag')!;
    expect((await service.get('tokyo', '/referrals/a1', { 'If-None-Match': etag })).status).toBe(304);
    expect((await service.get('osaka', '/referrals/a1', { 'If-None-Match': '*' })).status).toBe(404);
  });
});

describe('what is written while others read', () => {
  test('minPosition waits until everything the answer draws on has come so far', async () => {
    const wanted = (await page('headquarters')).position + 1;
    const waiting = page('headquarters', `?minPosition=${wanted}`);
    await service.write(referrals, new Map());
    const first = await Promise.race([waiting.then(() => 'answered'), service.looked(5).then(() => 'looked again')]);
    expect(first).toBe('looked again'); // the clients that are joined have not come so far
    await service.write(clients, new Map());
    expect((await waiting).position).toBe(wanted);
  });

  test('after the longest wait it says how far it is behind', async () => {
    const { status, headers, body } = await service.get('headquarters', '/referrals/a1?minPosition=99');
    const { code, position, minPosition, lag } = body as { [member: string]: unknown };
    expect({ status, retry: headers.get('Retry-After'), code, position, minPosition, lag }).toEqual({
      status: 503,
      retry: '1',
      code: 'POSITION_NOT_REACHED',
      position: 3,
      minPosition: 99,
      lag: { events: 0, seconds: 0 },
    });
  });

  test('a new position is a new tag', async () => {
    const etag = (await service.get('tokyo', '/referrals')).headers.get('ETag')!;
    await service.write(clients, new Map());
    expect((await service.get('tokyo', '/referrals', { 'If-None-Match': etag })).status).toBe(200);
  });

  test('an erased person is gone from answer, copy and search at once', async () => {
    const etag = (await service.get('tokyo', '/referrals/a2')).headers.get('ETag')!;
    await service.keys.destroy('worker-a2');
    expect((await service.get('tokyo', '/referrals/a2', { 'If-None-Match': etag })).status).toBe(200);
    expect(((await row('tokyo', 'a2')) as Item)['worker']).toBe(ERASED);
    expect(await keys('tokyo', '?q=花子')).toEqual([]);
    expect(await keys('tokyo', '?q=消去')).toEqual([]);
  });
});
