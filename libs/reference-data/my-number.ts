import { isCorporateNumber } from './corporate-number.ts';
import { withOneHyphen } from './hyphens.ts';

/**
 * Where twelve digits begin, in one piece or in the groups of four printed on the card. It looks ahead only, so that
 * numbers that follow each other closely are all tried.
 */
const candidates = /(?<!\d)(?=(\d{4})([-ー.・\s]?)(\d{4})\2(\d{4})(?!\d))/gu;

/** One digit set apart before them makes it a corporate number as the tax agency prints it, `7-9999-0100-0001`. */
const checkDigitBefore = /(?<!\d)(\d)[-ー.・\s]$/u;

/** Check digit of an Individual Number: with digits counted from the right, weights 2…7 then 2…6, remainder by 11. */
function hasCheckDigit(number: string): boolean {
  const digits = [...number].map(Number);
  const sum = digits.slice(0, 11).reduce((total, digit, index) => {
    const place = 11 - index;
    return total + digit * (place <= 6 ? place + 1 : place - 5);
  }, 0);
  const remainder = sum % 11;
  return digits[11] === (remainder <= 1 ? 0 : 11 - remainder);
}

/**
 * Whether a text contains an Individual Number (マイナンバー), which nobody may collect outside the cases the My Number Act
 * lists (arts. 19, 20): such a text is refused and the number is neither stored nor logged, so only yes or no is told.
 * Full-width digits, invisible characters and the usual separators are seen through. One in eleven other 12-digit numbers
 * (the registry's 会社法人等番号) is taken for one too: the writer removes it or uses the 13-digit corporate number.
 */
export function containsMyNumber(text: string): boolean {
  const plain = withOneHyphen(text.normalize('NFKC').replace(/\p{Cf}/gu, ''));
  return [...plain.matchAll(candidates)].some(({ index, 1: first, 3: second, 4: third }) => {
    const number = `${first}${second}${third}`;
    const before = checkDigitBefore.exec(plain.slice(Math.max(0, index - 3), index))?.[1] ?? '';
    return hasCheckDigit(number) && !isCorporateNumber(before + number);
  });
}
