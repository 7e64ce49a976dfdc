import { ReferralHeld } from '#events/referral';
import { actor, given } from '#contexts/testing';
import { holdReferral } from './hold-referral.ts';
import { referralId, stagesBut, until } from './referral-story.fixture.ts';
import { onItsWayStages, referral } from './referral.ts';

const command = { referralId, reason: 'season', until: '2025-12-26', message: '繁忙期が明けてから' };
const by = actor('iesc.advisor');
const held = ReferralHeld({ reason: 'season', until: '2025-12-26', message: '繁忙期が明けてから' });

test.each(onItsWayStages)('the office puts a referral on hold at stage %s', async (stage) => {
  const [event] = await given(referral, referralId, ...until[stage])
    .when(holdReferral, command, { by })
    .thenFacts(held);
  expect(event!.metadata).toMatchObject({ reasonCode: 'season' });
});

test('neither a last day nor a message is needed', () =>
  given(referral, referralId, ...until.accepted)
    .when(holdReferral, { referralId, reason: 'owner_request' }, { by: actor('iesc.office_manager') })
    .thenFacts(ReferralHeld({ reason: 'owner_request', until: null, message: null })));

test('it may be held for this day', () =>
  given(referral, referralId, ...until.received)
    .when(holdReferral, { referralId, reason: 'season', until: '2025-11-06' }, { by })
    .thenFacts(ReferralHeld({ reason: 'season', until: '2025-11-06', message: null })));

test('not until a day that is past', () =>
  given(referral, referralId, ...until.received)
    .when(holdReferral, { ...command, until: '2025-11-05' }, { by })
    .thenRefused('HELD_INTO_THE_PAST', { path: 'until' }));

test('not for a reason the agreement does not know', () =>
  given(referral, referralId, ...until.received)
    .when(holdReferral, { ...command, reason: 'weather' }, { by })
    .thenRefused('UNKNOWN_REASON', { path: 'reason' }));

test.each(stagesBut(...onItsWayStages))('not at stage %s', (stage, past) =>
  given(referral, referralId, ...past)
    .when(holdReferral, command, { by })
    .thenRefused('NOT_ALLOWED', {
      currentStage: stage,
      availableActions: stage === 'on_hold' ? ['ResumeReferral'] : [],
    }),
);

test('not by the consultant', () =>
  given(referral, referralId, ...until.received)
    .when(holdReferral, command, { by: actor('nasilc.consultant') })
    .thenRefused('ROLE_NOT_ALLOWED'));

test('not by another office, for which there is no such referral', () =>
  given(referral, referralId, ...until.received)
    .when(holdReferral, command, { by: actor('iesc.advisor', 'iesc-23') })
    .thenRefused('NOT_FOUND'));
