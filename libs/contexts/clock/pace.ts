import type { ClockTerm } from '#contexts/agreement';
import {
  addBusinessDays,
  addDays,
  begunOn,
  businessDaysAfter,
  dayOf,
  daysBetween,
  endOfDay,
  monthsBefore,
  startOfDay,
  type BusinessCalendar,
  type Day,
} from '#reference-data';

/** The working time of an office. */
export interface OfficeHours {
  readonly calendar: BusinessCalendar;
  /** Hour in Asia/Tokyo, 1 to 24, from which what comes in counts as the next business day's. */
  readonly cutOffHour: number;
}

/** What a due instant is reckoned from. */
export interface Pace extends ClockTerm {
  readonly startedAt: string;
  /** The day that `months_before` counts back from. */
  readonly day: Day | null;
  /** The day it counts from: that of the start, or that on which it went on after a pause. */
  readonly begunOn: Day;
  /** Whether that day is one on which it went on, which no other calendar changes. */
  readonly isAnchored: boolean;
  /** Business days added by people. */
  readonly extension: number;
}

/** The pace of a clock that starts. */
export function paceFrom(term: ClockTerm, startedAt: string, day: Day | null, hours: OfficeHours): Pace {
  const begun = begunOn(startedAt, hours.cutOffHour, hours.calendar);
  return { ...term, startedAt, day, begunOn: begun, isAnchored: false, extension: 0 };
}

/** The same pace by an office's present calendar. */
export function paceBy(pace: Pace, { calendar, cutOffHour }: OfficeHours): Pace {
  return pace.isAnchored ? pace : { ...pace, begunOn: begunOn(pace.startedAt, cutOffHour, calendar) };
}

/** The last day on which it is in time. */
function dueDay({ unit, count, day, begunOn: begun, extension }: Pace, calendar: BusinessCalendar): Day {
  const agreed = {
    business_days: () => addBusinessDays(begun, count, calendar),
    // A period that ends on a day of rest ends the next business day (民法142条).
    days: () => addBusinessDays(addDays(begun, count), 0, calendar),
    months_before: () => monthsBefore(day ?? begun, count, calendar),
  }[unit]();
  return addBusinessDays(agreed, extension, calendar);
}

/** When a thing is due: the last millisecond of its last day in Asia/Tokyo. */
export const dueBy = (pace: Pace, { calendar }: OfficeHours): string => endOfDay(dueDay(pace, calendar));

/**
 * When it is warned of what is due: at the beginning of the day so many business days before; of the day itself, where the
 * other was over when it began to run; null where that was too.
 *
 * @param from the instant it runs from
 */
export function warnBy(due: string, before: number, from: string, { calendar }: OfficeHours): string | null {
  const last = dayOf(due);
  const days = [addBusinessDays(last, -before, calendar), last];
  return days.map(startOfDay).find((instant) => instant > from) ?? null;
}

/** The end of the day so many business days after an instant's. */
export const afterBreach = (due: string, businessDays: number, { calendar }: OfficeHours): string =>
  businessDays === 0 ? due : endOfDay(addBusinessDays(dayOf(due), businessDays, calendar));

/** What is left of the time at an instant, in the unit of the pace; negative once it is late. */
export function remainingAt(instant: string, pace: Pace, due: string, { calendar }: OfficeHours): number {
  const [today, last] = [dayOf(instant), dayOf(due)];
  if (pace.unit === 'days') return daysBetween(today, last);
  return last >= today ? businessDaysAfter(today, last, calendar) : -businessDaysAfter(last, today, calendar);
}

/** An instant as many business days after one day as it was after another. */
export function movedOn(instant: string, from: string, to: string, { calendar }: OfficeHours): string {
  const [before, after, day] = [dayOf(from), dayOf(to), dayOf(instant)];
  if (instant <= from) return instant;
  return endOfDay(addBusinessDays(after, businessDaysAfter(before, day, calendar), calendar));
}
