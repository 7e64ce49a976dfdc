import { ClockPaused, ClockResumed, ClockStarted } from '#events/clock';
import { actor, given } from '#contexts/testing';
import {
  breached,
  clockId,
  dueAt,
  escalated,
  held,
  paused,
  resumed,
  stagesBut,
  started,
} from './clock-story.fixture.ts';
import { clock } from './clock.ts';
import { resumeClock } from './resume-clock.ts';

const by = actor('process');
const at = '2025-11-13T02:00:00.000Z';
const command = { clockId, reason: 'returned', at };

test('it goes on with the business days it had left', () =>
  given(clock, clockId, started, paused).when(resumeClock, command, { by }).thenFacts(resumed));

test('with none left, it is due on the day on which it goes on', () =>
  given(clock, clockId, started, ClockPaused({ ...paused.data, pausedAt: '2025-11-11T02:00:00.000Z', remaining: 0 }))
    .when(resumeClock, command, { by })
    .thenFacts(
      ClockResumed({
        ...resumed.data,
        runs: { rested: 2, warnAt: null, dueAt: '2025-11-13T14:59:59.999Z', escalations: [] },
      }),
    ));

test('not while there is another reason', async () => {
  const two = given(clock, clockId, started, paused, held);
  await two
    .when(resumeClock, command, { by })
    .thenFacts(ClockResumed({ reason: 'returned', resumedAt: at, runs: null }));
  const one = given(
    clock,
    clockId,
    started,
    paused,
    held,
    ClockResumed({ reason: 'returned', resumedAt: at, runs: null }),
  );
  await one
    .when(resumeClock, { ...command, reason: 'on_hold' }, { by })
    .thenFacts(ClockResumed({ ...resumed.data, reason: 'on_hold' }));
});

test('what was late stays so, and what is still to come of its escalations comes as much later', () =>
  given(
    clock,
    clockId,
    started,
    breached,
    escalated,
    ClockPaused({ reason: 'on_hold', pausedAt: '2025-11-12T02:00:00.000Z', remaining: -1 }),
  )
    .when(resumeClock, { clockId, reason: 'on_hold', at: '2025-11-14T02:00:00.000Z' }, { by })
    .thenFacts(
      ClockResumed({
        reason: 'on_hold',
        resumedAt: '2025-11-14T02:00:00.000Z',
        runs: {
          rested: 2,
          warnAt: started.data.warnAt,
          dueAt,
          escalations: [
            { level: 2, at: '2025-11-17T14:59:59.999Z' },
            { level: 3, at: '2025-11-20T14:59:59.999Z' },
          ],
        },
      }),
    ));

test('a day that the law sets does not move', () => {
  const byLaw = { kind: 'massLeavingNotice', unit: 'months_before', count: 1, day: '2025-12-11' };
  return given(clock, clockId, ClockStarted({ ...started.data, ...byLaw }), paused)
    .when(resumeClock, command, { by })
    .thenFacts(
      ClockResumed({ ...resumed.data, runs: { rested: 4, warnAt: started.data.warnAt, dueAt, escalations: [] } }),
    );
});

test('not for a reason that there is not', () =>
  given(clock, clockId, started, paused)
    .when(resumeClock, { ...command, reason: 'on_hold' }, { by })
    .thenRefused('NOT_PAUSED_FOR'));

test.each(stagesBut('paused'))('not at stage %s', (stage, past) =>
  given(clock, clockId, ...past)
    .when(resumeClock, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: stage }),
);
