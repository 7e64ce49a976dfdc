import { ReferralDeclined } from '#events/referral';
import { actor, given } from '#contexts/testing';
import { declineReferral } from './decline-referral.ts';
import { clientId, consentId, referralId, stagesBut, until } from './referral-story.fixture.ts';
import { referral } from './referral.ts';

const command = { referralId, reason: 'out_of_scope', side: 'eligibility', message: '対象外です' };
const by = actor('iesc.advisor');

test('a referral under review is declined with reason, side and message', async () => {
  const [event] = await given(referral, referralId, ...until.under_review)
    .when(declineReferral, command, { by })
    .thenFacts(ReferralDeclined({ reason: 'out_of_scope', side: 'eligibility', message: '対象外です', clientId }));
  expect(event!.metadata).toMatchObject({
    reasonCode: 'out_of_scope',
    consentIds: [consentId],
    prefecture: '22',
    streamsRead: {},
    $correlationId: referralId,
  });
});

test.each(stagesBut('under_review'))('not at stage %s', (stage, past) =>
  given(referral, referralId, ...past)
    .when(declineReferral, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: stage }),
);

test('what is possible instead is said', () =>
  given(referral, referralId, ...until.received)
    .when(declineReferral, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: 'received', availableActions: ['TakeReferral', 'HoldReferral'] }));

test('not for a reason the agreement does not know', () =>
  given(referral, referralId, ...until.under_review)
    .when(declineReferral, { ...command, reason: 'weather' }, { by })
    .thenRefused('UNKNOWN_REASON', { path: 'reason' }));

test('not from a side the agreement does not know', () =>
  given(referral, referralId, ...until.under_review)
    .when(declineReferral, { ...command, side: 'moon' }, { by })
    .thenRefused('UNKNOWN_SIDE', { path: 'side' }));

test('not by a consultant', () =>
  given(referral, referralId, ...until.under_review)
    .when(declineReferral, command, { by: actor('nasilc.consultant') })
    .thenRefused('ROLE_NOT_ALLOWED'));

test('not by another office, for which there is no such referral', () =>
  given(referral, referralId, ...until.under_review)
    .when(declineReferral, command, { by: actor('iesc.advisor', 'iesc-23') })
    .thenRefused('NOT_FOUND'));

test('not one that does not exist', () => given().when(declineReferral, command, { by }).thenRefused('NOT_FOUND'));

test('not on an old picture', () =>
  given(referral, referralId, ...until.under_review)
    .when(declineReferral, command, { by, expectedRevision: 1 })
    .thenRefused('STALE_REVISION', { currentRevision: 2 }));
