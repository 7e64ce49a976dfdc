import { isPrefectureCode, type PrefectureCode } from './prefectures.ts';
import { charactersHeard, checkCharacterOf, codeOfId, isCheckedCode } from './spoken-code.ts';

/**
 * The reference of a case family, to be said on the telephone: `22-2025-7K3M9QXF-` and a check character. The eight
 * characters stand for the family's UUID; they find a family within its prefecture and year, and do not replace the id.
 */
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
  const code = codeOfId(id);
  if (!Number.isInteger(year) || year < 1000 || year > 9999) throw new RangeError('year: not of four digits');
  return written(prefecture ?? '00', String(year), code);
}

/**
 * Reads a reference as somebody wrote down what they heard: any case and width, O for 0, I or L for 1, hyphens and spaces
 * anywhere or nowhere. Undefined when it is none, or when the check character shows that something is wrong in it.
 */
export function parseFamilyReference(text: string): FamilyReference | undefined {
  const characters = charactersHeard(text);
  const match = /^(\d{2})([1-9]\d{3})([0-9A-HJKMNP-TV-Z]{8})[0-9A-HJKMNP-TV-Z]$/.exec(characters);
  if (match === null || !isCheckedCode(characters)) return undefined;
  const [, prefecture = '', year = '', code = ''] = match;
  if (prefecture !== '00' && !isPrefectureCode(prefecture)) return undefined;
  return {
    prefecture: prefecture === '00' ? null : prefecture,
    year: Number(year),
    code,
    reference: written(prefecture, year, code),
  };
}
