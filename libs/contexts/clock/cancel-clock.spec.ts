import { actor, given } from '#contexts/testing';
import { cancelClock } from './cancel-clock.ts';
import { cancelled, clockId, stagesBut, until } from './clock-story.fixture.ts';
import { clock } from './clock.ts';

const by = actor('process');
const command = { clockId, because: 'ReferralWithdrawn' };

test.each(['running', 'paused'] as const)('what is %s ends, by the event that says so', (stage) =>
  given(clock, clockId, ...until[stage])
    .when(cancelClock, command, { by })
    .thenFacts(cancelled),
);

test.each(stagesBut('running', 'paused'))('not at stage %s', (stage, past) =>
  given(clock, clockId, ...past)
    .when(cancelClock, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: stage }),
);
