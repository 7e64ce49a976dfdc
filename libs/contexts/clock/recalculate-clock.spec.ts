import { ClockRecalculated } from '#events/clock';
import { OfficeCalendarSet } from '#events/directory';
import { office, officeStreamIdOf } from '#contexts/directory';
import { actor, given } from '#contexts/testing';
import type { Fact } from '#platform/event-schema';
import { holidayTableVersion } from '#reference-data';
import {
  breached,
  clockId,
  dueAt,
  escalated,
  paused,
  resumed,
  stagesBut,
  started,
  warnAt,
} from './clock-story.fixture.ts';
import { clock } from './clock.ts';
import { recalculateClock } from './recalculate-clock.ts';

const by = actor('process');
const command = { clockId };
const holidays = `${holidayTableVersion.source} ${holidayTableVersion.version}`;
const before = { warnAt, dueAt, escalations: [] };

/** What had happened, and on which days the office says by now that it is closed. */
const closed = (closures: string[], ...past: readonly Fact[]) =>
  given(clock, clockId, ...past)
    .and(office, officeStreamIdOf('iesc-22'), OfficeCalendarSet({ officeId: 'iesc-22', closures, cutOffHour: null }))
    .when(recalculateClock, command, { by });

test('an office closed for snow is given the day', () =>
  closed(['2025-11-10'], started).thenFacts(
    ClockRecalculated({
      before,
      after: { warnAt: '2025-11-10T15:00:00.000Z', dueAt: '2025-11-12T14:59:59.999Z', escalations: [] },
      holidays,
    }),
  ));

test('closed on the day on which it began, it began on the next', () =>
  closed(['2025-11-06'], started).thenFacts(
    ClockRecalculated({
      before,
      after: { warnAt: '2025-11-10T15:00:00.000Z', dueAt: '2025-11-12T14:59:59.999Z', escalations: [] },
      holidays,
    }),
  ));

test('one that went on after a pause counts from then', () =>
  closed(['2025-11-14'], started, paused, resumed).thenFacts(
    ClockRecalculated({
      before: { warnAt: '2025-11-13T15:00:00.000Z', dueAt: '2025-11-17T14:59:59.999Z', escalations: [] },
      after: { warnAt: '2025-11-16T15:00:00.000Z', dueAt: '2025-11-18T14:59:59.999Z', escalations: [] },
      holidays,
    }),
  ));

test('what is late stays so, and what is still to come of its escalations is reckoned anew', () =>
  closed(['2025-11-12'], started, breached, escalated).thenFacts(
    ClockRecalculated({
      before: {
        ...before,
        escalations: [
          { level: 2, at: '2025-11-13T14:59:59.999Z' },
          { level: 3, at: '2025-11-18T14:59:59.999Z' },
        ],
      },
      after: {
        ...before,
        escalations: [
          { level: 2, at: '2025-11-14T14:59:59.999Z' },
          { level: 3, at: '2025-11-19T14:59:59.999Z' },
        ],
      },
      holidays,
    }),
  ));

test('where it was late by the old calendar alone, it is due anew, and nothing is brought before anybody', () =>
  closed(['2025-11-11'], started, breached).thenFacts(
    ClockRecalculated({
      before: { ...before, escalations: breached.data.escalations },
      after: { warnAt, dueAt: '2025-11-12T14:59:59.999Z', escalations: [] },
      holidays,
    }),
  ));

test('days that do not concern it change nothing', () => closed(['2025-11-20'], started).thenNothing());

test('what stands still is left alone', () => closed(['2025-11-10'], started, paused).thenNothing());

test.each(stagesBut('running', 'paused'))('not at stage %s', (stage, past) =>
  given(clock, clockId, ...past)
    .when(recalculateClock, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: stage }),
);
