import { Temporal } from 'temporal-polyfill';

/** A calendar day in Asia/Tokyo, `YYYY-MM-DD`. Days in this form sort as text. */
export type Day = string;

const zone = 'Asia/Tokyo';

/** Whether a text is a day that exists: `2025-02-29` does not. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text;
  } catch {
    return false;
  }
}

/** A day as a date to reckon with. Throws `RangeError` for anything but a `Day`. */
export function plainDate(day: Day): Temporal.PlainDate {
  if (!isDay(day)) throw new RangeError('not a day in the form YYYY-MM-DD');
  return Temporal.PlainDate.from(day);
}

/** The day in Asia/Tokyo on which an instant (ISO 8601 with offset) falls. Throws `RangeError` for anything else. */
export const dayOf = (instant: string): Day =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString();

const instantAtStartOf = (date: Temporal.PlainDate): Temporal.Instant => date.toZonedDateTime(zone).toInstant();

const toInstantText = (instant: Temporal.Instant): string => instant.toString({ smallestUnit: 'millisecond' });

/** The first instant of a day in Asia/Tokyo, ISO 8601 UTC with milliseconds. */
export const startOfDay = (day: Day): string => toInstantText(instantAtStartOf(plainDate(day)));

/** The last millisecond of a day in Asia/Tokyo, ISO 8601 UTC: what is due on that day is due by then. */
export const endOfDay = (day: Day): string =>
  toInstantText(instantAtStartOf(plainDate(day).add({ days: 1 })).subtract({ milliseconds: 1 }));

/** The day that many calendar days later, or earlier for a negative number. */
export const addDays = (day: Day, days: number): Day => plainDate(day).add({ days }).toString();

/** Calendar days from one day to another: 0 for the same day, 1 for the next, negative when `to` comes first. */
export const daysBetween = (from: Day, to: Day): number => plainDate(from).until(plainDate(to)).days;

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
