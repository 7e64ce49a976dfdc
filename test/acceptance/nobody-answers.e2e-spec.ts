import { moveClock, type BackOffice, type People, type Row } from '#apps/cli';
import { enrol, referBy, type Referred } from './referred-client.ts';
import { ServiceUnderTest } from './service-under-test.ts';

/** What the days bring by themselves where nobody does anything: November 2025, with the holiday of the 24th. */
const START = '2025-11-04T09:00:00+09:00';
const service = new ServiceUnderTest({ DEVELOPMENT_CLOCK: START });
let people: People;

const move = async (now: string) => people.consultant.sees(await moveClock(service.url, now));
const on = (day: string, time = '10:00') => move(`${day}T${time}:00+09:00`);
/** Until the processes have done what follows from everything so far. */
const settled = () => move(START);
/** The end of a day in Tokyo. */
const endOf = (day: string) => new Date(`${day}T23:59:59.999+09:00`).toISOString();

/** The tasks of a kind about something, as somebody sees them in the queue of their office: stage, who has it, when due. */
async function tasks(who: BackOffice, kind: string, subjectId: string): Promise<readonly Row[]> {
  const rows = await who.list(`/tasks?kind=${kind}&subjectId=${subjectId}&sort=openedAt`);
  return rows.map(({ stage, officeId, assigneeId, dueAt, becauseType }) => ({
    ...{ stage, officeId, assigneeId, dueAt, becauseType },
  }));
}

/** Kinds of what somebody was told about something, the first first. */
async function toldOf(who: BackOffice, subjectId: string): Promise<readonly unknown[]> {
  const rows = await who.list(`/notifications?limit=100`);
  return rows.filter((row) => row['subjectId'] === subjectId).map(({ kind }) => kind);
}

beforeAll(async () => {
  await service.start();
  people = await service.people();
  await enrol(people);
});
afterAll(() => service.remove());

describe('a referral that nobody acknowledges', () => {
  let referralId: string;
  const standing = async () => (await people.consultant.row(`/referrals/${referralId}`))['stage'];
  const overdue = async () => ({
    office: await tasks(people.manager, 'see_to_overdue_in_office', referralId),
    headquarters: await tasks(people.headquarters, 'see_to_overdue_at_headquarters', referralId),
    federation: await tasks(people.federation, 'see_to_overdue_at_federation', referralId),
  });
  const seenTo = (officeId: string, stage = 'open') => ({
    ...{ stage, officeId, assigneeId: null, dueAt: null, becauseType: 'ClockEscalated' },
  });

  test('is late on the second day: the office’s manager sees to it', async () => {
    await on('2025-11-04');
    referralId = (await referBy(people.consultant)).referralId;
    await on('2025-11-06', '09:00');
    expect(await overdue()).toEqual({ office: [seenTo('iesc-22')], headquarters: [], federation: [] });
  });

  test('two business days later headquarters do', async () => {
    await on('2025-11-08');
    expect(await overdue()).toEqual({
      office: [seenTo('iesc-22')],
      headquarters: [seenTo('iesc-hq')],
      federation: [],
    });
    expect(await standing()).toBe('submitted');
  });

  test('after five both headquarters have been told; it lapses, and nobody has to see to it any more', async () => {
    await on('2025-11-13', '09:00');
    expect(await standing()).toBe('lapsed');
    const moot = (officeId: string) => seenTo(officeId, 'cancelled');
    expect(await overdue()).toEqual({
      office: [moot('iesc-22')],
      headquarters: [moot('iesc-hq'), moot('iesc-hq')],
      federation: [moot('nasilc-hq')],
    });
    expect(await toldOf(people.consultant, referralId)).toEqual(['referral_lapsed']);
  });
});

