import { Temporal } from 'temporal-polyfill';

/** A calendar day in Asia/Tokyo, `YYYY-MM-DD`. Days in this form sort as text. */
export type Day = string;

const zone = 'Asia/Tokyo';

/**
 * Since 1952 Tokyo is nine hours ahead of UTC, all year round. Every decision reckons with days, and the table of time
 * zones costs ten times as much as this number.
 */
const AHEAD_MS = 9 * 3_600_000;
const withoutSummerTime = (text: string): boolean => text >= '1952';

/** Whether a text is a day that exists: `2025-02-29` does not. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const midnight = Date.parse(`${text}T00:00:00.000Z`);
  return !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(text);
}

/** A day as a date to reckon with. Throws `RangeError` for anything but a `Day`. */
export function plainDate(day: Day): Temporal.PlainDate {
  if (!isDay(day)) throw new RangeError('not a day in the form YYYY-MM-DD');
  return Temporal.PlainDate.from(day);
}

/** The instant asked about last: one decision asks three times for the day of its own. */
let last: { readonly instant: string; readonly day: Day } | undefined;

/** The day in Asia/Tokyo on which an instant (ISO 8601 with offset) falls. Throws `RangeError` for anything else. */
export function dayOf(instant: string): Day {
  if (last?.instant === instant) return last.day;
  const day = reckonedDayOf(instant);
  last = { instant, day };
  return day;
}

function reckonedDayOf(instant: string): Day {
  const at = Date.parse(instant);
  // Only what is written as events write it: other texts, 30 February among them, are for Temporal to judge.
  if (withoutSummerTime(instant) && !Number.isNaN(at) && new Date(at).toISOString() === instant) {
    return new Date(at + AHEAD_MS).toISOString().slice(0, -'T00:00:00.000Z'.length);
  }
  return Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** The hour of the day in Asia/Tokyo, 0 to 23, of an instant (ISO 8601 UTC). */
export const hourOf = (instant: string): number => new Date(Date.parse(instant) + AHEAD_MS).getUTCHours();

const instantAtStartOf = (date: Temporal.PlainDate): Temporal.Instant => date.toZonedDateTime(zone).toInstant();

const toInstantText = (instant: Temporal.Instant): string => instant.toString({ smallestUnit: 'millisecond' });

/** The first instant of a day in Asia/Tokyo, ISO 8601 UTC with milliseconds. */
export const startOfDay = (day: Day): string => toInstantText(instantAtStartOf(plainDate(day)));

/** The last millisecond of a day in Asia/Tokyo, ISO 8601 UTC: what is due on that day is due by then. */
export function endOfDay(day: Day): string {
  if (withoutSummerTime(day) && isDay(day)) {
    return new Date(Date.parse(`${day}T23:59:59.999Z`) - AHEAD_MS).toISOString();
  }
  return toInstantText(instantAtStartOf(plainDate(day).add({ days: 1 })).subtract({ milliseconds: 1 }));
}

/** The first instant after a day in Asia/Tokyo, ISO 8601 UTC. Throws `RangeError` for anything but a `Day`. */
export const afterDay = (day: Day): string => new Date(Date.parse(endOfDay(day)) + 1).toISOString();

/** The day that many calendar days later, or earlier for a negative number. */
export const addDays = (day: Day, days: number): Day => plainDate(day).add({ days }).toString();

/** Calendar days from one day to another: 0 for the same day, 1 for the next, negative when `to` comes first. */
export const daysBetween = (from: Day, to: Day): number => plainDate(from).until(plainDate(to)).days;

/** The calendar year of a day. Throws `RangeError` for anything but a `Day`. */
export function yearOf(day: Day): number {
  if (!isDay(day)) throw new RangeError('not a day in the form YYYY-MM-DD');
  return Number(day.slice(0, 4));
}

/** The fiscal year (年度, 1 April to 31 March) of a day, named by the year in which it begins. */
export function fiscalYearOf(day: Day): number {
  const { year, month } = plainDate(day);
  return month >= 4 ? year : year - 1;
}

/** First and last day of a fiscal year. */
export const fiscalYearDays = (fiscalYear: number): { readonly first: Day; readonly last: Day } => ({
  first: new Temporal.PlainDate(fiscalYear, 4, 1).toString(),
  last: new Temporal.PlainDate(fiscalYear + 1, 3, 31).toString(),
});

/** Quarter of the fiscal year, 1 (April to June) to 4 (January to March). */
export const fiscalQuarterOf = (day: Day): 1 | 2 | 3 | 4 => {
  const { month } = plainDate(day);
  if (month <= 3) return 4;
  return month <= 6 ? 1 : month <= 9 ? 2 : 3;
};

/**
 * Age in full years as the law reckons it (年齢計算法): a year of age is reached at the end of the day before the
 * birthday, so that somebody born on 2 April turns 60 on 1 April.
 */
export function legalAgeOn(born: Day, on: Day): number {
  const years = plainDate(born).until(plainDate(on).add({ days: 1 }), { largestUnit: 'years' }).years;
  if (years < 0 || born > on) throw new RangeError('on: before the day of birth');
  return years;
}
