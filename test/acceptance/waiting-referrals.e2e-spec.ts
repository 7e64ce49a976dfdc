import type { BackOffice, People, Row } from '#apps/cli';
import { enrol, referAgain, referBy, type Referred } from './referred-client.ts';
import { ServiceUnderTest } from './service-under-test.ts';

const service = new ServiceUnderTest();
let people: People;

beforeAll(async () => {
  await service.start();
  people = await service.people();
  await enrol(people);
});
afterAll(() => service.remove());

/** A referral that the office of its prefecture has taken, and perhaps accepted. */
async function taken(): Promise<Referred> {
  const referred = await referBy(people.consultant);
  await people.intake.command(`/referrals/${referred.referralId}/acknowledge`);
  await people.advisor.command(`/referrals/${referred.referralId}/take`);
  return referred;
}
async function accepted(): Promise<Referred> {
  const referred = await taken();
  const { referralId, consentId } = referred;
  await people.advisor.command(`/referrals/${referralId}/accept`, { consentId });
  return referred;
}

/** The owner asks the office for support, and names the referral. */
const requestFor = (intake: BackOffice, of: { clientId: string; establishmentId: string; referralId: string }) =>
  intake.command('/support-cases', {
    ...of,
    channel: 'referral',
    circumstances: ['LAYOFF'],
    wish: '再就職の支援',
    requestedBy: '浜名 宏',
  });

/** Somebody's view of a referral, as soon as it is at a stage. */
const at = (who: BackOffice, referralId: string, stage: string) =>
  who.until(`/referrals/${referralId}`, (row) => row['stage'] === stage && row);

/** Until somebody was told something of a referral. */
const told = (who: BackOffice, kind: string, referralId: string) =>
  who.until('/notifications?limit=100', ({ items }) =>
    (items as readonly Row[]).some((row) => row['kind'] === kind && row['subjectId'] === referralId),
  );

test('a consent that is withdrawn stops what rests on it, and hides the client; given again, all goes on', async () => {
  const { advisor, consultant, intake } = people;
  const { referralId, consentId, clientId, establishmentId } = await accepted();
  const request = await requestFor(intake, { clientId, establishmentId, referralId });
  const caseId = request.id;
  const open = await at(advisor, referralId, 'case_linked');
  expect([open['clientId'], open['client']]).toEqual([
    clientId,
    { name: '浜名精工', corporateNumber: null, owner: null },
  ]);
  expect((await consultant.row(`/support-cases/${caseId}`))['stage']).toBe('requested');

  await consultant.command(`/consents/${consentId}/withdraw`, { reason: 'owner_changed_mind', statedBy: '浜名 宏' });
  const stopped = await at(advisor, referralId, 'consent_blocked');
  expect([stopped['clientId'], stopped['client'], stopped['ownersWish'], stopped['consentLost']]).toEqual([
    null,
    null,
    null,
    'withdrawn',
  ]);
  // The consultant sees their own referral, and nothing more of the case.
  expect((await at(consultant, referralId, 'consent_blocked'))['clientId']).toBe(clientId);
  await advisor.until(`/support-cases/${caseId}`, (row) => row['stage'] === 'on_hold');
  const ofCase = await consultant.row(`/support-cases/${caseId}`);
  expect([ofCase['stage'], ofCase['clientId']]).toEqual([null, null]);
  await told(advisor, 'consent_lost', referralId);
  const isOpen = ['ask_owner_continues', 'stop_use'].map(
    (kind) => `/tasks?isOpen=true&kind=${kind}&subjectId=${caseId}`,
  );
  for (const path of isOpen) await advisor.until(path, ({ items }) => (items as readonly Row[]).length === 1);

  await consultant.command(`/consents/${consentId}/give-again`, {
    items: ['company_identity'],
    recipients: ['iesc'],
    from: '2025-10-22',
    until: '2049-12-31',
    method: 'written',
    givenBy: '浜名 宏',
  });
  const again = await at(advisor, referralId, 'case_linked');
  expect([again['clientId'], again['client'], again['consentLost']]).toEqual([clientId, open['client'], null]);
  await advisor.until(`/support-cases/${caseId}`, (row) => row['stage'] === 'requested');
  await told(advisor, 'consent_restored', referralId);
  for (const path of isOpen) await advisor.until(path, ({ items }) => (items as readonly Row[]).length === 0);
  expect((await consultant.row(`/support-cases/${caseId}`))['stage']).toBe('requested');
});

