import { randomUUID } from 'node:crypto';
import { hamana, withFreshNumber, type BackOffice, type Refused } from '#apps/cli';
import { onEachStore } from './each-store.ts';
import type { ServiceUnderTest } from './service-under-test.ts';

const client = (name: string) => ({
  name,
  regularEmployees: 10,
  owner: { name: '見本 花子' },
  establishments: [{ name: '本社', prefecture: '22' }],
});

onEachStore('a command that is sent again', (place) => {
  // A real server keeps what earlier runs have written.
  const run = randomUUID().slice(0, 8);
  const key = (number: number) => `key-${number}-${run}`;
  const named = (name: string) => `${name}${run}`;
  let service: ServiceUnderTest;
  let consultant: BackOffice;
  let intake: BackOffice;
  beforeAll(async () => {
    ({ service } = place());
    await service.start();
    ({ consultant, intake } = await service.people());
  });

  test('the same key answers the same, and is one fact', async () => {
    const first = await consultant.command('/clients', client(named('甲')), key(1));
    expect(await consultant.command('/clients', client(named('甲')), key(1))).toEqual(first);
    expect(await consultant.list(`/clients?q=${named('甲')}`)).toHaveLength(1);
  });

  test('also when twenty arrive at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => consultant.command('/clients', client(named('乙')), key(2))),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await consultant.list(`/clients?q=${named('乙')}`)).toHaveLength(1);
  });

  test('the same key with another body is refused', async () => {
    await expect(consultant.command('/clients', client(named('丙')), key(1))).rejects.toMatchObject({
      status: 422,
      problem: { code: 'IDEMPOTENCY_KEY_REUSED' },
    });
  });

  test('the same key of another person is another command', async () => {
    const mine = await consultant.command('/clients', client(named('丁')), key(3));
    const theirs = await intake.command('/clients', client(named('丁')), key(3));
    expect(theirs.id).not.toBe(mine.id);
  });

  test('two offices that register one corporate number meet in one company', async () => {
    const company = { ...client('浜名精工'), corporateNumber: withFreshNumber(hamana, Math.random).corporateNumber };
    const results = await Promise.allSettled([
      consultant.command('/clients', company),
      intake.command('/clients', company),
    ]);
    const refused = results.find((result) => result.status === 'rejected')?.reason as Refused;
    const made = results.find((result) => result.status === 'fulfilled')?.value;
    expect([refused.status, refused.problem['code'], refused.problem['id']]).toEqual([
      409,
      'CLIENT_ALREADY_REGISTERED',
      made!.id,
    ]);
  });

  test('an old picture is refused with the present revision', async () => {
    const { id } = await consultant.command('/clients', client(named('戊')));
    const answer = await fetch(`${service.url}/clients/${id}/establishments`, {
      method: 'POST',
      body: JSON.stringify({ name: '支店', prefecture: '23' }),
      headers: {
        authorization: `Bearer ${await service.token('consultant-22')}`,
        'content-type': 'application/json',
        'idempotency-key': key(4),
        'if-match': '"0"',
      },
    });
    expect([answer.status, await answer.json()]).toMatchObject([412, { code: 'STALE_REVISION', currentRevision: 1 }]);
  });
});
