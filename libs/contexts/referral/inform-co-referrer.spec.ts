import { CoReferrerInformed } from '#events/referral';
import { actor, given } from '#contexts/testing';
import { informCoReferrer } from './inform-co-referrer.ts';
import { caseId, primaryId, referralId, stagesBut, until } from './referral-story.fixture.ts';
import { referral } from './referral.ts';

const command = { referralId, primaryId, outcome: 'established' };
const by = actor('process');
const informed = CoReferrerInformed({ primaryId, outcome: 'established' });

test('who made the duplicate learns what came of the other', () =>
  given(referral, referralId, ...until.duplicate)
    .when(informCoReferrer, command, { by })
    .thenFacts(informed));

test('once; another outcome is told again', async () => {
  const told = given(referral, referralId, ...until.duplicate, informed);
  await told.when(informCoReferrer, command, { by }).thenNothing();
  await told
    .when(informCoReferrer, { ...command, outcome: 'no_contact' }, { by })
    .thenFacts(CoReferrerInformed({ primaryId, outcome: 'no_contact' }));
});

test('not of a referral that it is no duplicate of', () =>
  given(referral, referralId, ...until.duplicate)
    .when(informCoReferrer, { ...command, primaryId: caseId }, { by })
    .thenRefused('DUPLICATE_OF_ANOTHER', { id: primaryId }));

test.each(stagesBut('duplicate'))('not at stage %s', (stage, past) =>
  given(referral, referralId, ...past)
    .when(informCoReferrer, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: stage }),
);

test('not by a person', () =>
  given(referral, referralId, ...until.duplicate)
    .when(informCoReferrer, command, { by: actor('iesc.intake') })
    .thenRefused('ROLE_NOT_ALLOWED'));
