import { RedirectAccepted, ReferralRouted } from '#events/referral';
import { actor, given } from '#contexts/testing';
import { bringToTriage } from './bring-to-triage.ts';
import { redirectAccepted, referralId, referredToTriage, stagesBut, until } from './referral-story.fixture.ts';
import { referral } from './referral.ts';

const command = { referralId };
const by = actor('process');
const inTriage = ReferralRouted({ officeId: 'iesc-hq', prefecture: '22' });

test('what nobody of the office has acknowledged is headquarters’ to route', () =>
  given(referral, referralId, ...until.submitted)
    .when(bringToTriage, command, { by })
    .thenFacts(inTriage));

test('once', () =>
  given(referral, referralId, ...until.submitted, inTriage)
    .when(bringToTriage, command, { by })
    .thenNothing());

test('what is in triage is there already', () =>
  given(referral, referralId, referredToTriage).when(bringToTriage, command, { by }).thenNothing());

test('of one that another office took out of triage the place is taken for that office’s', () =>
  given(referral, referralId, referredToTriage)
    .and(referral, referralId, RedirectAccepted({ ...redirectAccepted.data, prefecture: null }))
    .when(bringToTriage, command, { by })
    .thenFacts(ReferralRouted({ officeId: 'iesc-hq', prefecture: '23' })));

test.each(stagesBut('submitted'))('not at stage %s', (stage, past) =>
  given(referral, referralId, ...past)
    .when(bringToTriage, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: stage }),
);

test('not by a person', () =>
  given(referral, referralId, ...until.submitted)
    .when(bringToTriage, command, { by: actor('iesc.hq_coordinator') })
    .thenRefused('ROLE_NOT_ALLOWED'));
