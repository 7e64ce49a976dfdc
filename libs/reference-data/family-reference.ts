import { withOneHyphen } from './hyphens.ts';
import { isPrefectureCode, type PrefectureCode } from './prefectures.ts';

/**
 * The reference of a case family, to be said on the telephone: `22-2025-7K3M9QXF-` and a check character.
 *
 * - The eight characters are the last 40 bits of the family's UUID in Crockford's base 32 (no I, L, O, U); those bits are
 *   random, or of a hash, in every version in use (4, 5, 7). They find a family within its prefecture and year; they do
 *   not replace the id.
 * - The check character is of the same alphabet, so that nobody has to spell `*` or `~` (Crockford's own check needs 37
 *   signs). Each character is an element of GF(32), and the sum of all, each times its own power of the generator 2, is
 *   zero. The powers differ at all 15 places, so that *every* single wrong character and *every* swap of two different
 *   characters is noticed, neighbours or not, the check character included.
 */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** x⁵ + x² + 1, irreducible over GF(2), of which 2 (that is, x) generates the field. */
const fieldPolynomial = 0b100101;

const timesGenerator = (element: number): number => {
  const doubled = element << 1;
  return doubled & 0b100000 ? doubled ^ fieldPolynomial : doubled;
};

/** Horner's rule: the characters as coefficients, the last one times 1. */
const syndrome = (characters: string): number =>
  [...characters].reduce((sum, character) => timesGenerator(sum) ^ alphabet.indexOf(character), 0);

const checkCharacterOf = (characters: string): string => alphabet.charAt(timesGenerator(syndrome(characters)));

export interface CaseFamily {
  /** The prefecture the family began in; null while unknown, written `00`. */
  readonly prefecture: PrefectureCode | null;
  /** Calendar year, in Asia/Tokyo, in which it began: 1000 to 9999. */
  readonly year: number;
  /** UUID of the family. */
  readonly id: string;
}

export interface FamilyReference {
  readonly prefecture: PrefectureCode | null;
  readonly year: number;
  /** The eight characters that stand for the id. */
  readonly code: string;
  /** The whole, as it is written: `22-2025-7K3M9QXF-X`. */
  readonly reference: string;
}

const written = (prefecture: string, year: string, code: string): string =>
  `${prefecture}-${year}-${code}-${checkCharacterOf(prefecture + year + code)}`;

/** The reference of a case family. Throws `RangeError` if the id is no UUID or the year has not four digits. */
export function familyReference({ prefecture, year, id }: CaseFamily): string {
  const match = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{2}([0-9a-f]{10})$/i.exec(id);
  if (match === null) throw new RangeError('id: not a UUID');
  if (!Number.isInteger(year) || year < 1000 || year > 9999) throw new RangeError('year: not of four digits');
  const bits = BigInt(`0x${match[1]}`);
  const code = Array.from({ length: 8 }, (_, index) =>
    alphabet.charAt(Number((bits >> BigInt(35 - 5 * index)) & 31n)),
  ).join('');
  return written(prefecture ?? '00', String(year), code);
}

/**
 * Reads a reference as somebody wrote down what they heard: any case and width, O for 0, I or L for 1, hyphens and spaces
 * anywhere or nowhere. Undefined when it is none, or when the check character shows that something is wrong in it.
 */
export function parseFamilyReference(text: string): FamilyReference | undefined {
  const characters = withOneHyphen(text.normalize('NFKC'))
    .replace(/[-ー\s\p{Cf}]/gu, '')
    .toUpperCase()
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  const match = /^(\d{2})([1-9]\d{3})([0-9A-HJKMNP-TV-Z]{8})[0-9A-HJKMNP-TV-Z]$/.exec(characters);
  if (match === null || syndrome(characters) !== 0) return undefined;
  const [, prefecture = '', year = '', code = ''] = match;
  if (prefecture !== '00' && !isPrefectureCode(prefecture)) return undefined;
  return {
    prefecture: prefecture === '00' ? null : prefecture,
    year: Number(year),
    code,
    reference: written(prefecture, year, code),
  };
}
