import { CoReferrerInformed, DuplicateReferralMarked } from '#events/referral';
import { actor, given } from '#contexts/testing';
import { followPrimaryReferral } from './follow-primary-referral.ts';
import {
  caseId,
  duplicateMarked,
  primaryId,
  referralId,
  stagesBut,
  unmarkedAt,
  until,
} from './referral-story.fixture.ts';
import { onItsWayStages, referral } from './referral.ts';

const command = { referralId, primaryId };
const by = actor('process');
const duplicate = given(referral, referralId, ...until.duplicate);
const informed = CoReferrerInformed({ primaryId, outcome: 'established' });
const markedOf = (another: string) => DuplicateReferralMarked({ ...duplicateMarked.data, primaryId: another });

test.each(['declined', 'withdrawn', 'lapsed'] as const)(
  'once the referral that went on is %s, the duplicate goes on where it was',
  (stage) =>
    duplicate
      .and(referral, primaryId, ...until[stage])
      .when(followPrimaryReferral, command, { by })
      .thenFacts(unmarkedAt('received')),
);

test.each([...onItsWayStages, 'on_hold'] as const)('one marked at stage %s goes on there', (stage) =>
  given(referral, referralId, ...until[stage], duplicateMarked)
    .and(referral, primaryId, ...until.declined)
    .when(followPrimaryReferral, command, { by })
    .thenFacts(unmarkedAt(stage)),
);

test('of two that were marked as duplicates of each other, one goes on', () =>
  duplicate
    .and(referral, primaryId, ...until.received, markedOf(referralId))
    .when(followPrimaryReferral, command, { by })
    .thenFacts(unmarkedAt('received')));

test.each(['outcome_reported', 'closed'] as const)(
  'who made it learns the outcome of one that was %s while it was marked, once',
  async (stage) => {
    const reported = duplicate.and(referral, primaryId, ...until[stage]);
    await reported.when(followPrimaryReferral, command, { by }).thenFacts(informed);
    await given(referral, referralId, ...until.duplicate, informed)
      .and(referral, primaryId, ...until[stage])
      .when(followPrimaryReferral, command, { by })
      .thenNothing();
  },
);

test('so they do what the other was told as a duplicate itself', () =>
  duplicate
    .and(
      referral,
      primaryId,
      ...until.received,
      markedOf(caseId),
      CoReferrerInformed({ primaryId: caseId, outcome: 'established' }),
    )
    .when(followPrimaryReferral, command, { by })
    .thenFacts(informed));

test.each([...onItsWayStages, 'on_hold', 'redirect_pending', 'consent_blocked', 'case_linked'] as const)(
  'it stays a duplicate of one that is %s',
  (stage) =>
    duplicate
      .and(referral, primaryId, ...until[stage])
      .when(followPrimaryReferral, command, { by })
      .thenNothing(),
);

test('and of one that is a duplicate of a third', () =>
  duplicate
    .and(referral, primaryId, ...until.received, markedOf(caseId))
    .when(followPrimaryReferral, command, { by })
    .thenNothing());

test('it follows no referral but the one that goes on for it', () =>
  duplicate
    .and(referral, caseId, ...until.declined)
    .when(followPrimaryReferral, { referralId, primaryId: caseId }, { by })
    .thenNothing());

test.each(stagesBut('duplicate'))('not at stage %s', (stage, past) =>
  given(referral, referralId, ...past)
    .when(followPrimaryReferral, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: stage }),
);

test('not by a person', () =>
  duplicate.when(followPrimaryReferral, command, { by: actor('iesc.intake') }).thenRefused('ROLE_NOT_ALLOWED'));
