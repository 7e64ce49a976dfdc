import { ClockStarted } from '#events/clock';
import { OfficeCalendarSet } from '#events/directory';
import { office, officeStreamIdOf } from '#contexts/directory';
import { actor, given } from '#contexts/testing';
import { about, clockId, started, stagesBut } from './clock-story.fixture.ts';
import { clock } from './clock.ts';
import { startClock, type StartClock } from './start-clock.ts';

const by = actor('process');
const startedAt = '2025-11-06T01:15:00.000Z';
const command: StartClock = { clockId, ...about, agreementVersion: 'AGR-2025', startedAt };
const start = (fields: Partial<StartClock> = {}) => given().when(startClock, { ...command, ...fields }, { by });
const calendarSet = (closures: string[], cutOffHour: number | null) =>
  given(office, officeStreamIdOf('iesc-22'), OfficeCalendarSet({ officeId: 'iesc-22', closures, cutOffHour }));

test('it runs for the business days of the agreement, and warns a day before', () => start().thenFacts(started));

test('one of a day warns on that day', () =>
  start({ kind: 'acknowledgeReferral' }).thenFacts(
    ClockStarted({
      ...started.data,
      kind: 'acknowledgeReferral',
      count: 1,
      warnAt: '2025-11-06T15:00:00.000Z',
      dueAt: '2025-11-07T14:59:59.999Z',
    }),
  ));

test('a layoff’s is due the same day, with no time to warn', () =>
  start({ kind: 'firstContactLayoff' }).thenFacts(
    ClockStarted({
      ...started.data,
      kind: 'firstContactLayoff',
      count: 0,
      warnAt: null,
      dueAt: '2025-11-06T14:59:59.999Z',
    }),
  ));

test('what begins after the cut-off hour begins on the next business day', () =>
  start({ startedAt: '2025-11-06T08:00:00.000Z' }).thenFacts(
    ClockStarted({
      ...started.data,
      startedAt: '2025-11-06T08:00:00.000Z',
      begunOn: '2025-11-07',
      warnAt: '2025-11-10T15:00:00.000Z',
      dueAt: '2025-11-12T14:59:59.999Z',
    }),
  ));

test('the office’s own closures and cut-off hour count', () =>
  calendarSet(['2025-11-07', '2025-11-10'], 10)
    .when(startClock, command, { by })
    .thenFacts(
      ClockStarted({
        ...started.data,
        begunOn: '2025-11-11',
        warnAt: '2025-11-12T15:00:00.000Z',
        dueAt: '2025-11-14T14:59:59.999Z',
      }),
    ));

test('calendar days end on a business day', () =>
  start({ kind: 'askGrantOutcome' }).thenFacts(
    ClockStarted({
      ...started.data,
      kind: 'askGrantOutcome',
      unit: 'days',
      count: 30,
      // 6 December is a Saturday.
      warnAt: '2025-12-04T15:00:00.000Z',
      dueAt: '2025-12-08T14:59:59.999Z',
    }),
  ));

test('months before a day are rolled back to a business day', () =>
  start({ kind: 'massLeavingNotice', day: '2026-02-03' }).thenFacts(
    ClockStarted({
      ...started.data,
      kind: 'massLeavingNotice',
      unit: 'months_before',
      count: 1,
      day: '2026-02-03',
      warnAt: '2025-12-24T15:00:00.000Z',
      dueAt: '2025-12-26T14:59:59.999Z',
    }),
  ));

test('months before need the day', () =>
  start({ kind: 'massLeavingNotice' }).thenRefused('DAY_MISSING', { path: 'day' }));

test('it keeps to the version of the agreement that what it is about began under', async () => {
  const [event] = await start({ agreementVersion: 'DECL-2021' }).thenFacts(
    ClockStarted({ ...started.data, agreementVersion: 'DECL-2021' }),
  );
  expect(event!.metadata.agreementVersion).toBe('DECL-2021');
});

test.each(stagesBut())('not at stage %s', (stage, past) =>
  given(clock, clockId, ...past)
    .when(startClock, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: stage }),
);
