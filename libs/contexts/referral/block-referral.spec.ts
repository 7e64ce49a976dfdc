import { ReferralConsentBlocked } from '#events/referral';
import { actor, given } from '#contexts/testing';
import { blockReferral } from './block-referral.ts';
import { clientId, consentId, referralId, stagesBut, until } from './referral-story.fixture.ts';
import { referral } from './referral.ts';

const command = { referralId, because: 'withdrawn' };
const by = actor('process');
const open = [
  ...(['submitted', 'received', 'under_review', 'returned', 'accepted'] as const),
  ...(['on_hold', 'redirect_pending', 'case_linked'] as const),
];

test.each(open)('without its consent a referral stops at stage %s', (stage) =>
  given(referral, referralId, ...until[stage])
    .when(blockReferral, command, { by })
    .thenFacts(ReferralConsentBlocked({ clientId, consentId, because: 'withdrawn' })),
);

test.each(stagesBut(...open))('not at stage %s', (stage, past) =>
  given(referral, referralId, ...past)
    .when(blockReferral, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: stage }),
);

test('not by a person', () =>
  given(referral, referralId, ...until.accepted)
    .when(blockReferral, command, { by: actor('iesc.office_manager') })
    .thenRefused('ROLE_NOT_ALLOWED'));
