import { getMetadataStorage } from 'class-validator';
import type { BilingualText } from './preferred-language.ts';
import { UNKNOWN_FIELD_MESSAGE } from './text-safety.ts';

type Arguments = readonly unknown[];

const list = (values: unknown): string => (Array.isArray(values) ? values.join(', ') : String(values));

const words = (en: string, ja: string) => (): BilingualText => ({ en, ja });

const UNSAID: BilingualText = { en: 'is not valid', ja: '正しくありません' };

/** The message of each decorator of class-validator that our classes use; others fall back on the decorator's own. */
const MESSAGES: { readonly [constraint: string]: (given: Arguments) => BilingualText } = {
  whitelistValidation: () => UNKNOWN_FIELD_MESSAGE,
  nestedValidation: words('must be an object', 'オブジェクトで指定してください'),
  isObject: words('must be an object', 'オブジェクトで指定してください'),
  isArray: words('must be a list', '配列で指定してください'),
  isString: words('must be a text', '文字列で指定してください'),
  isNumber: words('must be a number', '数値で指定してください'),
  isInt: words('must be a whole number', '整数で指定してください'),
  isBoolean: words('must be true or false', 'true か false で指定してください'),
  isDefined: words('is required', '必須項目です'),
  isNotEmpty: words('must not be empty', '空にできません'),
  isUuid: words('must be a UUID', 'UUID で指定してください'),
  isEmail: words('must be an e-mail address', 'メールアドレスで指定してください'),
  isISO8601: words('must be a date or an instant in ISO 8601', 'ISO 8601 形式の日付または日時で指定してください'),
  arrayUnique: words('must not name anything twice', '重複しています'),
  matches: words('does not have the required form', '形式が正しくありません'),
  isIn: ([values]) => ({
    en: `must be one of: ${list(values)}`,
    ja: `次のいずれかで指定してください: ${list(values)}`,
  }),
  isLength: ([min, max]) =>
    max === undefined
      ? { en: `must have at least ${min} characters`, ja: `${min} 文字以上で入力してください` }
      : { en: `must have ${min} to ${max} characters`, ja: `${min} 文字以上 ${max} 文字以内で入力してください` },
  minLength: ([min]) => ({ en: `must have at least ${min} characters`, ja: `${min} 文字以上で入力してください` }),
  maxLength: ([max]) => ({ en: `must have at most ${max} characters`, ja: `${max} 文字以内で入力してください` }),
  min: ([min]) => ({ en: `must be at least ${min}`, ja: `${min} 以上で指定してください` }),
  max: ([max]) => ({ en: `must be at most ${max}`, ja: `${max} 以下で指定してください` }),
  arrayMinSize: ([min]) => ({ en: `must have at least ${min} entries`, ja: `${min} 件以上指定してください` }),
  arrayMaxSize: ([max]) => ({ en: `must have at most ${max} entries`, ja: `${max} 件以内で指定してください` }),
};

/**
 * What to tell a person about a broken constraint.
 *
 * A decorator of another room brings its own texts as validation option `context: { message: { en, ja } }`.
 *
 * @param target the class whose field it is
 * @param fallback the decorator's own message, English
 */
export function constraintMessage(
  target: unknown,
  property: string,
  constraint: string,
  fallback: string,
): BilingualText {
  const metadata = metadataOf(target, property, constraint);
  const context: unknown = metadata?.context;
  if (isContext(context)) return context.message;
  const message = MESSAGES[constraint];
  if (message) return message(metadata?.constraints ?? []);
  return fallback === '' ? UNSAID : { en: fallback, ja: fallback };
}

/** The message of a constraint that no class declares itself: the shape of a field, its being there. */
export function shapeMessage(constraint: 'isObject' | 'isArray' | 'isDefined'): BilingualText {
  return MESSAGES[constraint]?.([]) ?? UNSAID;
}

/** `isIn` as `IS_IN`; a few have names that say more. */
export function constraintCode(constraint: string): string {
  if (constraint === 'whitelistValidation') return 'UNKNOWN_FIELD';
  if (constraint === 'isDefined') return 'REQUIRED';
  if (constraint === 'nestedValidation') return 'IS_OBJECT';
  return constraint.replace(/(?<=[a-z0-9])[A-Z]/g, '_$&').toUpperCase();
}

function metadataOf(target: unknown, property: string, constraint: string) {
  if (typeof target !== 'function') return undefined;
  return getMetadataStorage()
    .getTargetValidationMetadatas(target, '', false, false)
    .find((candidate) => candidate.propertyName === property && candidate.name === constraint);
}

function isContext(context: unknown): context is { readonly message: BilingualText } {
  return typeof context === 'object' && context !== null && 'message' in context;
}
