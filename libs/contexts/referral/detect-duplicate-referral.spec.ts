import { DuplicateReferralDetected } from '#events/referral';
import { actor, given } from '#contexts/testing';
import { detectDuplicateReferral } from './detect-duplicate-referral.ts';
import { primaryId, referralId, stagesBut, until } from './referral-story.fixture.ts';
import { referral } from './referral.ts';

const command = { referralId, earlierId: primaryId };
const by = actor('process');
const detected = DuplicateReferralDetected({ earlierId: primaryId });
const open = [
  ...(['submitted', 'received', 'under_review', 'returned', 'accepted'] as const),
  ...(['on_hold', 'redirect_pending', 'consent_blocked', 'case_linked'] as const),
];

test.each(open)('it is put on record at stage %s that an earlier one may be the same', (stage) =>
  given(referral, referralId, ...until[stage])
    .when(detectDuplicateReferral, command, { by })
    .thenFacts(detected),
);

test('once for each', async () => {
  const known = given(referral, referralId, ...until.submitted, detected);
  await known.when(detectDuplicateReferral, command, { by }).thenNothing();
  await known
    .when(detectDuplicateReferral, { ...command, earlierId: referralId }, { by })
    .thenFacts(DuplicateReferralDetected({ earlierId: referralId }));
});

test.each(stagesBut(...open))('not at stage %s', (stage, past) =>
  given(referral, referralId, ...past)
    .when(detectDuplicateReferral, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: stage }),
);

test('not by a person', () =>
  given(referral, referralId, ...until.submitted)
    .when(detectDuplicateReferral, command, { by: actor('iesc.intake') })
    .thenRefused('ROLE_NOT_ALLOWED'));
