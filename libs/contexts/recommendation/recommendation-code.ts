import { buildMessage, ValidateBy } from 'class-validator';
import { charactersHeard, checkCharacterOf, codeOfId, isCheckedCode } from '#reference-data';

/** The code of a recommendation that has a UUID to derive it from, as it is written: `7K3M9QXF-0`. */
export function recommendationCodeOf(id: string): string {
  return written(codeOfId(id));
}

/**
 * Reads a code as somebody wrote down what they heard: any case and width, O for 0, I or L for 1, with or without
 * hyphens. Undefined when it is none, or when the check character shows that something is wrong in it.
 */
export function parseRecommendationCode(text: string): string | undefined {
  const characters = charactersHeard(text);
  const isCode = /^[0-9A-HJKMNP-TV-Z]{9}$/.test(characters) && isCheckedCode(characters);
  return isCode ? written(characters.slice(0, 8)) : undefined;
}

/** A recommendation's code, however it was written down. */
export const IsRecommendationCode = (): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isRecommendationCode',
      validator: {
        validate: (value: unknown) => typeof value === 'string' && parseRecommendationCode(value) !== undefined,
      },
    },
    { message: buildMessage((each) => `${each}${NOT_A_CODE.en}`), context: { message: NOT_A_CODE } },
  );

const NOT_A_CODE = {
  en: 'must be a recommendation code as 7K3M9QXF-0, with a valid check character',
  ja: '検査文字の正しい勧奨コードを 7K3M9QXF-0 の形式で入力してください',
};

const written = (characters: string): string => `${characters}-${checkCharacterOf(characters)}`;
