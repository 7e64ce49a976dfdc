import { OfficeCalendarSet } from '#events/directory';
import { office, officeStreamIdOf } from '#contexts/directory';
import { RedirectAccepted, ReferralAcknowledged, ReferralRedirected } from '#events/referral';
import { actor, given } from '#contexts/testing';
import { acceptRedirect } from './accept-redirect.ts';
import { acknowledgeReferral } from './acknowledge-referral.ts';
import {
  clientId,
  redirectAccepted,
  redirected,
  referralId,
  referredToTriage,
  stagesBut,
  until,
} from './referral-story.fixture.ts';
import { referral } from './referral.ts';

const command = { referralId };
const asked = given(referral, referralId, ...until.redirect_pending);
const taken = { clientId, officeId: 'iesc-23', prefecture: '23', acknowledgeBy: '2025-11-07T14:59:59.999Z' };

test.each([
  ['the office that was asked', actor('iesc.intake', 'iesc-23')],
  ['its manager', actor('iesc.office_manager', 'iesc-23')],
  ['headquarters for it', actor('iesc.hq_coordinator', 'iesc-hq')],
])('%s takes the referral, which is of its prefecture then', (_, by) =>
  asked.when(acceptRedirect, command, { by }).thenFacts(RedirectAccepted(taken)),
);

test.each(['specialist_needed', 'capacity', 'office_closed'])(
  'redirected for %s it stays of its prefecture',
  (reason) =>
    given(referral, referralId, ...until.received, ReferralRedirected({ ...redirected.data, reason }))
      .when(acceptRedirect, command, { by: actor('iesc.intake', 'iesc-23') })
      .thenFacts(RedirectAccepted({ ...taken, prefecture: '22' })),
);

test('to headquarters, which are of no prefecture, it goes with its own', () =>
  given(referral, referralId, ...until.received, ReferralRedirected({ ...redirected.data, to: 'iesc-hq' }))
    .when(acceptRedirect, command, { by: actor('iesc.intake', 'iesc-hq') })
    .thenFacts(RedirectAccepted({ ...taken, officeId: 'iesc-hq', prefecture: '22' })));

test('from triage its prefecture is known then', () =>
  given(referral, referralId, referredToTriage, ReferralRedirected({ ...redirected.data, from: 'iesc-hq' }))
    .when(acceptRedirect, command, { by: actor('iesc.intake', 'iesc-23') })
    .thenFacts(RedirectAccepted(taken)));

test('from then on it is theirs, and begins there as a new one does', async () => {
  const moved = given(referral, referralId, ...until.redirect_pending, redirectAccepted);
  await moved
    .when(acknowledgeReferral, command, { by: actor('iesc.intake', 'iesc-23') })
    .thenFacts(ReferralAcknowledged({ acknowledgedBy: 'iesc-intake-1' }));
  await moved.when(acknowledgeReferral, command, { by: actor('iesc.intake') }).thenRefused('NOT_FOUND');
});

test('not by the office that asks', () =>
  asked.when(acceptRedirect, command, { by: actor('iesc.intake') }).thenRefused('REDIRECTED_TO_ANOTHER'));

test.each(stagesBut('redirect_pending'))('not at stage %s', (stage, past) =>
  given(referral, referralId, ...past)
    .when(acceptRedirect, command, { by: actor('iesc.intake') })
    .thenRefused('NOT_ALLOWED', { currentStage: stage }),
);

test('not by an advisor', () =>
  asked.when(acceptRedirect, command, { by: actor('iesc.advisor', 'iesc-23') }).thenRefused('ROLE_NOT_ALLOWED'));

test('not by a third office, for which there is no such referral', () =>
  asked.when(acceptRedirect, command, { by: actor('iesc.intake', 'iesc-13') }).thenRefused('NOT_FOUND'));

test('its time is that of the office that takes it', () =>
  asked
    .and(
      office,
      officeStreamIdOf('iesc-23'),
      OfficeCalendarSet({ officeId: 'iesc-23', closures: ['2025-11-07'], cutOffHour: 17 }),
    )
    .when(acceptRedirect, command, { by: actor('iesc.intake', 'iesc-23') })
    .thenFacts(RedirectAccepted({ ...taken, acknowledgeBy: '2025-11-10T14:59:59.999Z' })));
