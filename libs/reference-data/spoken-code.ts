import { withOneHyphen } from './hyphens.ts';

/**
 * Codes to be said on the telephone, in Crockford's base 32 (no I, L, O, U), with a check character.
 *
 * The check character is of the same alphabet, so that nobody has to spell `*` or `~` (Crockford's own check needs 37
 * signs). Each character is an element of GF(32), and the sum of all, each times its own power of the generator 2, is
 * zero. The powers differ at up to 31 places, so that *every* single wrong character and *every* swap of two different
 * characters is noticed, neighbours or not, the check character included.
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

/** The check character of some characters of the alphabet, at most 30. */
export const checkCharacterOf = (characters: string): string => alphabet.charAt(timesGenerator(syndrome(characters)));

/** Whether characters of the alphabet that end in their check character are as they were made. */
export const isCheckedCode = (characters: string): boolean => syndrome(characters) === 0;

/**
 * Eight characters that stand for a UUID: its last 40 bits, which are random, or of a hash, in every version in use (4,
 * 5, 7). Throws `RangeError` for anything but a UUID.
 */
export function codeOfId(id: string): string {
  const match = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{2}([0-9a-f]{10})$/i.exec(id);
  if (match === null) throw new RangeError('id: not a UUID');
  const bits = BigInt(`0x${match[1]}`);
  return Array.from({ length: 8 }, (_, index) => alphabet.charAt(Number((bits >> BigInt(35 - 5 * index)) & 31n))).join(
    '',
  );
}

/**
 * The characters of a code as somebody wrote down what they heard: any case and width, O for 0, I or L for 1, hyphens
 * and spaces anywhere or nowhere. What is not of the alphabet stays in it.
 */
export const charactersHeard = (text: string): string =>
  withOneHyphen(text.normalize('NFKC'))
    .replace(/[-ー\s\p{Cf}]/gu, '')
    .toUpperCase()
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
