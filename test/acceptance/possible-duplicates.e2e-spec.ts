import { setTimeout as pause } from 'node:timers/promises';
import { enterConsultant, type BackOffice, type Recorded } from '#apps/cli';
import { startEventStoreDbDouble } from '#platform/testing/eventstoredb-double';
import { startPostgres } from '#platform/testing/servers';
import { consentOf, enrol, layoff, referBy } from './referred-client.ts';
import { ServiceUnderTest } from './service-under-test.ts';

/** The candidates that a referral is answered with, sent again until the read side has come so far: none decides, so none waits. */
async function candidates(who: BackOffice, body: object, key: string, are: object): Promise<Recorded> {
  for (let attempt = 1; ; attempt++) {
    const recorded = await who.command('/referrals', body, key);
    if (JSON.stringify(recorded.candidates) === JSON.stringify(are)) return recorded;
    if (attempt === 500) throw new Error(`it is told of ${JSON.stringify(recorded.candidates)} only`);
    await pause(10);
  }
}

/** What a service stands on: its settings, and how that is ended. */
interface Ground {
  readonly settings: Readonly<Record<string, string>>;
  end(): Promise<unknown>;
}

/** A server's log, its double here, and two databases. */
async function servers(): Promise<Ground> {
  const [postgres, double] = await Promise.all([startPostgres(), startEventStoreDbDouble()]);
  const settings = {
    EVENT_STORE_URL: double.url,
    DATABASE_URL: await postgres.createDatabase(),
    KEYS_DATABASE_URL: await postgres.createDatabase(),
    MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
  };
  return { settings, end: () => Promise.all([double.close(), postgres.stop()]) };
}

describe.each<[string, () => Promise<Ground>]>([
  ['the embedded log and SQLite', async () => ({ settings: {}, end: async () => undefined })],
  ['the protocol double and PostgreSQL', servers],
])('a referral that may be a duplicate, on %s', (_, open) => {
  let ground: Ground;
  let service: ServiceUnderTest;
  beforeAll(async () => {
    ground = await open();
    service = new ServiceUnderTest(ground.settings);
    await service.start();
  });
  afterAll(async () => {
    await service.remove();
    await ground.end();
  });

  test('who refers a client for a need that was referred before is told so: of another’s the id alone', async () => {
    const { association, consultant } = await service.people();
    await enrol({ association, consultant });
    const another = await service.person('consultant-22b');
    await enterConsultant(association, { userId: another.user, registrationNumber: '22180043', name: '杉山 健' });
    const first = await referBy(consultant);
    const consent = await another.command('/consents', consentOf(first.clientId));
    const { clientId, establishmentId, referralId } = first;
    const body = { clientId, establishmentId, consentId: consent.id, ...layoff };
    const second = await candidates(another, body, 'second', [{ referralId, isYours: false }]);
    await expect(another.row(`/referrals/${referralId}`)).rejects.toMatchObject({ status: 404 });

    await consultant.command(`/referrals/${referralId}/withdraw`, { reason: 'need_resolved', side: 'client' });
    const third = await candidates(another, body, 'third', [{ referralId: second.id, isYours: true }]);
    expect(third.id).not.toBe(second.id);
    expect(await another.command('/referrals', body, 'second')).toEqual(second);
    const forOther = { ...body, circumstances: ['TALENT_SECURING'] };
    expect(await another.command('/referrals', forOther)).not.toHaveProperty('candidates');
  });
});
