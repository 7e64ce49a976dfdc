import { actor, given } from '#contexts/testing';
import { clockId, stagesBut, until, waived } from './clock-story.fixture.ts';
import { clock } from './clock.ts';
import { waiveClock } from './waive-clock.ts';

const by = actor('iesc.office_manager');
const { reason, explanation } = waived.data;
const command = { clockId, reason, explanation };

test.each(['running', 'paused'] as const)('what is %s need not be done', (stage) =>
  given(clock, clockId, ...until[stage])
    .when(waiveClock, command, { by })
    .thenFacts(waived),
);

test('not for a reason that the agreement does not know', () =>
  given(clock, clockId, ...until.running)
    .when(waiveClock, { ...command, reason: 'holiday' }, { by })
    .thenRefused('UNKNOWN_REASON', { path: 'reason' }));

test('not by the other organisation’s liaison, whose office it is not', () =>
  given(clock, clockId, ...until.running)
    .when(waiveClock, command, { by: actor('nasilc.pref_liaison') })
    .thenRefused('NOT_FOUND'));

test.each(['running', 'paused', 'met'] as const)('not by the federation at stage %s: it has no such clock', (stage) =>
  given(clock, clockId, ...until[stage])
    .when(waiveClock, command, { by: actor('nasilc.hq_liaison', 'nasilc-hq') })
    .thenRefused('NOT_FOUND'),
);

test('by its own headquarters', () =>
  given(clock, clockId, ...until.running)
    .when(waiveClock, command, { by: actor('iesc.hq_coordinator', 'iesc-hq') })
    .thenFacts(waived));

test.each(stagesBut('running', 'paused'))('not at stage %s', (stage, past) =>
  given(clock, clockId, ...past)
    .when(waiveClock, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: stage }),
);
