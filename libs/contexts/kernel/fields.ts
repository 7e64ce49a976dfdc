import { buildMessage, IsOptional, Length, Matches, ValidateBy, ValidateIf } from 'class-validator';
import {
  containsMyNumber,
  isCorporateNumber,
  isConsultantNumber,
  isDay,
  isEstablishmentNumber,
  isIndustryDivision,
  isKana,
  isPhone,
  isPrefectureCode,
  type Labels,
} from '#reference-data';

/** Decorators for the fields of commands. They check shape; which codes exist is the policy's matter. */

function all(...decorators: readonly PropertyDecorator[]): PropertyDecorator {
  return (target, field) => decorators.forEach((decorate) => decorate(target, field));
}

function check(
  name: string,
  message: Labels,
  isValid: (value: string) => boolean,
  schema: { readonly format?: string } = {},
  { each = false }: { readonly each?: boolean } = {},
): PropertyDecorator {
  return ValidateBy(
    { name, validator: { validate: (value: unknown) => typeof value === 'string' && isValid(value) } },
    { each, message: buildMessage((eachOf) => `${eachOf}${message.en}`), context: { message, schema } },
  );
}

/** RFC 9562, any version. Lower case only: an id is part of a stream's name, and two spellings would be two things. */
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** A UUID chosen by the client or answered by the service. */
export const IsId = (): PropertyDecorator =>
  check(
    'isUuid',
    { en: 'must be a UUID in lower case', ja: 'UUID（小文字）で指定してください' },
    (text) => UUID.test(text),
    { format: 'uuid' },
  );

/** RFC 9562, versions that nobody else can have made the same: what is derived has version 5. */
const CHOSEN_UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/**
 * A UUID that the client chooses for a thing it brings into being. Not a derived one: those are of things that are found
 * by what they are about, and whoever took such an id first would stand in the way of that thing.
 */
export const IsNewId = (): PropertyDecorator =>
  check(
    'isNewUuid',
    {
      en: 'must be a random UUID (version 4 or 7) in lower case',
      ja: '乱数のUUID（第4版または第7版、小文字）で指定してください',
    },
    (text) => CHOSEN_UUID.test(text),
    { format: 'uuid' },
  );

/** A character that leaves a mark on paper: neither blank, nor a mark of direction or width, nor unassigned. */
const VISIBLE = /[^\p{White_Space}\p{Default_Ignorable_Code_Point}\p{C}\u{2800}]/u;

/** A code of a list of the agreement or the reference data. */
export const IsCode = (options: { readonly each?: boolean } = {}): PropertyDecorator =>
  Matches(/^[A-Za-z0-9_.:-]{1,64}$/, options);

/** A sign-in's user id. */
export const IsUserId = (): PropertyDecorator => Matches(/^[\x21-\x7e]{1,200}$/);

/** `YYYY-MM-DD`, a day that exists. */
export const IsCalendarDay = (options: { readonly each?: boolean } = {}): PropertyDecorator =>
  check(
    'isCalendarDay',
    { en: 'must be a day as YYYY-MM-DD', ja: 'YYYY-MM-DD 形式の日付を入力してください' },
    isDay,
    { format: 'date' },
    options,
  );

/** An instant as events say it: ISO 8601 UTC with milliseconds. */
export const IsInstant = (): PropertyDecorator =>
  check(
    'isInstant',
    {
      en: 'must be an instant as 2025-11-06T01:15:00.000Z',
      ja: '2025-11-06T01:15:00.000Z 形式の日時を指定してください',
    },
    (text) => !Number.isNaN(Date.parse(text)) && new Date(text).toISOString() === text,
    { format: 'date-time' },
  );

/** JIS X 0401, `01` to `47`. */
export const IsPrefecture = (): PropertyDecorator =>
  check(
    'isPrefecture',
    { en: 'must be a prefecture code, 01 to 47', ja: '都道府県コード（01〜47）を入力してください' },
    isPrefectureCode,
  );

/** 法人番号: 13 digits with a check digit. */
export const IsCorporateNumber = (): PropertyDecorator =>
  check(
    'isCorporateNumber',
    {
      en: 'must be a corporate number of 13 digits with a valid check digit',
      ja: '検査用数字の正しい13桁の法人番号を入力してください',
    },
    isCorporateNumber,
  );

/** 雇用保険適用事業所番号: `NNNN-NNNNNN-N`; its check digit is not published. */
export const IsEstablishmentNumber = (): PropertyDecorator =>
  check(
    'isEstablishmentNumber',
    {
      en: 'must be an establishment number as 1234-567890-1',
      ja: '適用事業所番号を 1234-567890-1 の形式で入力してください',
    },
    isEstablishmentNumber,
  );

/** Registration number of a consultant: 8 digits, beginning with a prefecture. */
export const IsConsultantNumber = (): PropertyDecorator =>
  check(
    'isConsultantNumber',
    { en: 'must be a registration number of 8 digits', ja: '8桁の社労士登録番号を入力してください' },
    isConsultantNumber,
  );

/** A reading in full-width katakana. */
export const IsKana = (maxLength = 200): PropertyDecorator =>
  all(
    Length(1, maxLength),
    check('isKana', { en: 'must be in full-width katakana', ja: '全角カタカナで入力してください' }, isKana),
  );

/** A telephone number of 10 or 11 digits without hyphens. */
export const IsPhone = (): PropertyDecorator =>
  check('isPhone', { en: 'must be 10 or 11 digits', ja: '電話番号は10桁または11桁の数字で入力してください' }, isPhone);

/** Major division of JSIC, A to T. */
export const IsIndustry = (): PropertyDecorator =>
  check(
    'isIndustry',
    { en: 'must be a major division of JSIC, A to T', ja: '日本標準産業分類の大分類（A〜T）を入力してください' },
    isIndustryDivision,
  );

/**
 * Text in a person's words: personal, sealed, and refused where it says nothing that can be seen, or holds a My Number,
 * which nobody here may collect (番号法19条, 20条).
 */
export const IsFreeText = (maxLength = 2000): PropertyDecorator =>
  all(
    Length(1, maxLength),
    check(
      'isVisible',
      { en: 'must hold something that can be seen', ja: '文字を入力してください（空白のみは入力できません）' },
      (text) => VISIBLE.test(text),
    ),
    check(
      'hasNoMyNumber',
      {
        en: 'holds a 12-digit personal number: remove it, or use the 13-digit corporate number',
        ja: '個人番号（マイナンバー）は入力できません',
      },
      (text) => !containsMyNumber(text),
    ),
  );

/** May be absent; `null` is not absent. */
export const MayBeAbsent = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined);

/** May be absent or null: "not known". */
export const MayBeUnknown = (): PropertyDecorator => IsOptional();
