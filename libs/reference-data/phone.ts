import { bareNumber } from './hyphens.ts';

/** Prefixes of 11-digit numbers: mobile, IP telephony, machine to machine, and the long toll-free ones (0800). */
const elevenDigits = /^0(?:[2-9]0)\d{8}$/;
const tenDigits = /^0(?!0)\d{9}$/;

/**
 * Reads a Japanese telephone number as people write it and returns its digits, e.g. `0531234567`. Parentheses, hyphens
 * of all forms, spaces and the prefix +81 are accepted. Mobile and IP numbers have 11 digits, all others 10.
 */
export function parsePhone(text: string): string | undefined {
  const digits = bareNumber(text)
    .replace(/[()]/g, '')
    .replace(/^\+810?/, '0');
  return isPhone(digits) ? digits : undefined;
}

/** Whether a text is a telephone number as stored: ASCII digits alone, starting with 0. */
export function isPhone(text: string): boolean {
  return elevenDigits.test(text) || (tenDigits.test(text) && !/^0[5789]0/.test(text));
}
