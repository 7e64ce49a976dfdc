import { moveClock, type BackOffice, type People, type Row } from '#apps/cli';
import { enrol, referAgain, referBy, type Referred } from './referred-client.ts';
import { ServiceUnderTest } from './service-under-test.ts';

/** Somebody is away, and the one who stands in too; an office is suspended. November 2025. */
const START = '2025-11-04T09:00:00+09:00';
const service = new ServiceUnderTest({ DEVELOPMENT_CLOCK: START });
let people: People;
let referred: Referred;

const move = async (now: string) => people.consultant.sees(await moveClock(service.url, now));
const on = (day: string, time = '10:00') => move(`${day}T${time}:00+09:00`);
/** Until the processes have done what follows from everything so far. */
const settled = () => move(START);

/** The tasks of a kind about something: stage, office, and who has it. */
async function tasks(who: BackOffice, kind: string, subjectId: string): Promise<readonly Row[]> {
  const rows = await who.list(`/tasks?kind=${kind}&subjectId=${subjectId}&sort=openedAt`);
  return rows.map(({ stage, officeId, assigneeId }) => ({ stage, officeId, assigneeId }));
}

beforeAll(async () => {
  await service.start();
  people = await service.people();
  await enrol(people);
  referred = await referBy(people.consultant);
});
afterAll(() => service.remove());

describe('somebody is away', () => {
  const decide = () => tasks(people.manager, 'decide_referral', referred.referralId);

  test('on the first day their tasks go to who stands in for them', async () => {
    const { intake, advisor, manager } = people;
    await intake.command(`/referrals/${referred.referralId}/acknowledge`);
    await advisor.command(`/referrals/${referred.referralId}/take`);
    await advisor.command('/delegations', {
      ...{ delegateId: manager.user, from: '2025-11-05', until: '2025-11-12', reason: 'leave' },
    });
    await settled();
    expect(await decide()).toEqual([{ stage: 'assigned', officeId: 'iesc-22', assigneeId: advisor.user }]);
    await on('2025-11-05', '09:00');
    expect(await decide()).toEqual([{ stage: 'assigned', officeId: 'iesc-22', assigneeId: manager.user }]);
  });

  test('where all who would stand in are away they wait in the team’s queue, for whoever is there', async () => {
    const { intake, advisor, manager } = people;
    const period = { from: '2025-11-06', until: '2025-11-07', reason: 'leave' };
    await manager.command('/delegations', { delegateId: intake.user, ...period });
    await intake.command('/delegations', { delegateId: advisor.user, ...period });
    await on('2025-11-06', '09:00');
    expect(await decide()).toEqual([{ stage: 'open', officeId: 'iesc-22', assigneeId: null }]);
    const [task] = await advisor.list(`/tasks?kind=decide_referral&subjectId=${referred.referralId}`);
    await advisor.command(`/tasks/${task!['taskId'] as string}/claim`);
    expect(await decide()).toEqual([{ stage: 'assigned', officeId: 'iesc-22', assigneeId: advisor.user }]);
  });
});

describe('an office is suspended', () => {
  let waiting: string;
  const toRoute = (referralId: string) => tasks(people.headquarters, 'route_referral', referralId);
  const stream = async () => {
    const [row] = await people.headquarters.list('/office-directory?officeId=iesc-22');
    return row!['officeStreamId'] as string;
  };
  const toSeeTo = (subjectId: string) => tasks(people.headquarters, 'see_to_suspended_office', subjectId);
  const triage = { stage: 'open', officeId: 'iesc-hq', assigneeId: null };

  test('what it has not acknowledged is headquarters’ to route, what it has in hand theirs to see to', async () => {
    const { consultant, headquarters } = people;
    await on('2025-11-13');
    waiting = await referAgain(consultant, referred);
    await headquarters.command('/offices/iesc-22/suspend', { reason: 'disaster' });
    await settled();
    expect(await toRoute(waiting)).toEqual([triage]);
    expect(await toRoute(referred.referralId)).toEqual([]);
    expect(await toSeeTo(await stream())).toEqual([triage]);
    expect(await tasks(headquarters, 'acknowledge_referral', waiting)).toEqual([
      { stage: 'cancelled', officeId: 'iesc-22', assigneeId: null },
    ]);
  });

  test('what comes to it goes to headquarters too', async () => {
    const { consultant, intake } = people;
    const another = await referAgain(consultant, referred);
    await settled();
    expect(await toRoute(another)).toEqual([triage]);
    const { clientId, establishmentId } = referred;
    const { id: caseId } = await intake.command('/support-cases', {
      ...{ clientId, establishmentId, channel: 'direct' },
      ...{ circumstances: ['LAYOFF'], wish: '再就職の支援', requestedBy: '浜名 宏' },
    });
    await settled();
    expect(await toSeeTo(caseId)).toEqual([triage]);
  });

  test('headquarters route it to a neighbour, which acknowledges it in its place', async () => {
    const { headquarters } = people;
    const path = `/referrals/${waiting}`;
    await expect(headquarters.command(`${path}/route`, { prefecture: '22' })).rejects.toMatchObject({
      status: 409,
      problem: { code: 'OFFICE_SUSPENDED' },
    });
    await headquarters.command(`${path}/route`, { prefecture: '22', officeId: 'iesc-23' });
    await settled();
    expect(await toRoute(waiting)).toEqual([{ ...triage, stage: 'done' }]);
    const there = (await service.people('23')).intake;
    expect(
      (await tasks(there, 'acknowledge_referral', waiting)).map(({ officeId, stage }) => [officeId, stage]),
    ).toEqual([['iesc-23', 'open']]);
    await there.command(`${path}/acknowledge`);
    const row = await there.row(path);
    expect([row['stage'], row['officeId'], row['prefecture']]).toEqual(['received', 'iesc-23', '22']);
  });

  test('once it is back, nobody else has to see to what is its own', async () => {
    await people.headquarters.command('/offices/iesc-22/resume');
    await settled();
    expect(await toSeeTo(await stream())).toEqual([{ ...triage, stage: 'cancelled' }]);
    const later = await referAgain(people.consultant, referred);
    await settled();
    expect(await toRoute(later)).toEqual([]);
  });
});
