import type { BackOffice, People } from '#apps/cli';
import { startEventStoreDbDouble, type EventStoreDbDouble } from '#platform/testing/eventstoredb-double';
import { ServiceUnderTest } from './service-under-test.ts';

interface Shown {
  readonly position: number;
  readonly type: string;
  readonly stream: string;
  readonly hash: string;
  readonly content?: { readonly data: Readonly<Record<string, unknown>> };
}

const OWNER = '見本 ますみ';
let double: EventStoreDbDouble | undefined;

afterAll(async () => {
  await double?.close();
});

describe.each<[string, () => Promise<Record<string, string>>]>([
  ['embedded log', () => Promise.resolve({})],
  ['protocol double', async () => ({ EVENT_STORE_URL: (double = await startEventStoreDbDouble()).url })],
])('the log is explored, on the %s', (_, settingsOf) => {
  let service: ServiceUnderTest;
  let people: People;
  let admin: BackOffice;

  const found = async (query: string, by: BackOffice = people.auditor) =>
    (await by.get(`/audit/events${query}`)) as unknown as {
      readonly items: readonly Shown[];
      readonly next: string | null;
      readonly scanned: number;
    };

  beforeAll(async () => {
    service = new ServiceUnderTest(await settingsOf());
    await service.start();
    people = await service.people();
    admin = await service.person('system-admin');
    for (const name of ['株式会社見本甲', '株式会社見本乙']) {
      await people.consultant.command('/clients', {
        name,
        regularEmployees: 10,
        owner: { name: OWNER },
        establishments: [{ name: '本社', prefecture: '22' }],
      });
    }
  });
  afterAll(() => service.remove());

  test('the newest first, page by page, by position', async () => {
    const all = await found('?stream=client');
    expect(all.items.map(({ type }) => type)).toEqual([
      'EstablishmentAdded',
      'ClientRegistered',
      'EstablishmentAdded',
      'ClientRegistered',
    ]);
    const positions: number[] = [];
    for (let query = '?stream=client&limit=1'; ;) {
      const { items, next } = await found(query);
      positions.push(...items.map(({ position }) => position));
      if (next === null) break;
      query = `?stream=client&limit=1&cursor=${next}`;
    }
    expect(positions).toEqual(all.items.map(({ position }) => position));
  });

  test('by stream, type and actor, each event also by its position', async () => {
    const { items } = await found('?type=ClientRegistered&actor=consultant-22&order=oldest');
    expect(items).toHaveLength(2);
    const [first] = items;
    expect((await found(`?stream=${first!.stream}`)).items.map(({ type }) => type)).toEqual([
      'EstablishmentAdded',
      'ClientRegistered',
    ]);
    expect(await people.auditor.get(`/audit/events/${first!.position}`)).toEqual({ item: first });
    await expect(people.auditor.get('/audit/events/999999999')).rejects.toMatchObject({ status: 404 });
    await expect(people.auditor.get('/audit/events/first')).rejects.toMatchObject({ status: 400 });
  });

  test('the auditor sees what is sealed as sealed, the administrator no content at all', async () => {
    const [event] = (await found('?type=ClientRegistered')).items;
    expect(event!.content!.data['name']).toEqual({
      sealed: { subjectId: expect.any(String), keyId: expect.any(String) },
    });
    expect(JSON.stringify(event)).not.toMatch(/見本|"ct"/);
    const [seen] = (await found('?type=ClientRegistered', admin)).items;
    expect([seen!.hash, seen!.content]).toEqual([event!.hash, undefined]);
  });

  test('all others are told that it is not theirs, and the administrator sees no case', async () => {
    for (const other of [people.advisor, people.consultant, people.headquarters]) {
      await expect(found('', other)).rejects.toMatchObject({ status: 403, problem: { code: 'ROLE_NOT_ALLOWED' } });
      await expect(other.get('/audit/events/1')).rejects.toMatchObject({ status: 403 });
    }
    expect((await fetch(`${service.url}/audit/events`)).status).toBe(401);
    await expect(admin.get('/clients')).rejects.toMatchObject({ status: 404 });
    await expect(admin.get('/audit/cases/22-2025-0000-0/timeline')).rejects.toMatchObject({ status: 403 });
  });

  test('what events there are is told to everybody, for programs and for people', async () => {
    const [document, page] = await Promise.all(
      ['/asyncapi.json', '/event-catalogue'].map((path) => fetch(service.url + path)),
    );
    expect(await document!.json()).toMatchObject({
      asyncapi: '3.0.0',
      operations: { 'command.DeclineReferral.referral': { action: 'send' } },
    });
    expect(page!.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page!.headers.get('content-security-policy')).toBe("default-src 'none'; style-src 'unsafe-inline'");
    expect(await page!.text()).toContain('<section id="ReferralDeclined">');
  });

  test('is documented', async () => {
    const document = (await (await fetch(`${service.url}/openapi.json`)).json()) as {
      paths: Record<string, { get: { responses: object; parameters: { name: string }[] } }>;
    };
    const { get } = document.paths['/audit/events']!;
    expect(Object.keys(get.responses).sort()).toEqual(['200', '400', '401', '403', '503']);
    expect(get.parameters.map(({ name }) => name).sort()).toEqual([
      'actor',
      'cursor',
      'from',
      'id',
      'limit',
      'minPosition',
      'order',
      'stream',
      'to',
      'type',
    ]);
    expect(Object.keys(document.paths['/audit/events/{position}']!.get.responses).sort()).toEqual([
      '200',
      '400',
      '401',
      '403',
      '404',
      '503',
    ]);
  });
});
