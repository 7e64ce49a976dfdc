import { enterConsultant, type People } from '#apps/cli';
import { clientBody, consentBody, referralBody } from '../case-requests.ts';
import { ServiceUnderTest } from './service-under-test.ts';

type Row = Readonly<Record<string, unknown>>;

const service = new ServiceUnderTest();
let people: People;
let second: string;
let referralId: string;
let taskId: string;

/** Refers a fictional client to the office of Shizuoka. @returns the id of the referral */
async function refer(number: number): Promise<string> {
  const { consultant } = people;
  const client = await consultant.command('/clients', clientBody(number));
  const { establishments } = await consultant.row(`/clients/${client.id}`);
  const [{ establishmentId }] = establishments as [{ establishmentId: string }];
  const consent = await consultant.command('/consents', consentBody(client.id));
  const body = referralBody({ clientId: client.id, establishmentId, consentId: consent.id });
  return (await consultant.command('/referrals', body)).id;
}

const tasksAbout = (subjectId: string, kind: string) => `/tasks?subjectId=${subjectId}&kind=${kind}`;
const post = async (who: People['manager'], path: string, body: object) =>
  (await who.command(path, body)) as unknown as Row;
const firstItem = (answer: Row) => (answer['items'] as readonly Row[])[0];

beforeAll(async () => {
  await service.start();
  people = await service.people('22');
  const { association, consultant } = people;
  await enterConsultant(association, { userId: consultant.user, registrationNumber: '22180042', name: '大石 美咲' });
  referralId = await refer(1);
  second = await refer(2);
});
afterAll(() => service.remove());

test('a referral is a task of the office’s intake, which says why it exists', async () => {
  const row = await people.intake.until(tasksAbout(referralId, 'acknowledge_referral'), firstItem);
  expect(row).toMatchObject({
    team: 'intake',
    officeId: 'iesc-22',
    stage: 'open',
    isOpen: true,
    assigneeId: null,
    subjectCategory: 'referral',
    subjectId: referralId,
    becauseType: 'ClientReferred',
  });
  taskId = row['taskId'] as string;
});

test('it is another office’s as little as the other organisation’s', async () => {
  const others = await service.people('23');
  for (const stranger of [others.intake, people.consultant, people.federation]) {
    await expect(stranger.row(`/tasks/${taskId}`)).rejects.toMatchObject({ status: 404 });
    await expect(stranger.command(`/tasks/${taskId}/claim`)).rejects.toMatchObject({ status: 404 });
  }
});

test('of two who claim it at once one has it, and the other is told who', async () => {
  const claims = await Promise.allSettled([
    people.intake.command(`/tasks/${taskId}/claim`),
    people.manager.command(`/tasks/${taskId}/claim`),
  ]);
  const refused = claims.filter(({ status }) => status === 'rejected');
  expect(refused.length).toBe(1);
  const winner = claims[0].status === 'fulfilled' ? people.intake : people.manager;
  expect((refused[0] as PromiseRejectedResult).reason).toMatchObject({ status: 409, problem: { code: 'TASK_TAKEN' } });
  const row = await winner.until(`/my-tasks?isOpen=true&subjectId=${referralId}`, firstItem);
  expect(row).toMatchObject({ taskId, stage: 'assigned', assigneeId: winner.user });
  const loser = winner === people.intake ? people.manager : people.intake;
  await expect(loser.row(`/my-tasks/${taskId}`)).rejects.toMatchObject({ status: 404 });
  await expect(winner.command(`/tasks/${taskId}/complete`)).rejects.toMatchObject({
    status: 409,
    problem: { code: 'DONE_BY_ITS_FACT' },
  });
});

test('what it asks for closes it, and says so', async () => {
  await people.intake.command(`/referrals/${referralId}/acknowledge`);
  const row = await people.intake.until(tasksAbout(referralId, 'acknowledge_referral'), (answer) => {
    const item = firstItem(answer);
    return item?.['isOpen'] === false && item;
  });
  expect(row).toMatchObject({ stage: 'done', endedByType: 'ReferralAcknowledged' });
});

test('the consultant is told, reads it, and has read all', async () => {
  const { consultant } = people;
  const told = await consultant.until('/notifications?isUnread=true', firstItem);
  expect(told).toMatchObject({ kind: 'referral_acknowledged', link: `/referrals/${referralId}` });
  expect((await consultant.get(told['link'] as string))['item']).toMatchObject({ referralId });
  await expect(people.intake.row(`/notifications/${told['notificationId'] as string}`)).rejects.toMatchObject({
    status: 404,
  });
  await consultant.command(`/notifications/${told['notificationId'] as string}/read`);
  await consultant.until('/notifications?isUnread=true', (answer) => firstItem(answer) === undefined);
  await people.intake.command(`/referrals/${second}/acknowledge`);
  const another = await consultant.until('/notifications?isUnread=true', firstItem);
  await consultant.command('/notifications/read', { upTo: another['sentAt'] });
  await consultant.until('/notifications?isUnread=true', (answer) => firstItem(answer) === undefined);
});

test('the manager sees what a bulk would do and what not, and does it', async () => {
  const { manager, advisor } = people;
  const open = await manager.until(tasksAbout(referralId, 'take_referral'), firstItem);
  const other = await manager.until(tasksAbout(second, 'take_referral'), firstItem);
  const taskIds = [open['taskId'], taskId, other['taskId']];
  const expected = [
    { id: open['taskId'], outcome: 'recorded', events: ['TaskReassigned'] },
    { id: taskId, outcome: 'refused', events: [], refusal: { code: 'NOT_ALLOWED', id: taskId, currentStage: 'done' } },
    { id: other['taskId'], outcome: 'recorded', events: ['TaskReassigned'] },
  ];
  const bulk = { taskIds, assigneeId: advisor.user };
  const preview = await post(manager, '/tasks/reassignments/preview', bulk);
  expect(preview).toMatchObject({ results: expected, position: null });
  expect(await manager.row(`/tasks/${open['taskId'] as string}`)).toMatchObject({ assigneeId: null });
  expect(await post(manager, '/tasks/reassignments', bulk)).toMatchObject({ results: expected });
  for (const subjectId of [referralId, second]) {
    const mine = await advisor.until(`/my-tasks?isOpen=true&subjectId=${subjectId}`, firstItem);
    expect(mine).toMatchObject({ kind: 'take_referral', stage: 'assigned' });
  }
  await expect(post(advisor, '/tasks/reassignments/preview', bulk)).rejects.toMatchObject({ status: 403 });
});

test('neither a task nor a notification says what it is about in words', async () => {
  await people.advisor.until('/notifications?limit=100', firstItem);
  for (const reader of [people.intake, people.manager, people.advisor, people.consultant]) {
    for (const list of ['/tasks', '/my-tasks', '/notifications']) {
      const items = (await reader.get(list))['items'] as readonly Row[];
      const words = items
        .flatMap((row) => Object.values(row))
        .filter((value) => /[^\x20-\x7e]/.test(JSON.stringify(value)));
      expect([reader.user, list, words]).toEqual([reader.user, list, []]);
    }
  }
});
