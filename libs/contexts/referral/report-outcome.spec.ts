import { ReferralOutcomeReported } from '#events/referral';
import { actor, given } from '#contexts/testing';
import { blocked, caseId, clientId, referralId, stagesBut, until } from './referral-story.fixture.ts';
import { referral } from './referral.ts';
import { reportOutcome } from './report-outcome.ts';

const command = { referralId, caseId, outcome: 'established' };
const by = actor('process');

test('the referrer learns how the case ended', () =>
  given(referral, referralId, ...until.case_linked)
    .when(reportOutcome, command, { by })
    .thenFacts(ReferralOutcomeReported({ caseId, outcome: 'established' })));

test('not the outcome of another case', () =>
  given(referral, referralId, ...until.case_linked)
    .when(reportOutcome, { ...command, caseId: clientId }, { by })
    .thenRefused('ANOTHER_CASE', { id: caseId }));

test('not an outcome the agreement does not know', () =>
  given(referral, referralId, ...until.case_linked)
    .when(reportOutcome, { ...command, outcome: 'splendid' }, { by })
    .thenRefused('UNKNOWN_CODE', { path: 'outcome' }));

test('though the consent does not hold any more', () =>
  given(referral, referralId, ...until.case_linked, blocked)
    .when(reportOutcome, command, { by })
    .thenFacts(ReferralOutcomeReported({ caseId, outcome: 'established' })));

test('not where the referral stopped before there was a case', () =>
  given(referral, referralId, ...until.consent_blocked)
    .when(reportOutcome, command, { by })
    .thenRefused('NO_CASE'));

test.each(stagesBut('case_linked', 'consent_blocked'))('not at stage %s', (stage, past) =>
  given(referral, referralId, ...past)
    .when(reportOutcome, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: stage }),
);

test('not by a person', () =>
  given(referral, referralId, ...until.case_linked)
    .when(reportOutcome, command, { by: actor('iesc.advisor') })
    .thenRefused('ROLE_NOT_ALLOWED'));

test('not one that does not exist', () => given().when(reportOutcome, command, { by }).thenRefused('NOT_FOUND'));
