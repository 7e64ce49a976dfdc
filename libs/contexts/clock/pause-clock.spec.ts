import { ClockPaused, ClockStarted } from '#events/clock';
import { actor, given } from '#contexts/testing';
import { clockId, held, paused, stagesBut, started } from './clock-story.fixture.ts';
import { clock } from './clock.ts';
import { pauseClock } from './pause-clock.ts';

const by = actor('process');
const command = { clockId, reason: 'returned', at: '2025-11-07T02:00:00.000Z' };

test('what is left of its business days is kept', () =>
  given(clock, clockId, started).when(pauseClock, command, { by }).thenFacts(paused));

test('on its last day, none is left', () =>
  given(clock, clockId, started)
    .when(pauseClock, { ...command, at: '2025-11-11T14:00:00.000Z' }, { by })
    .thenFacts(ClockPaused({ ...paused.data, pausedAt: '2025-11-11T14:00:00.000Z', remaining: 0 })));

test('what is late already stays so', () =>
  given(clock, clockId, started)
    .when(pauseClock, { ...command, at: '2025-11-13T02:00:00.000Z' }, { by })
    .thenFacts(ClockPaused({ ...paused.data, pausedAt: '2025-11-13T02:00:00.000Z', remaining: -2 })));

test('of calendar days, calendar days are left', () =>
  given(
    clock,
    clockId,
    ClockStarted({
      ...started.data,
      kind: 'askGrantOutcome',
      unit: 'days',
      count: 30,
      dueAt: '2025-12-08T14:59:59.999Z',
    }),
  )
    .when(pauseClock, command, { by })
    .thenFacts(ClockPaused({ ...paused.data, remaining: 31 })));

test('for a second reason, with what was left at the first', () =>
  given(clock, clockId, started, paused)
    .when(pauseClock, { clockId, reason: 'on_hold', at: held.data.pausedAt }, { by })
    .thenFacts(held));

test('for the same reason once', () =>
  given(clock, clockId, started, paused).when(pauseClock, command, { by }).thenNothing());

test.each(stagesBut('running', 'paused'))('not at stage %s', (stage, past) =>
  given(clock, clockId, ...past)
    .when(pauseClock, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: stage }),
);
