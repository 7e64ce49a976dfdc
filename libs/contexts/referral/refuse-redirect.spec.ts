import { RedirectRefused } from '#events/referral';
import { actor, given } from '#contexts/testing';
import { acceptRedirect } from './accept-redirect.ts';
import { redirected, referralId, stagesBut, until } from './referral-story.fixture.ts';
import { onItsWayStages, referral } from './referral.ts';
import { refuseRedirect } from './refuse-redirect.ts';

const command = { referralId, message: '当県の事業所ではありません' };
const asked = given(referral, referralId, ...until.redirect_pending);
const by = actor('iesc.intake', 'iesc-23');

test.each(onItsWayStages)('refused, the referral goes on at stage %s, where it was', (stage) =>
  given(referral, referralId, ...until[stage], redirected)
    .when(refuseRedirect, command, { by })
    .thenFacts(RedirectRefused({ officeId: 'iesc-23', message: '当県の事業所ではありません', stage })),
);

test('headquarters refuse for an office', () =>
  asked
    .when(refuseRedirect, command, { by: actor('iesc.hq_coordinator', 'iesc-hq') })
    .thenFacts(RedirectRefused({ officeId: 'iesc-23', message: '当県の事業所ではありません', stage: 'received' })));

test('from then on it is none of theirs', () =>
  given(referral, referralId, ...until.redirect_pending)
    .and(referral, referralId, RedirectRefused({ officeId: 'iesc-23', message: 'いいえ', stage: 'received' }))
    .when(acceptRedirect, { referralId }, { by })
    .thenRefused('NOT_FOUND'));

test('not by the office that asks', () =>
  asked.when(refuseRedirect, command, { by: actor('iesc.intake') }).thenRefused('REDIRECTED_TO_ANOTHER'));

test.each(stagesBut('redirect_pending'))('not at stage %s', (stage, past) =>
  given(referral, referralId, ...past)
    .when(refuseRedirect, command, { by: actor('iesc.intake') })
    .thenRefused('NOT_ALLOWED', { currentStage: stage }),
);

test('not by an advisor', () =>
  asked.when(refuseRedirect, command, { by: actor('iesc.advisor', 'iesc-23') }).thenRefused('ROLE_NOT_ALLOWED'));

test('not by a third office', () =>
  asked.when(refuseRedirect, command, { by: actor('iesc.intake', 'iesc-13') }).thenRefused('NOT_FOUND'));
