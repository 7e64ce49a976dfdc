import { actor, given } from '#contexts/testing';
import { duplicateMarked, referralId, stagesBut, unmarkedAt, until } from './referral-story.fixture.ts';
import { onItsWayStages, referral } from './referral.ts';
import { unmarkDuplicate } from './unmark-duplicate.ts';

const command = { referralId };
const by = actor('iesc.intake');

test.each([...onItsWayStages, 'on_hold'] as const)('one marked at stage %s goes on there', (stage) =>
  given(referral, referralId, ...until[stage], duplicateMarked)
    .when(unmarkDuplicate, command, { by })
    .thenFacts(unmarkedAt(stage)),
);

test.each(stagesBut('duplicate'))('not at stage %s', (stage, past) =>
  given(referral, referralId, ...past)
    .when(unmarkDuplicate, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: stage }),
);

test('not by the consultant', () =>
  given(referral, referralId, ...until.duplicate)
    .when(unmarkDuplicate, command, { by: actor('nasilc.consultant') })
    .thenRefused('ROLE_NOT_ALLOWED'));

test('not by another office', () =>
  given(referral, referralId, ...until.duplicate)
    .when(unmarkDuplicate, command, { by: actor('iesc.intake', 'iesc-23') })
    .thenRefused('NOT_FOUND'));
