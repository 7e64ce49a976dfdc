import holidayTable from '@holiday-jp/holiday_jp';
import { Temporal } from 'temporal-polyfill';
import { dayOf, endOfDay, hourOf, isDay, plainDate, yearOf, type Day } from './day.ts';
import { deeplyFrozen } from './frozen.ts';

/**
 * National holidays, substitute holidays (振替休日) and holidays between two others (国民の休日), by day. Read by key only:
 * the dates in it are zone-sensitive. Years to come are reckoned, not yet proclaimed, so the table is versioned.
 */
const holidays: Readonly<Record<string, { readonly name: string; readonly name_en: string }>> = holidayTable.holidays;

/** Which table the calendar was reckoned with, and the years it covers; a recalculation records it. */
export const holidayTableVersion = deeplyFrozen({
  source: '@holiday-jp/holiday_jp',
  version: holidayTable.VERSION,
  firstYear: 1970,
  lastYear: 2050,
});

/** The business days of one office. Made by `businessCalendar`; what it reckons is remembered year by year. */
export interface BusinessCalendar {
  /** Business days of a year in order. Throws `RangeError` outside the years of the holiday table. */
  businessDaysOf(year: number): readonly Day[];
}

const isYearEndClosure = (day: Day): boolean => day.slice(5) >= '12-29' || day.slice(5) <= '01-03';

const isWeekend = (date: Temporal.PlainDate): boolean => date.dayOfWeek >= 6;

/**
 * The calendar of an office: every day but weekends, national holidays, the year-end closure (29 December to 3 January)
 * and the office's own closures. Throws `RangeError` if a closure is no day.
 */
export function businessCalendar(closures: Iterable<Day> = []): BusinessCalendar {
  const closed = new Set(closures);
  for (const day of closed) if (!isDay(day)) throw new RangeError('closures: not a day in the form YYYY-MM-DD');
  const years = new Map<number, readonly Day[]>();
  const reckon = (year: number): readonly Day[] => {
    if (!Number.isInteger(year) || year < holidayTableVersion.firstYear || year > holidayTableVersion.lastYear) {
      throw new RangeError(`the holiday table covers 1970 to 2050, not ${year}`);
    }
    const days: Day[] = [];
    for (let date = new Temporal.PlainDate(year, 1, 1); date.year === year; date = date.add({ days: 1 })) {
      const day = date.toString();
      if (!isWeekend(date) && !Object.hasOwn(holidays, day) && !isYearEndClosure(day) && !closed.has(day))
        days.push(day);
    }
    return Object.freeze(days);
  };
  return Object.freeze({
    businessDaysOf(year: number) {
      const known = years.get(year) ?? reckon(year);
      years.set(year, known);
      return known;
    },
  });
}

/** The calendar of an office without closures of its own. */
export const nationalCalendar: BusinessCalendar = businessCalendar();

/** Where a day stands, or would stand, among sorted days: the number of days before it. */
function rank(days: readonly Day[], day: Day): number {
  let [low, high] = [0, days.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((days[middle] ?? day) < day) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether offices work on a day. */
export function isBusinessDay(day: Day, calendar: BusinessCalendar = nationalCalendar): boolean {
  const days = calendar.businessDaysOf(yearOf(day));
  return days[rank(days, day)] === day;
}

/** The business day that stands `offset` places after (before, if negative) the first one on or after `day`. */
function businessDayAt(day: Day, offset: number, calendar: BusinessCalendar): Day {
  let year = yearOf(day);
  let days = calendar.businessDaysOf(year);
  let index = rank(days, day) + offset;
  while (index >= days.length) {
    index -= days.length;
    days = calendar.businessDaysOf(++year);
  }
  while (index < 0) {
    days = calendar.businessDaysOf(--year);
    index += days.length;
  }
  const found = days[index];
  if (found === undefined) throw new RangeError('days: not a whole number');
  return found;
}

/**
 * The n-th business day after a day, which is itself not counted (民法140条): Friday + 1 and Saturday + 1 are both Monday.
 * 0 is the day itself, or the next business day where it is none (民法142条); a negative number counts backwards.
 */
export function addBusinessDays(day: Day, days: number, calendar: BusinessCalendar = nationalCalendar): Day {
  if (!Number.isSafeInteger(days)) throw new RangeError('days: not a whole number');
  return businessDayAt(day, days > 0 && !isBusinessDay(day, calendar) ? days - 1 : days, calendar);
}

/**
 * The day on which what came in at an instant counts as begun, at an office whose day ends at a cut-off hour (1 to 24, Asia/Tokyo):
 * from that hour on, and on a day on which it is closed, it is the next business day's. With hour 24 only closed days are.
 */
export function begunOn(instant: string, cutOffHour: number, calendar: BusinessCalendar = nationalCalendar): Day {
  const day = dayOf(instant);
  return hourOf(instant) < cutOffHour && isBusinessDay(day, calendar) ? day : addBusinessDays(day, 1, calendar);
}

/**
 * By when a thing is due that began at an instant and may take a number of business days: the last millisecond of the
 * last of them in Asia/Tokyo, ISO 8601 UTC.
 */
export const dueAt = (instant: string, businessDays: number, calendar: BusinessCalendar = nationalCalendar): string =>
  endOfDay(addBusinessDays(dayOf(instant), businessDays, calendar));

/** Business days after `from` up to and including `to`: how late a thing due on `from` is on `to`. 0 when not late. */
export function businessDaysAfter(from: Day, to: Day, calendar: BusinessCalendar = nationalCalendar): number {
  let count = 0;
  const [first, last] = [yearOf(from), yearOf(to)];
  for (let year = first; year <= last && from < to; year++) {
    const days = calendar.businessDaysOf(year);
    const upTo = year < last ? days.length : rank(days, to) + (isBusinessDay(to, calendar) ? 1 : 0);
    const before = year > first ? 0 : rank(days, from) + (isBusinessDay(from, calendar) ? 1 : 0);
    count += upTo - before;
  }
  return count;
}

/**
 * The last business day on which a thing due n months before a day can be done: months are taken off (to the month's last
 * day where it is shorter), and a day on which offices are closed goes *back*. Our reading of "1 month before".
 */
export function monthsBefore(day: Day, months: number, calendar: BusinessCalendar = nationalCalendar): Day {
  const date = plainDate(day).subtract({ months }).toString();
  return isBusinessDay(date, calendar) ? date : businessDayAt(date, -1, calendar);
}
