import { OutcomeAcknowledged, ReferralClosed } from '#events/referral';
import { actor, given } from '#contexts/testing';
import { acknowledgeOutcome } from './acknowledge-outcome.ts';
import { clientId, consultantId, referralId, stagesBut, until } from './referral-story.fixture.ts';
import { referral } from './referral.ts';

const command = { referralId };
const by = actor('nasilc.consultant');

test('the consultant takes note of the outcome, and the loop is closed', () =>
  given(referral, referralId, ...until.outcome_reported)
    .when(acknowledgeOutcome, command, { by })
    .thenFacts(
      OutcomeAcknowledged({ acknowledgedBy: consultantId }),
      ReferralClosed({ outcome: 'established', clientId }),
    ));

test.each(stagesBut('outcome_reported'))('not at stage %s', (stage, past) =>
  given(referral, referralId, ...past)
    .when(acknowledgeOutcome, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: stage }),
);

test('not by the office', () =>
  given(referral, referralId, ...until.outcome_reported)
    .when(acknowledgeOutcome, command, { by: actor('iesc.advisor') })
    .thenRefused('ROLE_NOT_ALLOWED'));

test('not by another consultant, for whom there is no such referral', () =>
  given(referral, referralId, ...until.outcome_reported)
    .when(acknowledgeOutcome, command, { by: actor('nasilc.consultant', 'nasilc-22', 'consultant-22-2') })
    .thenRefused('NOT_FOUND'));
