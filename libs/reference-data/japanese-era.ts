import { plainDate, type Day } from './day.ts';
import { deeplyFrozen } from './frozen.ts';
import type { Labels } from './labels.ts';

interface Era {
  readonly labels: Labels;
  readonly from: Day;
}

/** The eras since the Gregorian calendar was adopted (1873), latest first. */
const eras: readonly Era[] = deeplyFrozen([
  { labels: { ja: '令和', en: 'Reiwa' }, from: '2019-05-01' },
  { labels: { ja: '平成', en: 'Heisei' }, from: '1989-01-08' },
  { labels: { ja: '昭和', en: 'Showa' }, from: '1926-12-25' },
  { labels: { ja: '大正', en: 'Taisho' }, from: '1912-07-30' },
  { labels: { ja: '明治', en: 'Meiji' }, from: '1868-01-25' },
]);

/** The era (元号) and year of a day; the first year is 1 (元年). Throws `RangeError` before 1868-01-25. */
export function eraOf(day: Day): { readonly labels: Labels; readonly year: number } {
  const { year } = plainDate(day);
  const era = eras.find(({ from }) => from <= day);
  if (era === undefined) throw new RangeError('day: before the Meiji era');
  return { labels: era.labels, year: year - plainDate(era.from).year + 1 };
}

/** A day as Japanese papers write it: `令和7年11月6日`, `令和元年5月1日`. */
export function inJapaneseEra(day: Day): string {
  const { labels, year } = eraOf(day);
  const { month, day: dayOfMonth } = plainDate(day);
  return `${labels.ja}${year === 1 ? '元' : year}年${month}月${dayOfMonth}日`;
}
