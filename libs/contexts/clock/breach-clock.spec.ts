import { ClockBreached, ClockStarted } from '#events/clock';
import { actor, given } from '#contexts/testing';
import { breachClock } from './breach-clock.ts';
import { about, breached, clockId, dueAt, extended, stagesBut, started } from './clock-story.fixture.ts';
import { clock } from './clock.ts';

const by = actor('process');
const command = { clockId, at: dueAt };

test('it names the instants at which it will be brought before others: at once, two and five business days later', () =>
  given(clock, clockId, started).when(breachClock, command, { by }).thenFacts(breached));

test('what ends by itself when it is late is brought before nobody', () => {
  const noted = { ...about, kind: 'acknowledgeOutcome' };
  return given(clock, clockId, ClockStarted({ ...started.data, ...noted }))
    .when(breachClock, command, { by })
    .thenFacts(ClockBreached({ about: noted, dueAt, escalations: [] }));
});

test('once', () => given(clock, clockId, started, breached).when(breachClock, command, { by }).thenNothing());

test('not for an instant of before it was extended', () =>
  given(clock, clockId, started, extended).when(breachClock, command, { by }).thenRefused('CLOCK_MOVED'));

test('again where it was extended after a breach and missed once more', () =>
  given(clock, clockId, started, breached, extended)
    .when(breachClock, { clockId, at: extended.data.dueAt }, { by })
    .thenFacts(
      ClockBreached({
        about,
        dueAt: '2025-11-13T14:59:59.999Z',
        escalations: [
          { level: 1, at: '2025-11-13T14:59:59.999Z' },
          { level: 2, at: '2025-11-17T14:59:59.999Z' },
          { level: 3, at: '2025-11-20T14:59:59.999Z' },
        ],
      }),
    ));

test('whatever the machine’s clock says by then: one that was set back undoes no breach', () =>
  given(clock, clockId, started).at('2025-11-05T00:00:00.000Z').when(breachClock, command, { by }).thenFacts(breached));

test.each(stagesBut('running'))('not at stage %s', (stage, past) =>
  given(clock, clockId, ...past)
    .when(breachClock, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: stage }),
);
