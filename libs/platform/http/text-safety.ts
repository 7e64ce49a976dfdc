import type { FieldError } from './problem.ts';

/** Deepest nesting of objects and lists that is read; commands are two or three levels deep. */
export const DEEPEST_NESTING = 16;

/** Most values in a body, lists and objects counted too; the largest command, a placement of 200 persons, has 1,000. */
export const MOST_VALUES = 2_000;

/** Errors reported at most, so that a hostile body does not make a large answer. */
export const MOST_ERRORS = 50;

/** NUL and the other controls of C0 and C1, save tab and line feed. */
const CONTROL = /(?![\n\t])\p{Cc}/u;

const INHERITED = new Set(Object.getOwnPropertyNames(Object.prototype));

const MESSAGES = {
  LONE_SURROGATE: {
    en: 'holds half of a character (a lone surrogate)',
    ja: '不完全な文字（単独のサロゲート）が含まれています',
  },
  CONTROL_CHARACTER: {
    en: 'holds a control character other than tab and line feed',
    ja: 'タブと改行以外の制御文字が含まれています',
  },
  UNKNOWN_FIELD: { en: 'is not a field of this request', ja: 'このリクエストにない項目です' },
  NUMBER_OUT_OF_RANGE: { en: 'is a number too large to be exact', ja: '正確に扱えない大きさの数値です' },
  TOO_DEEP: {
    en: `is nested deeper than ${DEEPEST_NESTING} levels`,
    ja: `入れ子が ${DEEPEST_NESTING} 段を超えています`,
  },
  TOO_MANY_VALUES: {
    en: `holds more than ${MOST_VALUES} values`,
    ja: `値の数が ${MOST_VALUES} 個を超えています`,
  },
} as const;

/**
 * Everything in a parsed JSON value that no field may hold, whatever its class says: lone surrogates and control
 * characters in strings, names every object inherits (`__proto__`, `constructor`), numbers JSON could not carry
 * exactly, too deep a nesting. At most {@link MOST_ERRORS} entries.
 *
 * Too many values are refused before anything else is looked at: validators take a while for each, and while they do,
 * everybody else waits.
 */
export function unsafeFields(value: unknown): FieldError[] {
  if (hasTooMany(value)) return [{ path: '', code: 'TOO_MANY_VALUES', message: MESSAGES.TOO_MANY_VALUES }];
  const errors: FieldError[] = [];
  visit(value, [], errors);
  return errors;
}

/** Counts without recursion, for how deep the value is has not been looked at yet. */
function hasTooMany(value: unknown): boolean {
  const waiting = [value];
  for (let values = 0; waiting.length > 0; values++) {
    if (values + waiting.length > MOST_VALUES) return true;
    const next = waiting.pop();
    if (typeof next === 'object' && next !== null) for (const part of Object.values(next)) waiting.push(part);
  }
  return false;
}

function visit(value: unknown, path: (string | number)[], errors: FieldError[]): void {
  if (typeof value === 'string') {
    if (!value.isWellFormed()) report('LONE_SURROGATE', path, errors);
    else if (CONTROL.test(value)) report('CONTROL_CHARACTER', path, errors);
  } else if (typeof value === 'number') {
    if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value))) {
      report('NUMBER_OUT_OF_RANGE', path, errors);
    }
  } else if (typeof value === 'object' && value !== null) {
    if (path.length >= DEEPEST_NESTING) report('TOO_DEEP', path, errors);
    else if (Array.isArray(value)) visitList(value, path, errors);
    else visitObject(value, path, errors);
  }
}

function visitList(list: readonly unknown[], path: (string | number)[], errors: FieldError[]): void {
  for (let index = 0; index < list.length && errors.length < MOST_ERRORS; index++) {
    path.push(index);
    visit(list[index], path, errors);
    path.pop();
  }
}

function visitObject(object: object, path: (string | number)[], errors: FieldError[]): void {
  for (const [key, value] of Object.entries(object)) {
    if (errors.length >= MOST_ERRORS) return;
    path.push(key);
    if (INHERITED.has(key)) report('UNKNOWN_FIELD', path, errors);
    else visit(value, path, errors);
    path.pop();
  }
}

function report(code: keyof typeof MESSAGES, path: readonly (string | number)[], errors: FieldError[]): void {
  errors.push({ path: fieldPath(path), code, message: MESSAGES[code] });
}

/** `['establishments', 0, 'prefecture']` as `establishments[0].prefecture`; each name cut at 100 characters. */
export function fieldPath(path: readonly (string | number)[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    const name = step.slice(0, 100).toWellFormed();
    return text === '' ? name : `${text}.${name}`;
  }, '');
}

/** The message for a field that a class does not know. */
export const UNKNOWN_FIELD_MESSAGE = MESSAGES.UNKNOWN_FIELD;
