import { ReferralLapsed } from '#events/referral';
import { actor, given } from '#contexts/testing';
import { lapseReferral } from './lapse-referral.ts';
import { clientId, referralId, stagesBut, until } from './referral-story.fixture.ts';
import { referral } from './referral.ts';

const command = { referralId };
const by = actor('process');

test.each([
  ['acknowledged', 'submitted', 'not_acknowledged'],
  ['answered', 'returned', 'no_reply'],
] as const)('a referral that nobody %s lapses', (_, stage, because) =>
  given(referral, referralId, ...until[stage])
    .when(lapseReferral, command, { by })
    .thenFacts(ReferralLapsed({ clientId, because })),
);

test.each(stagesBut('submitted', 'returned'))('not at stage %s', (stage, past) =>
  given(referral, referralId, ...past)
    .when(lapseReferral, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: stage }),
);

test('not by a person', () =>
  given(referral, referralId, ...until.submitted)
    .when(lapseReferral, command, { by: actor('iesc.office_manager') })
    .thenRefused('ROLE_NOT_ALLOWED'));
