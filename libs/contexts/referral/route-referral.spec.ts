import { OfficeSuspended } from '#events/directory';
import { ReferralRouted } from '#events/referral';
import { office, officeStreamIdOf } from '#contexts/directory';
import { actor, given } from '#contexts/testing';
import { exampleOf } from '#platform/event-schema';
import { clientReferred, referralId, referredToTriage, stagesBut } from './referral-story.fixture.ts';
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

describe('an office that is suspended', () => {
  const suspended = OfficeSuspended({ ...exampleOf(OfficeSuspended).data, officeId: 'iesc-22' });
  const inTriage = given(
    referral,
    referralId,
    clientReferred,
    ReferralRouted({ officeId: 'iesc-hq', prefecture: '22' }),
  ).and(office, officeStreamIdOf('iesc-22'), suspended);

  test('is given nothing', () =>
    inTriage.when(routeReferral, { referralId, prefecture: '22' as const }, { by }).thenRefused('OFFICE_SUSPENDED'));

  test('has another in its place; where the establishment is stays', () =>
    inTriage
      .when(routeReferral, { referralId, prefecture: '22' as const, officeId: 'iesc-23' }, { by })
      .thenFacts(ReferralRouted({ officeId: 'iesc-23', prefecture: '22' })));

  test.each(['iesc-48', 'nasilc-23'])('not %s, which is no office of IESC', (officeId) =>
    inTriage
      .when(routeReferral, { referralId, prefecture: '22' as const, officeId }, { by })
      .thenRefused('UNKNOWN_OFFICE', { path: 'officeId' }),
  );
});

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
