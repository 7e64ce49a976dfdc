import { moveClock, type BackOffice, type People, type Row } from '#apps/cli';
import { enrol, referAgain, referBy } from './referred-client.ts';
import { ServiceUnderTest } from './service-under-test.ts';

/** An agreement of two organisations: amended by both, ended on a day, after which what is open goes on. */
const service = new ServiceUnderTest({ DEVELOPMENT_CLOCK: '2025-11-04T09:00:00+09:00' });
let people: People;

beforeAll(async () => {
  await service.start();
  people = await service.people();
  await enrol(people);
});
afterAll(() => service.remove());

const on = async (day: string) => people.consultant.sees(await moveClock(service.url, `${day}T10:00:00+09:00`));
const versions = async (who: BackOffice): Promise<readonly unknown[]> => {
  const rows = await who.list('/agreements?sort=inForceFrom');
  return rows.map(({ version, stage, inForceUntil, awaits }: Row) => [version, stage, inForceUntil, awaits]);
};
/** What somebody is told they can do next, by the version that it is done from. */
const toDo = async (who: BackOffice): Promise<readonly unknown[]> => {
  const rows = await who.list('/agreements?sort=inForceFrom');
  return rows.map(({ version, availableActions }: Row) => [version, availableActions]);
};
const declaration = ['DECL-2021', 'agreed', '2025-10-21', null];

test('what one side records is none until the other confirms it', async () => {
  const { headquarters, federation, association } = people;
  const amendment = { version: 'AGR-2025-2', inForceFrom: '2025-11-10' };
  await headquarters.command('/agreements/amend', { ...amendment, deadlines: [{ name: 'decideReferral', value: 5 }] });
  expect(await versions(association)).toEqual([
    declaration,
    ['AGR-2025', 'agreed', null, null],
    ['AGR-2025-2', 'draft', null, 'nasilc'],
  ]);
  const [none, atDraft] = [[], ['ConfirmAgreement', 'DiscardAgreementDraft']];
  expect(await toDo(federation)).toEqual([
    ['DECL-2021', none],
    ['AGR-2025', none],
    ['AGR-2025-2', atDraft],
  ]);
  for (const other of [headquarters, association]) {
    expect((await toDo(other)).map((version) => (version as unknown[])[1])).toEqual([none, none, none]);
  }
  const isAsked = '/tasks?kind=confirm_agreement_at_federation&isOpen=true';
  await federation.until(isAsked, ({ items }) => (items as readonly Row[]).length === 1);
  await expect(headquarters.command('/agreements/AGR-2025-2/confirm')).rejects.toMatchObject({
    status: 409,
    problem: { code: 'AWAITS_THE_OTHER_SIDE' },
  });
  await federation.command('/agreements/AGR-2025-2/confirm');
  await federation.until(isAsked, ({ items }) => (items as readonly Row[]).length === 0);
  expect(await versions(association)).toEqual([
    declaration,
    ['AGR-2025', 'agreed', '2025-11-09', null],
    ['AGR-2025-2', 'agreed', null, null],
  ]);
  expect((await toDo(headquarters)).at(-1)).toEqual([
    'AGR-2025-2',
    ['RegisterAgreement', 'AmendAgreement', 'TerminateAgreement'],
  ]);
});

test('from the day it ends on nothing is referred any more, and what is open is seen through', async () => {
  const { advisor, consultant, federation, intake } = people;
  const referred = await referBy(consultant);
  const { clientId, establishmentId, consentId, referralId } = referred;
  await intake.command(`/referrals/${referralId}/acknowledge`);
  await advisor.command(`/referrals/${referralId}/take`);
  await federation.command('/agreements/AGR-2025-2/terminate', { from: '2025-12-01', message: '協議により終了' });

  await on('2025-11-28');
  await referAgain(consultant, referred);
  await on('2025-12-01');
  await expect(referAgain(consultant, referred)).rejects.toMatchObject({
    status: 409,
    problem: {
      code: 'AGREEMENT_TERMINATED',
      detail:
        '“Agreement on cooperation between IESC and NASILC” (AGR-2025-2) was terminated: it was in force until 2025-11-30. What began under it goes on, nothing new is begun.',
    },
  });
  await advisor.command(`/referrals/${referralId}/accept`, { consentId });
  const accepted = await advisor.row(`/referrals/${referralId}`);
  expect([accepted['stage'], accepted['agreementVersion']]).toEqual(['accepted', 'AGR-2025']);
  // The owner's request is theirs to make of IESC, and its clock runs.
  const request = await intake.command('/support-cases', {
    ...{ clientId, establishmentId, referralId },
    channel: 'referral',
    circumstances: ['LAYOFF'],
    wish: '再就職の支援',
    requestedBy: '浜名 宏',
  });
  const isRunning = `/clocks?subjectId=${request.id}&kind=firstContactLayoff`;
  await intake.until(isRunning, ({ items }) => (items as readonly Row[]).length === 1);
  expect(await versions(consultant)).toEqual([
    declaration,
    ['AGR-2025', 'agreed', '2025-11-09', null],
    ['AGR-2025-2', 'terminated', '2025-11-30', null],
  ]);
});
