import { OfficeCalendarSet, OfficeResumed, OfficeSuspended } from '#events/directory';
import { ReferralRedirected, RedirectRefused } from '#events/referral';
import { office, officeStreamIdOf } from '#contexts/directory';
import { actor, given } from '#contexts/testing';
import { exampleOf } from '#platform/event-schema';
import { redirectReferral } from './redirect-referral.ts';
import { redirected, referralId, referredToTriage, stagesBut, until } from './referral-story.fixture.ts';
import { onItsWayStages, referral } from './referral.ts';

const command = { referralId, officeId: 'iesc-23', reason: 'wrong_prefecture', message: '事業所は愛知県にあります' };
const by = actor('iesc.intake');

test.each(onItsWayStages)('another office is asked to take a referral at stage %s', async (stage) => {
  const [event] = await given(referral, referralId, ...until[stage])
    .when(redirectReferral, command, { by })
    .thenFacts(redirected);
  expect(event!.metadata).toMatchObject({ reasonCode: 'wrong_prefecture', prefecture: '22' });
});

test('headquarters ask for what is in triage', () =>
  given(referral, referralId, referredToTriage)
    .when(redirectReferral, command, { by: actor('iesc.hq_coordinator', 'iesc-hq') })
    .thenFacts(ReferralRedirected({ ...redirected.data, from: 'iesc-hq' })));

test('once one office has refused, another may be asked', () =>
  given(referral, referralId, ...until.redirect_pending)
    .and(referral, referralId, RedirectRefused({ officeId: 'iesc-23', message: 'いいえ', stage: 'received' }))
    .when(redirectReferral, { ...command, officeId: 'iesc-13' }, { by: actor('iesc.office_manager') })
    .thenFacts(ReferralRedirected({ ...redirected.data, to: 'iesc-13' })));

test('not two offices at once', () =>
  given(referral, referralId, ...until.redirect_pending)
    .when(redirectReferral, { ...command, officeId: 'iesc-13' }, { by })
    .thenRefused('NOT_ALLOWED', {
      currentStage: 'redirect_pending',
      availableActions: ['AcceptRedirect', 'RefuseRedirect'],
    }));

test.each([
  ['the office that has it', 'iesc-22', 'SAME_OFFICE'],
  ['an office there is not', 'iesc-48', 'UNKNOWN_OFFICE'],
  ['an association', 'nasilc-23', 'UNKNOWN_OFFICE'],
])('not to %s', (_, officeId, code) =>
  given(referral, referralId, ...until.received)
    .when(redirectReferral, { ...command, officeId }, { by })
    .thenRefused(code, { path: 'officeId' }),
);

test('not to one that is suspended, as long as it is', async () => {
  const streamId = officeStreamIdOf('iesc-23');
  const suspended = OfficeSuspended({ ...exampleOf(OfficeSuspended).data, officeId: 'iesc-23' });
  const resumed = OfficeResumed({ ...exampleOf(OfficeResumed).data, officeId: 'iesc-23' });
  const whileSuspended = given(referral, referralId, ...until.received).and(office, streamId, suspended);
  await whileSuspended.when(redirectReferral, command, { by }).thenRefused('OFFICE_SUSPENDED');
  await whileSuspended.and(office, streamId, resumed).when(redirectReferral, command, { by }).thenFacts(redirected);
});

test('not for a reason the agreement does not know', () =>
  given(referral, referralId, ...until.received)
    .when(redirectReferral, { ...command, reason: 'weather' }, { by })
    .thenRefused('UNKNOWN_REASON', { path: 'reason' }));

test.each(stagesBut(...onItsWayStages))('not at stage %s', (stage, past) =>
  given(referral, referralId, ...past)
    .when(redirectReferral, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: stage }),
);

test('not by an advisor', () =>
  given(referral, referralId, ...until.received)
    .when(redirectReferral, command, { by: actor('iesc.advisor') })
    .thenRefused('ROLE_NOT_ALLOWED'));

test('not by another office, for which there is no such referral', () =>
  given(referral, referralId, ...until.received)
    .when(redirectReferral, command, { by: actor('iesc.intake', 'iesc-23') })
    .thenRefused('NOT_FOUND'));

test('the other office answers within its own time', () =>
  given(referral, referralId, ...until.received)
    .and(
      office,
      officeStreamIdOf('iesc-23'),
      OfficeCalendarSet({ officeId: 'iesc-23', closures: ['2025-11-07'], cutOffHour: 17 }),
    )
    .when(redirectReferral, command, { by })
    .thenFacts(ReferralRedirected({ ...redirected.data, answerBy: '2025-11-10T14:59:59.999Z' })));