describe('what somebody else waits for', () => {
  let referred: Referred;
  let caseId: string;
  let bulletinId: string;

  test('13 November: a case that comes to nothing is closed, a visit raises a grant question, a bulletin is published', async () => {
    const { consultant, intake, advisor, manager, headquarters } = people;
    referred = await referBy(consultant);
    const { referralId, consentId, clientId, establishmentId } = referred;
    await intake.command(`/referrals/${referralId}/acknowledge`);
    await advisor.command(`/referrals/${referralId}/take`);
    await advisor.command(`/referrals/${referralId}/accept`, { consentId });
    const requested = await intake.command('/support-cases', {
      ...{ clientId, establishmentId, referralId, channel: 'referral' },
      ...{ circumstances: ['TALENT_SECURING'], wish: '熟練者の採用', requestedBy: '浜名 宏' },
    });
    caseId = requested.id;
    await settled();
    await manager.command(`/support-cases/${caseId}/assign`, { advisorId: advisor.user });
    await advisor.command('/site-visits', {
      ...{ clientId, caseId, visitedOn: '2025-11-13', notes: '現場を確認' },
      grantQuestion: { topics: ['KOCHO'] },
    });
    await advisor.command(`/support-cases/${caseId}/record-not-established`, {
      ...{ reason: 'owner_declined', message: '事業主の辞退' },
    });
    await advisor.command(`/support-cases/${caseId}/close`);
    const bulletin = {
      topic: 'secondment',
      title: '運営状況（2025年度第2四半期）',
      body: '成立状況をお知らせします。',
    };
    bulletinId = (await headquarters.command('/bulletins', bulletin)).id;
    await settled();
    expect((await consultant.row(`/referrals/${referralId}`))['stage']).toBe('outcome_reported');
    expect(await tasks(people.federation, 'relay_bulletin', bulletinId)).toMatchObject([
      { stage: 'open', officeId: 'nasilc-hq', dueAt: endOf('2025-11-20') },
    ]);
  });

  test('the bulletin is relayed, and forwarded, each a task until it is', async () => {
    const { federation, association } = people;
    await on('2025-11-14');
    await federation.command(`/bulletins/${bulletinId}/relay`, { message: '会員へご周知ください' });
    await settled();
    expect(await tasks(federation, 'relay_bulletin', bulletinId)).toMatchObject([{ stage: 'done' }]);
    expect(await tasks(association, 'forward_bulletin', bulletinId)).toMatchObject([
      { stage: 'open', officeId: 'nasilc-22' },
    ]);
    await on('2025-11-17');
    await association.command(`/bulletins/${bulletinId}/forward`);
    await settled();
    expect(await tasks(association, 'forward_bulletin', bulletinId)).toMatchObject([{ stage: 'done' }]);
  });

  test('three business days after the visit the advisor is reminded of the owner’s question', async () => {
    const { advisor } = people;
    const [consultation] = await advisor.list(`/iesc/grant-consultations?stage=opened`);
    const consultationId = consultation!['consultationId'] as string;
    await on('2025-11-18', '23:00');
    expect(await tasks(advisor, 'decide_on_recommendation', consultationId)).toEqual([]);
    await on('2025-11-19');
    expect(await tasks(advisor, 'decide_on_recommendation', consultationId)).toEqual([
      {
        stage: 'assigned',
        officeId: 'iesc-22',
        assigneeId: advisor.user,
        dueAt: endOf('2025-11-18'),
        becauseType: 'GrantConsultationOpened',
      },
    ]);
    await advisor.command(`/grant-consultations/${consultationId}/own-consultant`, {});
    await settled();
    expect(await tasks(advisor, 'decide_on_recommendation', consultationId)).toMatchObject([{ stage: 'done' }]);
  });

  test('of the outcome the consultant is warned, and on the tenth day it counts as acknowledged', async () => {
    const { consultant, association } = people;
    const { referralId } = referred;
    await on('2025-11-28');
    expect(await tasks(consultant, 'note_outcome', referralId)).toEqual([
      {
        stage: 'assigned',
        officeId: 'nasilc-22',
        assigneeId: consultant.user,
        dueAt: endOf('2025-11-28'),
        becauseType: 'ReferralOutcomeReported',
      },
    ]);
    const [task] = await consultant.list(`/tasks?kind=note_outcome&subjectId=${referralId}`);
    expect(await toldOf(consultant, task!['taskId'] as string)).toEqual(['task_due_soon']);
    expect((await consultant.row(`/referrals/${referralId}`))['stage']).toBe('outcome_reported');
    await on('2025-11-29');
    expect((await consultant.row(`/referrals/${referralId}`))['stage']).toBe('closed');
    expect(await tasks(consultant, 'note_outcome', referralId)).toMatchObject([{ stage: 'cancelled' }]);
    expect(await toldOf(consultant, referralId)).toContain('outcome_deemed_acknowledged');
    expect(await tasks(association, 'see_to_overdue_in_association', referralId)).toEqual([]);
  });

  test('when the days for the members have passed the association looks who has not read the bulletin', async () => {
    const { association } = people;
    await on('2025-12-02', '12:00');
    expect(await tasks(association, 'remind_readers', bulletinId)).toEqual([]);
    await on('2025-12-03', '09:00');
    expect(await tasks(association, 'remind_readers', bulletinId)).toEqual([
      ...[{ stage: 'open', officeId: 'nasilc-22', assigneeId: null, dueAt: null, becauseType: 'BulletinForwarded' }],
    ]);
  });
});
