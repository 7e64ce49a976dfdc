import { bareNumber } from './hyphens.ts';

/**
 * Check digit of a corporate number (法人番号): `9 − (Σ Pₙ·Qₙ mod 9)` over the 12-digit base, digits counted from the
 * right, Q = 1 for odd places and 2 for even ones; from 1 to 9. The sum is taken before the remainder (the ordinance's
 * bracket is misplaced). Throws `RangeError` unless the base is 12 digits.
 */
export function corporateNumberCheckDigit(base: string): number {
  if (!/^\d{12}$/.test(base)) throw new RangeError('base: not 12 digits');
  const sum = [...base].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 2 : 1), 0);
  return 9 - (sum % 9);
}

/**
 * Whether a text is a corporate number as stored: 13 ASCII digits whose first is the check digit of the rest.
 * Known blind spot of the scheme: 0 typed for 9, or 9 for 0, goes unnoticed.
 */
export const isCorporateNumber = (text: string): boolean =>
  /^[1-9]\d{12}$/.test(text) && Number(text[0]) === corporateNumberCheckDigit(text.slice(1));

/** Reads a corporate number as people write it (full width, hyphens, spaces); undefined when it is none. */
export function parseCorporateNumber(text: string): string | undefined {
  const number = bareNumber(text);
  return isCorporateNumber(number) ? number : undefined;
}
