import { memberIdOf, staffMember } from '#contexts/directory';
import { MemberSignedIn } from '#events/directory';
import { ReferralAssigned, ReferralTaken } from '#events/referral';
import { actor, given } from '#contexts/testing';
import { assignReferral } from './assign-referral.ts';
import { advisorId, referralId, stagesBut, until } from './referral-story.fixture.ts';
import { referral } from './referral.ts';

const command = { referralId, advisorId: 'advisor-22-2' };
const by = actor('iesc.office_manager');

test('a received referral given to an advisor is under their review: three business days to decide', () =>
  given(referral, referralId, ...until.received)
    .when(assignReferral, command, { by: actor('iesc.intake') })
    .thenFacts(ReferralTaken({ advisorId: 'advisor-22-2', decideBy: '2025-11-11T14:59:59.999Z' })));

test('one under review goes to another advisor; the time to decide runs on', () =>
  given(referral, referralId, ...until.under_review)
    .when(assignReferral, command, { by })
    .thenFacts(ReferralAssigned({ advisorId: 'advisor-22-2' })));

test('given to the one who has it already, nothing happens', () =>
  given(referral, referralId, ...until.under_review)
    .when(assignReferral, { referralId, advisorId }, { by })
    .thenNothing());

test('also after it went from hand to hand', () =>
  given(referral, referralId, ...until.under_review, ReferralAssigned({ advisorId: 'advisor-22-2' }))
    .when(assignReferral, command, { by })
    .thenNothing());

test.each(stagesBut('received', 'under_review'))('not at stage %s', (stage, past) =>
  given(referral, referralId, ...past)
    .when(assignReferral, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: stage }),
);

test('not by an advisor', () =>
  given(referral, referralId, ...until.received)
    .when(assignReferral, command, { by: actor('iesc.advisor') })
    .thenRefused('ROLE_NOT_ALLOWED'));

test('not by another office, for which there is no such referral', () =>
  given(referral, referralId, ...until.received)
    .when(assignReferral, command, { by: actor('iesc.office_manager', 'iesc-23') })
    .thenRefused('NOT_FOUND'));

test.each([
  ['of another office', { officeId: 'iesc-23', role: 'iesc.advisor' }],
  ['who advises nobody', { officeId: 'iesc-22', role: 'iesc.intake' }],
])('not to somebody %s, as their sign-in told', (_, post) =>
  given(referral, referralId, ...until.received)
    .and(
      staffMember,
      memberIdOf(command.advisorId),
      MemberSignedIn({ userId: command.advisorId, org: 'iesc', ...post }),
    )
    .when(assignReferral, command, { by })
    .thenRefused('NOT_OF_THE_OFFICE', { path: 'advisorId' }),
);
