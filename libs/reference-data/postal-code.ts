import { bareNumber } from './hyphens.ts';

/** Reads a postal code as people write it (〒, full width, no hyphen) and returns `NNN-NNNN`; undefined when it is none. */
export function parsePostalCode(text: string): string | undefined {
  const match = /^〒?(\d{3})(\d{4})$/u.exec(bareNumber(text));
  return match === null ? undefined : `${match[1]}-${match[2]}`;
}

/** Whether a text is a postal code as stored, `NNN-NNNN`. */
export const isPostalCode = (text: string): boolean => /^\d{3}-\d{4}$/.test(text);
