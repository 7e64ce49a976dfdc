import { OutcomeDeemedAcknowledged, ReferralClosed } from '#events/referral';
import { actor, given } from '#contexts/testing';
import { deemOutcomeAcknowledged } from './deem-outcome-acknowledged.ts';
import { clientId, referralId, stagesBut, until } from './referral-story.fixture.ts';
import { referral } from './referral.ts';

const command = { referralId, because: 'no_word' as const };
const by = actor('process');

test.each(['no_word', 'waived'] as const)('an outcome counts as acknowledged (%s), and the loop is closed', (because) =>
  given(referral, referralId, ...until.outcome_reported)
    .when(deemOutcomeAcknowledged, { referralId, because }, { by })
    .thenFacts(OutcomeDeemedAcknowledged({ because }), ReferralClosed({ outcome: 'established', clientId })),
);

test.each(stagesBut('outcome_reported'))('not at stage %s', (stage, past) =>
  given(referral, referralId, ...past)
    .when(deemOutcomeAcknowledged, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: stage }),
);

test('not by a person', () =>
  given(referral, referralId, ...until.outcome_reported)
    .when(deemOutcomeAcknowledged, command, { by: actor('iesc.office_manager') })
    .thenRefused('ROLE_NOT_ALLOWED'));
