import { ReferralAcknowledged } from '#events/referral';
import { actor, given } from '#contexts/testing';
import { acknowledgeReferral } from './acknowledge-referral.ts';
import { referralId, referredToTriage, stagesBut, until } from './referral-story.fixture.ts';
import { referral } from './referral.ts';

const command = { referralId };
const by = actor('iesc.intake');

test('a submitted referral is acknowledged by intake', () =>
  given(referral, referralId, ...until.submitted)
    .when(acknowledgeReferral, command, { by })
    .thenFacts(ReferralAcknowledged({ acknowledgedBy: 'iesc-intake-1' })));

test('one in triage is headquarters’ to acknowledge, and nobody else’s', async () => {
  const story = given(referral, referralId, referredToTriage);
  const [event] = await story
    .when(acknowledgeReferral, command, { by: actor('iesc.intake', 'iesc-hq') })
    .thenFacts(ReferralAcknowledged({ acknowledgedBy: 'iesc-intake-1' }));
  expect(event!.metadata.prefecture).toBeNull();
  await story.when(acknowledgeReferral, command, { by }).thenRefused('NOT_FOUND');
});

test.each(stagesBut('submitted'))('not at stage %s', (stage, past) =>
  given(referral, referralId, ...past)
    .when(acknowledgeReferral, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: stage }),
);

test('not by an advisor', () =>
  given(referral, referralId, ...until.submitted)
    .when(acknowledgeReferral, command, { by: actor('iesc.advisor') })
    .thenRefused('ROLE_NOT_ALLOWED'));

test('not by another office, for which there is no such referral', () =>
  given(referral, referralId, ...until.submitted)
    .when(acknowledgeReferral, command, { by: actor('iesc.intake', 'iesc-23') })
    .thenRefused('NOT_FOUND'));
