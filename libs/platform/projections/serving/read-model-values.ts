import { INSTANT_EXPECTED, instantOf, isDay, type BilingualText } from '#platform/http';
import type { Column, ColumnKind } from '../definition/column.ts';
import type { Scalar } from '../store/read-model-store.ts';

/** How a kind of column is written in an address, and described to those who write it. */
export interface ValueForm {
  /** JSON Schema of a value, as OpenAPI documents it. */
  readonly schema: {
    readonly type: 'string' | 'integer' | 'boolean';
    readonly format?: string;
    readonly [keyword: string]: unknown;
  };
  /** Stable code of a value that is not of this form. */
  readonly code: string;
  readonly message: BilingualText;
  /** The value as rows hold it; undefined where the text is no such value. */
  parse(text: string): Scalar | undefined;
}

const LONGEST_TEXT = 200;

const plainText: ValueForm = {
  schema: { type: 'string', minLength: 1, maxLength: LONGEST_TEXT },
  code: 'LENGTH',
  message: {
    en: `must have 1 to ${LONGEST_TEXT} characters, none of them a control character`,
    ja: `制御文字を含まない 1 文字以上 ${LONGEST_TEXT} 文字以下で指定してください`,
  },
  parse: (text) => (text.length >= 1 && text.length <= LONGEST_TEXT && isPlain(text) ? text : undefined),
};

/** Whether a text is whole and without control characters: what a database takes as it is. */
export function isPlain(text: string): boolean {
  return text.isWellFormed() && !/\p{Cc}/u.test(text);
}

const wholeNumber: ValueForm = {
  schema: { type: 'integer', minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER },
  code: 'IS_INTEGER',
  message: { en: 'must be a whole number', ja: '整数で指定してください' },
  parse: (text) =>
    /^(0|-?[1-9]\d{0,15})$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : undefined,
};

const truth: ValueForm = {
  schema: { type: 'boolean' },
  code: 'IS_BOOLEAN',
  message: { en: 'must be true or false', ja: 'true または false で指定してください' },
  parse: (text) => (text === 'true' ? true : text === 'false' ? false : undefined),
};

const calendarDay: ValueForm = {
  schema: { type: 'string', format: 'date' },
  code: 'IS_DAY',
  message: { en: 'must be a day: YYYY-MM-DD', ja: 'YYYY-MM-DD 形式の日付で指定してください' },
  parse: (text) => (/^\d{4}-\d{2}-\d{2}$/.test(text) && isDay(text) ? text : undefined),
};

const instantInTime: ValueForm = {
  schema: { type: 'string', format: 'date-time' },
  ...INSTANT_EXPECTED,
  parse: instantOf,
};

const FORMS: { readonly [kind in ColumnKind]: ValueForm | undefined } = {
  key: plainText,
  text: plainText,
  integer: wholeNumber,
  boolean: truth,
  instant: instantInTime,
  day: calendarDay,
  list: undefined,
  json: undefined,
  sealed: undefined,
};

/** The form of a column's values in an address, of a list's elements; undefined where rows cannot be filtered by it. */
export function valueForm(column: Column): ValueForm | undefined {
  return column.kind === 'list' ? column.element && FORMS[column.element.kind] : FORMS[column.kind];
}
