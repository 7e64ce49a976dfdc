import { ReferralResumed } from '#events/referral';
import { actor, given } from '#contexts/testing';
import { acceptReferral } from './accept-referral.ts';
import { consentId, held, referralId, stagesBut, until } from './referral-story.fixture.ts';
import { onItsWayStages, referral } from './referral.ts';
import { resumeReferral } from './resume-referral.ts';

const command = { referralId };
const by = actor('iesc.advisor');

test.each(onItsWayStages)('a referral held at stage %s goes on there', (stage) =>
  given(referral, referralId, ...until[stage], held)
    .when(resumeReferral, command, { by })
    .thenFacts(ReferralResumed({ stage })),
);

test('by itself too, when the hold has ended', () =>
  given(referral, referralId, ...until.on_hold)
    .when(resumeReferral, command, { by: actor('process') })
    .thenFacts(ReferralResumed({ stage: 'under_review' })));

test('what had been taken is with the same advisor again', () =>
  given(referral, referralId, ...until.on_hold, ReferralResumed({ stage: 'under_review' }))
    .when(acceptReferral, { referralId, consentId }, { by })
    .thenRefused('CONSENT_DOES_NOT_COVER', { path: 'consentId' }));

test.each(stagesBut('on_hold'))('not at stage %s', (stage, past) =>
  given(referral, referralId, ...past)
    .when(resumeReferral, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: stage }),
);

test('not by intake', () =>
  given(referral, referralId, ...until.on_hold)
    .when(resumeReferral, command, { by: actor('iesc.intake') })
    .thenRefused('ROLE_NOT_ALLOWED'));

test('not by another office', () =>
  given(referral, referralId, ...until.on_hold)
    .when(resumeReferral, command, { by: actor('iesc.advisor', 'iesc-23') })
    .thenRefused('NOT_FOUND'));
