import { ClockHandedOver } from '#events/clock';
import { OfficeCalendarSet } from '#events/directory';
import { issue } from '#platform/process-managers';
import { given, on } from '#platform/testing';
import type { Fact } from '#platform/event-schema';
import { calendarChange } from './calendar-change.ts';
import { cancelled, clockId, met, started, waived } from './clock-story.fixture.ts';
import { RecalculateClock, recalculateClock } from './recalculate-clock.ts';

/** Of the same share as the first, and of another. */
const sameShare = '0b6c1d9e-43a1-4c57-9b1f-0000000000c1';
const otherShare = 'ff6c1d9e-43a1-4c57-9b1f-0000000000c2';

const of = (id: string, fact: Fact) => on(`clock-${id}`, fact);
const closed = (officeId: string) =>
  on(`office-${clockId}`, OfficeCalendarSet({ officeId, closures: ['2025-11-10'], cutOffHour: null }));
const recalculated = (id: string) => issue(recalculateClock, RecalculateClock, { clockId: id });

test('each running clock of the office is reckoned anew', () =>
  given(of(clockId, started), of(otherShare, started), of(sameShare, started), closed('iesc-22')).thenCommands(
    calendarChange,
    recalculated(clockId),
    recalculated(sameShare),
    recalculated(otherShare),
  ));

test('none of another office', () => given(of(clockId, started), closed('iesc-23')).thenCommands(calendarChange));

test.each([
  ['met', met],
  ['cancelled', cancelled],
  ['waived', waived],
])('none that is %s', (_, fact) =>
  given(of(clockId, started), of(sameShare, started), of(clockId, fact), closed('iesc-22')).thenCommands(
    calendarChange,
    recalculated(sameShare),
  ),
);

test('one that was handed over goes by the calendar of the office that has it', () =>
  given(
    of(clockId, started),
    of(clockId, ClockHandedOver({ from: 'iesc-22', to: 'iesc-23' })),
    closed('iesc-22'),
    closed('iesc-23'),
  ).thenCommands(calendarChange, recalculated(clockId)));
