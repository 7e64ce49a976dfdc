import { ClockHandedOver, ClockWarned } from '#events/clock';
import { actor, given } from '#contexts/testing';
import { about, clockId, dueAt, stagesBut, started, until, warnAt } from './clock-story.fixture.ts';
import { clock } from './clock.ts';
import { handClockOver } from './hand-clock-over.ts';
import { warnClock } from './warn-clock.ts';

const by = actor('process');
const command = { clockId, officeId: 'iesc-23' };
const handedOver = ClockHandedOver({ from: 'iesc-22', to: 'iesc-23' });

test.each(['running', 'paused'] as const)('what is %s is another office’s from now on', (stage) =>
  given(clock, clockId, ...until[stage])
    .when(handClockOver, command, { by })
    .thenFacts(handedOver),
);

test('its time goes on, and it is that office that is warned', () =>
  given(clock, clockId, started, handedOver)
    .when(warnClock, { clockId, at: warnAt }, { by })
    .thenFacts(ClockWarned({ about: { ...about, officeId: 'iesc-23' }, dueAt })));

test('to the office that has it, nothing happens', () =>
  given(clock, clockId, started).when(handClockOver, { clockId, officeId: 'iesc-22' }, { by }).thenNothing());

test.each(stagesBut('running', 'paused'))('not at stage %s', (stage, past) =>
  given(clock, clockId, ...past)
    .when(handClockOver, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: stage }),
);
