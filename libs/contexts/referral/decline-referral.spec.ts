import { ClientReferred, ReferralAcknowledged, ReferralDeclined, ReferralTaken } from '#events/referral';
import { actor, given } from '#contexts/testing';
import { exampleOf } from '#platform/event-schema';
import { declineReferral } from './decline-referral.ts';
import { referral } from './referral.ts';

const referralId = '0b6c1d9e-43a1-4c57-9b1f-0000000000aa';
const referred = exampleOf(ClientReferred);
const acknowledged = ReferralAcknowledged({ acknowledgedBy: 'intake-22-1' });
const taken = ReferralTaken({ advisorId: 'iesc-advisor-1', decideBy: '2025-11-11T14:59:59.999Z' });
const underReview = [referred, acknowledged, taken];
const command = { referralId, reason: 'out_of_scope', side: 'eligibility', message: '対象外です' };
const by = actor('iesc.advisor');

test('a referral under review is declined with reason, side and message', () =>
  given(referral, referralId, ...underReview)
    .when(declineReferral, command, { by })
    .thenFacts(ReferralDeclined({ reason: 'out_of_scope', side: 'eligibility', message: '対象外です' })));

test('not before it was taken under review', () =>
  given(referral, referralId, referred)
    .when(declineReferral, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: 'submitted', availableActions: [] }));

test('not for a reason the agreement does not know', () =>
  given(referral, referralId, ...underReview)
    .when(declineReferral, { ...command, reason: 'weather' }, { by })
    .thenRefused('UNKNOWN_REASON', { path: 'reason' }));

test('not from a side the agreement does not know', () =>
  given(referral, referralId, ...underReview)
    .when(declineReferral, { ...command, side: 'moon' }, { by })
    .thenRefused('UNKNOWN_SIDE', { path: 'side' }));

test('not by a consultant', () =>
  given(referral, referralId, ...underReview)
    .when(declineReferral, command, { by: actor('nasilc.consultant') })
    .thenRefused('ROLE_NOT_ALLOWED'));

test('not by another office, for which there is no such referral', () =>
  given(referral, referralId, ...underReview)
    .when(declineReferral, command, { by: actor('iesc.advisor', 'iesc-23') })
    .thenRefused('NOT_FOUND'));

test('not on an old picture', () =>
  given(referral, referralId, ...underReview)
    .when(declineReferral, command, { by, expectedRevision: 1 })
    .thenRefused('STALE_REVISION', { currentRevision: 2 }));
