import { ReferralConsentUnblocked } from '#events/referral';
import { actor, given } from '#contexts/testing';
import { blocked, caseLinked, clientId, consentId, referralId, stagesBut, until } from './referral-story.fixture.ts';
import { referral } from './referral.ts';
import { unblockReferral } from './unblock-referral.ts';

const command = { referralId };
const by = actor('process');

test.each([
  ...(['submitted', 'received', 'under_review', 'returned', 'accepted'] as const),
  ...(['on_hold', 'redirect_pending', 'case_linked'] as const),
])('a referral that stopped at stage %s goes on there', (stage) =>
  given(referral, referralId, ...until[stage], blocked)
    .when(unblockReferral, command, { by })
    .thenFacts(ReferralConsentUnblocked({ clientId, consentId, stage })),
);

test('with the case that it was linked to meanwhile', () =>
  given(referral, referralId, ...until.consent_blocked, caseLinked)
    .when(unblockReferral, command, { by })
    .thenFacts(ReferralConsentUnblocked({ clientId, consentId, stage: 'case_linked' })));

test.each(stagesBut('consent_blocked'))('not at stage %s', (stage, past) =>
  given(referral, referralId, ...past)
    .when(unblockReferral, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: stage }),
);

test('not by a person', () =>
  given(referral, referralId, ...until.consent_blocked)
    .when(unblockReferral, command, { by: actor('iesc.office_manager') })
    .thenRefused('ROLE_NOT_ALLOWED'));
