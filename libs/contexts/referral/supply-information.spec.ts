import { InformationSupplied, ReferralAssigned } from '#events/referral';
import { actor, given } from '#contexts/testing';
import { advisorId, answered, asked, referralId, stagesBut, until } from './referral-story.fixture.ts';
import { assignReferral } from './assign-referral.ts';
import { referral } from './referral.ts';
import { supplyInformation } from './supply-information.ts';

const command = { referralId, answer: '3名です' };
const by = actor('nasilc.consultant');

test('the consultant answers the question', () =>
  given(referral, referralId, ...until.returned)
    .when(supplyInformation, command, { by })
    .thenFacts(InformationSupplied({ answer: '3名です' })));

test('the review goes on with the advisor who asked', async () => {
  const story = given(referral, referralId, ...until.under_review, asked, answered);
  const manager = actor('iesc.office_manager');
  await story.when(assignReferral, { referralId, advisorId }, { by: manager }).thenNothing();
  await story
    .when(assignReferral, { referralId, advisorId: 'advisor-22-2' }, { by: manager })
    .thenFacts(ReferralAssigned({ advisorId: 'advisor-22-2' }));
});

test.each(stagesBut('returned'))('not at stage %s', (stage, past) =>
  given(referral, referralId, ...past)
    .when(supplyInformation, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: stage }),
);

test('not by the advisor who asked', () =>
  given(referral, referralId, ...until.returned)
    .when(supplyInformation, command, { by: actor('iesc.advisor') })
    .thenRefused('ROLE_NOT_ALLOWED'));

test('not by another consultant, for whom there is no such referral', () =>
  given(referral, referralId, ...until.returned)
    .when(supplyInformation, command, { by: actor('nasilc.consultant', 'nasilc-22', 'consultant-22-2') })
    .thenRefused('NOT_FOUND'));
