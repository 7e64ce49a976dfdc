import { hamana, Narrator, onOneDay, playMainJob } from '#apps/cli';
import { tasukiFor } from './cli-process.ts';
import { ServiceUnderTest } from './service-under-test.ts';

const service = new ServiceUnderTest();
const tasuki = tasukiFor(service, 'projections');
let referralId: string;

beforeAll(async () => {
  await service.start();
  const people = await service.people();
  ({ referralId } = await playMainJob({
    people,
    cast: hamana,
    narrator: new Narrator(() => undefined),
    days: onOneDay(new Date().toISOString()),
  }));
});
afterAll(() => service.remove());

async function json<T>(...words: readonly string[]): Promise<T> {
  const said = await tasuki(...words, '--json');
  expect([said.code, said.error]).toEqual([0, '']);
  return JSON.parse(said.out) as T;
}

interface Version {
  readonly version: number;
  readonly state: string;
  readonly serves: boolean;
  readonly eventsBehind: number;
  readonly verification: { readonly isSound: boolean; readonly rows: number } | null;
}

test('an operator sees how read models stand, has one rebuilt and verified, and what made a row', async () => {
  const { items } = await json<{ items: readonly { name: string; versions: readonly Version[] }[] }>('list');
  expect(new Set(items.flatMap(({ versions }) => versions.map(({ state }) => state)))).toEqual(new Set(['live']));

  const rebuilt = await tasuki('rebuild', 'referral_detail');
  expect(rebuilt).toEqual({
    code: 0,
    out:
      'Version 4 of referral_detail is being rebuilt.\n' + //
      'referral_detail: version 4 is live.\n',
    error: '',
  });
  const verified = await tasuki('verify', 'iesc_incoming_referrals');
  expect(verified.out).toBe(
    'Version 5 of iesc_incoming_referrals has 1 rows: no other version to compare with; 1 folded again, 0 different.\n',
  );
  const { versions } = await json<{ versions: readonly Version[] }>('status', 'iesc-incoming-referrals');
  expect(versions).toMatchObject([{ version: 5, state: 'live', serves: true, verification: { isSound: true } }]);

  const made = await json<readonly { type: string; did: string; content?: unknown }[]>(
    ...['explain', 'iesc_incoming_referrals', referralId],
  );
  expect(made[0]).toMatchObject({ type: 'ClientReferred', did: 'made' });
  expect(made.length).toBeGreaterThan(3);
  expect(await tasuki('explain', 'iesc_incoming_referrals', 'no-such-row')).toMatchObject({
    code: 1,
    out: 'No event made such a row.\n',
  });
  expect(made.some((event) => event.content !== undefined)).toBe(false);
  expect((await tasuki('parked', 'iesc_incoming_referrals')).out).toBe('Nothing is parked.\n');
});

test('what is not possible is refused with a sentence, and what is paused goes on where it was', async () => {
  expect(await tasuki('retire', 'referral_detail')).toMatchObject({
    code: 1,
    out: 'No version of referral_detail is in a state to retire: version 4 is live and serves.\n',
  });
  expect((await tasuki('pause', 'referral_detail')).out).toBe('Version 4 of referral_detail is paused.\n');
  expect((await tasuki('resume', 'referral_detail')).out).toBe('Version 4 of referral_detail goes on.\n');
  expect(await tasuki('status', 'nobody_knows_it')).toMatchObject({
    code: 1,
    error: 'There is no such read model, version or row, see: npx tasuki projections list\n',
  });
});

test('operators alone may', async () => {
  const token = await service.token('consultant-22');
  for (const path of ['', '/referral_detail', '/referral_detail/parked', '/referral_detail/rows/x/events']) {
    const answer = await fetch(`${service.url}/operators/projections${path}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect([path, answer.status]).toEqual([path, 403]);
  }
});

test('the same order under the same key is one order, another one under it is refused', async () => {
  const token = await service.token('system-admin');
  const send = async (action: string) => {
    const answer = await fetch(`${service.url}/operators/projections/referral_detail/orders`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': 'once' },
      body: JSON.stringify({ action }),
    });
    const { item, code } = (await answer.json()) as { item?: { id: string }; code?: string };
    return [answer.status, item?.id ?? code];
  };
  const first = await send('verify');
  expect(first[0]).toBe(202);
  expect(await send('verify')).toEqual(first);
  expect(await send('pause')).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
});

test('a version that is no number is refused by its name', async () => {
  const headers = { authorization: `Bearer ${await service.token('system-admin')}` };
  const answer = await fetch(`${service.url}/operators/projections/referral_detail/rows/x/events?version=abc`, {
    headers,
  });
  expect([answer.status, await answer.json()]).toMatchObject([400, { errors: [{ path: 'version', code: 'RANGE' }] }]);
});

test('where no service runs the files themselves are opened, by one at a time', async () => {
  const { service: port } = service.ports;
  await service.end('SIGKILL');
  expect(await tasuki('rebuild', 'referral_detail')).toMatchObject({
    code: 0,
    out: 'Version 4 of referral_detail is being rebuilt.\nreferral_detail: version 4 is live.\n',
  });
  expect((await tasuki('status', 'referral_detail', '--url', `http://127.0.0.1:${port}`)).error).toContain(
    'where no service answers',
  );
  await service.start();
  const people = await service.people();
  expect(await people.consultant.row(`/referrals/${referralId}`)).toMatchObject({ stage: 'closed' });
});
