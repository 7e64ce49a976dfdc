import { ReferralRouted } from '#events/referral';
import { actor, given } from '#contexts/testing';
import { referralId, referredToTriage, stagesBut } from './referral-story.ts';
import { referral } from './referral.ts';
import { routeReferral } from './route-referral.ts';

const command = { referralId, prefecture: '23' as const };
const by = actor('iesc.hq_coordinator', 'iesc-hq');
const routed = ReferralRouted({ officeId: 'iesc-23', prefecture: '23' });

test('headquarters’ triage finds the office of the prefecture', async () => {
  const [event] = await given(referral, referralId, referredToTriage)
    .when(routeReferral, command, { by })
    .thenFacts(routed);
  expect(event!.metadata.prefecture).toBe('23');
});

test('to the office that has it already, nothing happens', () =>
  given(referral, referralId, referredToTriage, routed).when(routeReferral, command, { by }).thenNothing());

test('not away from an office', () =>
  given(referral, referralId, referredToTriage, routed)
    .when(routeReferral, { referralId, prefecture: '22' as const }, { by })
    .thenRefused('OFFICE_KNOWN'));

test.each(stagesBut('submitted'))('not at stage %s', (stage, past) =>
  given(referral, referralId, ...past)
    .when(routeReferral, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: stage }),
);

test('not by an office’s intake', () =>
  given(referral, referralId, referredToTriage)
    .when(routeReferral, command, { by: actor('iesc.intake', 'iesc-23') })
    .thenRefused('ROLE_NOT_ALLOWED'));

test('not one that does not exist', () => given().when(routeReferral, command, { by }).thenRefused('NOT_FOUND'));
