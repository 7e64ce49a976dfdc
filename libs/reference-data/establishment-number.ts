import { bareNumber } from './hyphens.ts';

/**
 * Reads an employment-insurance establishment number (雇用保険適用事業所番号) as people write it and returns it as
 * `NNNN-NNNNNN-N`: Hello Work office, serial, check digit. Undefined when it is not 11 digits.
 * Only the form is checked: the rule of the check digit is not published. The number of an insured *person* has the same
 * form and must never be entered here; fields say so in their label.
 */
export function parseEstablishmentNumber(text: string): string | undefined {
  const match = /^(\d{4})(\d{6})(\d)$/.exec(bareNumber(text));
  return match === null ? undefined : `${match[1]}-${match[2]}-${match[3]}`;
}

/** Whether a text is such a number in the form in which it is stored, `NNNN-NNNNNN-N`. */
export const isEstablishmentNumber = (text: string): boolean => /^\d{4}-\d{6}-\d$/.test(text);
