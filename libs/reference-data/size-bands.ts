import { deeplyFrozen } from './frozen.ts';
import type { LabelledCode } from './labels.ts';

/**
 * Bands of regular employees, shown instead of the number before a referral is accepted. Their bounds are those of the
 * SME test (5, 20, 50, 100, 300), so that a band tells the reader as much as the test needs. Our proposal. The open band
 * ends in a hyphen, for a plus sign is none of the characters codes are made of, and a blank in an address.
 */
const table = [
  ['0-5', '5人以下', 'up to 5', 5],
  ['6-20', '6〜20人', '6 to 20', 20],
  ['21-50', '21〜50人', '21 to 50', 50],
  ['51-100', '51〜100人', '51 to 100', 100],
  ['101-300', '101〜300人', '101 to 300', 300],
  ['301-', '301人以上', '301 and more', Number.POSITIVE_INFINITY],
] as const;

export type SizeBand = (typeof table)[number][0];

/** The bands from small to large. */
export const sizeBands: readonly LabelledCode<SizeBand>[] = deeplyFrozen(
  table.map(([code, ja, en]) => ({ code, labels: { ja, en } })),
);

/** The band of a number of regular employees. Throws `RangeError` unless it is a whole number from 0. */
export function sizeBandOf(regularEmployees: number): SizeBand {
  const band = table.find(([, , , upTo]) => regularEmployees <= upTo);
  if (band === undefined || !Number.isSafeInteger(regularEmployees) || regularEmployees < 0) {
    throw new RangeError('regularEmployees: not a whole number from 0');
  }
  return band[0];
}