const saysSo = { statedBy: '浜名 宏' };

/** What somebody is shown of the client of a referral. */
async function shown(who: BackOffice, referralId: string): Promise<readonly unknown[]> {
  const detail = await who.row(`/referrals/${referralId}`);
  const inbox = await who.row(`/iesc/referral-inbox/${referralId}`);
  return [detail['clientId'], detail['client'], detail['ownersWish'], inbox['clientId'], inbox['client']];
}

test.each([
  ['withdrawal', 'withdraw', { reason: 'owner_changed_mind', ...saysSo }],
  ['narrowing', 'narrow', { items: ['headcount'], recipients: ['iesc'], ...saysSo }],
])('at the position of the %s itself nothing of the client is shown any more', async (_, command, body) => {
  const { advisor, consultant, intake } = people;
  const { referralId, consentId, clientId, establishmentId } = await accepted();
  const request = await requestFor(intake, { clientId, establishmentId, referralId });
  await at(advisor, referralId, 'case_linked');
  const ofConsent = async () => (await advisor.row(`/consents/${consentId}`))['clientId'];
  const ofCase = async () => {
    const { stage, clientId: of, client } = await consultant.row(`/support-cases/${request.id}`);
    return [stage, of, client];
  };
  expect(await ofCase()).toEqual(['requested', clientId, expect.objectContaining({ name: '浜名精工' })]);
  expect(await shown(advisor, referralId)).not.toContain(null);
  await advisor.until(`/consents/${consentId}`, (row) => row['clientId'] === clientId);

  await consultant.command(`/consents/${consentId}/${command}`, body);
  const [rows, consent, caseOfOthers] = await Promise.all([shown(advisor, referralId), ofConsent(), ofCase()]);
  expect(rows).toEqual([null, null, null, null, null]);
  expect(caseOfOthers).toEqual([null, null, null]);
  expect(consent).toBeNull();
  await at(advisor, referralId, 'consent_blocked');
});

test('nor of one that ended as a duplicate', async () => {
  const { advisor, consultant, intake } = people;
  const referred = await accepted();
  const { referralId, consentId } = referred;
  const primaryId = await referAgain(consultant, referred);
  await intake.command(`/referrals/${referralId}/mark-duplicate`, { primaryId });
  expect(await shown(advisor, referralId)).not.toContain(null);
  await consultant.command(`/consents/${consentId}/withdraw`, { reason: 'owner_changed_mind', ...saysSo });
  expect(await shown(advisor, referralId)).toEqual([null, null, null, null, null]);
});

test('nor does the directory name it to the office that accepted', async () => {
  const { advisor, consultant } = people;
  const { consentId, clientId } = await accepted();
  expect(await advisor.row(`/clients/${clientId}`)).toMatchObject({ name: '浜名精工' });
  await consultant.command(`/consents/${consentId}/narrow`, { items: ['headcount'], recipients: ['iesc'], ...saysSo });
  await expect(advisor.row(`/clients/${clientId}`)).rejects.toMatchObject({ status: 404 });
});

test('the office holds a referral, and goes on where it was', async () => {
  const { advisor, consultant } = people;
  const { referralId } = await accepted();
  await advisor.command(`/referrals/${referralId}/hold`, { reason: 'season', until: '2049-12-26' });
  const held = await at(consultant, referralId, 'on_hold');
  expect([held['heldFor'], held['heldUntil']]).toEqual(['season', '2049-12-26']);
  await advisor.command(`/referrals/${referralId}/resume`);
  expect((await advisor.row(`/referrals/${referralId}`))['stage']).toBe('accepted');
});

