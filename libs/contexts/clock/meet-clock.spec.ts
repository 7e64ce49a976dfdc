import { ClockMet, ClockPaused } from '#events/clock';
import { actor, given } from '#contexts/testing';
import { about, breached, clockId, met, paused, resumed, stagesBut, started } from './clock-story.fixture.ts';
import { clock } from './clock.ts';
import { meetClock } from './meet-clock.ts';

const by = actor('process');
const metAt = '2025-11-10T06:30:00.000Z';
const command = { clockId, metAt, recordedAt: metAt };

const done = (at: string) => ({ clockId, metAt: at, recordedAt: at });

test('it says how many business days it took', () =>
  given(clock, clockId, started).when(meetClock, command, { by }).thenFacts(met));

test('a breach stays a fact, and how late it was is said', () =>
  given(clock, clockId, started, breached)
    .when(meetClock, done('2025-11-13T06:30:00.000Z'), { by })
    .thenFacts(ClockMet({ about, metAt: '2025-11-13T06:30:00.000Z', took: 5, lateBy: 2, recordedLate: false })));

test('done in time and recorded afterwards: it says so', () =>
  given(clock, clockId, started, breached)
    .when(meetClock, { ...command, recordedAt: '2025-11-12T01:00:00.000Z' }, { by })
    .thenFacts(ClockMet({ ...met.data, recordedLate: true })));

test('days on which it stood still do not count', () =>
  given(clock, clockId, started, paused, resumed)
    .when(meetClock, done('2025-11-14T02:00:00.000Z'), { by })
    .thenFacts(ClockMet({ about, metAt: '2025-11-14T02:00:00.000Z', took: 2, lateBy: 0, recordedLate: false })));

test('nothing is late that is done while it stands still', () =>
  given(clock, clockId, started, paused)
    .when(meetClock, done('2025-11-14T02:00:00.000Z'), { by })
    .thenFacts(ClockMet({ about, metAt: '2025-11-14T02:00:00.000Z', took: 1, lateBy: 0, recordedLate: false })));

test('unless it was late before', () =>
  given(
    clock,
    clockId,
    started,
    breached,
    ClockPaused({ reason: 'on_hold', pausedAt: '2025-11-12T02:00:00.000Z', remaining: -1 }),
  )
    .when(meetClock, done('2025-11-14T02:00:00.000Z'), { by })
    .thenFacts(ClockMet({ about, metAt: '2025-11-14T02:00:00.000Z', took: 4, lateBy: 3, recordedLate: false })));

test.each(stagesBut('running', 'paused'))('not at stage %s', (stage, past) =>
  given(clock, clockId, ...past)
    .when(meetClock, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: stage }),
);