test('another office refuses a redirected referral, and takes it when asked again', async () => {
  const { advisor, intake } = people;
  const { referralId } = await accepted();
  const there = (await service.people('23')).intake;
  const ask = { officeId: 'iesc-23', reason: 'wrong_prefecture', message: '事業所は愛知県にあります' };

  await intake.command(`/referrals/${referralId}/redirect`, ask);
  await expect(intake.command(`/referrals/${referralId}/redirect`, ask)).rejects.toMatchObject({
    status: 409,
    problem: { code: 'NOT_ALLOWED', currentStage: 'redirect_pending' },
  });
  await expect(intake.command(`/referrals/${referralId}/accept-redirect`)).rejects.toMatchObject({
    status: 409,
    problem: { code: 'REDIRECTED_TO_ANOTHER' },
  });
  // Who is asked sees that it is asked, and not of whom.
  await at(intake, referralId, 'redirect_pending');
  const question = await there.row(`/referrals/${referralId}`);
  expect([question['redirectTo'], question['clientId']]).toEqual(['iesc-23', null]);

  await there.command(`/referrals/${referralId}/refuse-redirect`, { message: '当県ではありません' });
  expect((await at(advisor, referralId, 'accepted'))['clientId']).not.toBeNull();

  await intake.command(`/referrals/${referralId}/redirect`, ask);
  await there.command(`/referrals/${referralId}/accept-redirect`);
  const theirs = await there.row(`/referrals/${referralId}`);
  expect([theirs['stage'], theirs['officeId'], theirs['prefecture']]).toEqual(['submitted', 'iesc-23', '23']);
  await expect(advisor.command(`/referrals/${referralId}/hold`, { reason: 'season' })).rejects.toMatchObject({
    status: 404,
  });
});

test('a second referral of the same need says so, and is ended as a duplicate whose referrer learns the outcome', async () => {
  const { advisor, consultant, intake } = people;
  const first = await accepted();
  const secondId = await referAgain(consultant, first);
  const suspected = await intake.until(`/referrals/${secondId}`, (row) => {
    const of = row['possibleDuplicateOf'] as readonly string[];
    return of.length > 0 && of;
  });
  expect(suspected).toEqual([first.referralId]);

  await intake.command(`/referrals/${secondId}/mark-duplicate`, { primaryId: first.referralId });
  expect((await consultant.row(`/nasilc/referrals/${secondId}`))['duplicateOf']).toBe(first.referralId);
  const { clientId, establishmentId, referralId } = first;
  const request = await requestFor(intake, { clientId, establishmentId, referralId });
  await at(advisor, referralId, 'case_linked');
  await intake.command(`/support-cases/${request.id}/assign`, { advisorId: advisor.user });
  await advisor.command(`/support-cases/${request.id}/record-not-established`, {
    reason: 'owner_declined',
    message: '事業主の辞退',
  });
  await advisor.command(`/support-cases/${request.id}/close`);
  for (const id of [referralId, secondId]) {
    await consultant.until(`/nasilc/referrals/${id}`, (row) => row['outcome'] === 'owner_declined');
  }
  expect((await consultant.row(`/nasilc/referrals/${secondId}`))['stage']).toBe('duplicate');
});

test('where the referral that goes on is taken back, its duplicate goes on where it was', async () => {
  const { consultant, intake } = people;
  const first = await taken();
  const secondId = await referAgain(consultant, first);
  await intake.command(`/referrals/${secondId}/mark-duplicate`, { primaryId: first.referralId });
  await at(consultant, secondId, 'duplicate');
  await consultant.command(`/referrals/${first.referralId}/withdraw`, { reason: 'need_resolved', side: 'client' });
  expect((await at(consultant, secondId, 'submitted'))['duplicateOf']).toBeNull();
  const toDo = `/tasks?isOpen=true&kind=acknowledge_referral&subjectId=${secondId}`;
  await intake.until(toDo, ({ items }) => (items as readonly Row[]).length === 1);
});

test('a declined referral is reopened, and under review with who had it', async () => {
  const { advisor, consultant } = people;
  const { referralId, consentId } = await taken();
  await advisor.command(`/referrals/${referralId}/decline`, {
    reason: 'capacity',
    side: 'office',
    message: '体制が整いません',
  });
  await consultant.command(`/referrals/${referralId}/reopen`, { reason: 'circumstances_changed' });
  const row = await advisor.row(`/referrals/${referralId}`);
  expect([row['stage'], row['advisorId'], row['reason']]).toEqual(['under_review', advisor.user, null]);
  await advisor.command(`/referrals/${referralId}/accept`, { consentId });
  expect((await advisor.row(`/referrals/${referralId}`))['stage']).toBe('accepted');
});
