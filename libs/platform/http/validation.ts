import 'reflect-metadata'; // class-transformer's decorators need it where Nest has not brought it
import { plainToInstance } from 'class-transformer';
import { type ValidationError, type ValidatorOptions, validateSync } from 'class-validator';
import { constraintCode, constraintMessage, shapeMessage } from './constraint-messages.ts';
import { misshapenFields } from './input-shape.ts';
import { type FieldError, Problem } from './problem.ts';
import { fieldPath, MOST_ERRORS, unsafeFields } from './text-safety.ts';

/** A class of an input: decorated by class-validator, made without arguments. */
export type InputClass<T extends object> = new () => T;

const OPTIONS: ValidatorOptions = {
  whitelist: true,
  forbidNonWhitelisted: true,
  // An input without any field has no metadata; the white list refuses every field it is sent all the same.
  forbidUnknownValues: false,
  validationError: { target: true, value: true },
};

/**
 * Makes an input of a parsed JSON body, or refuses it. Nothing is converted: a number written as a string is refused.
 * No body at all is read as an empty object, for commands that have nothing to say but themselves.
 *
 * @throws Problem 400 `LONE_SURROGATE` when any string holds half of a character, else 400 `VALIDATION_FAILED`; one
 * entry per field and broken constraint, at most 50.
 */
export function validateInput<T extends object>(type: InputClass<T>, plain: unknown): T {
  const body = plain === undefined ? {} : plain;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw refused([NOT_AN_OBJECT]);
  const unsafe = unsafeFields(body);
  if (unsafe.length > 0) throw refused(unsafe);
  const instance = plainToInstance(type, body);
  const errors = [...shapeErrors(instance), ...constraintErrors(validateSync(instance, OPTIONS), instance, [])];
  if (errors.length > 0) throw refused(withoutEchoes(errors));
  return instance;
}

/** The problem that names fields at fault; for checks outside of classes (path parameters, queries) too. */
export function refused(errors: readonly FieldError[]): Problem {
  const surrogate = errors.find(({ code }) => code === 'LONE_SURROGATE');
  return new Problem({
    status: 400,
    code: surrogate ? 'LONE_SURROGATE' : 'VALIDATION_FAILED',
    detail: {
      en: 'Some fields are not as they should be; see errors.',
      ja: '入力内容に誤りがあります。errors を確認してください。',
    },
    errors: errors.slice(0, MOST_ERRORS),
  });
}

const NOT_AN_OBJECT: FieldError = { path: '', code: 'IS_OBJECT', message: shapeMessage('isObject') };

function shapeErrors(instance: object): FieldError[] {
  return misshapenFields(instance).map(({ path, expected }) => ({
    path: fieldPath(path),
    code: constraintCode(expected),
    message: shapeMessage(expected),
  }));
}

function constraintErrors(
  errors: readonly ValidationError[],
  parent: unknown,
  path: readonly (string | number)[],
): FieldError[] {
  return errors.flatMap((error) => {
    const here = [...path, Array.isArray(parent) ? Number(error.property) : error.property];
    return [...ownErrors(error, fieldPath(here)), ...constraintErrors(error.children ?? [], error.value, here)];
  });
}

function ownErrors(error: ValidationError, path: string): FieldError[] {
  const broken = Object.entries(error.constraints ?? {});
  const target = error.target?.constructor;
  const missing = error.value === undefined || error.value === null;
  // Whatever else is said about a value that is not there follows from its absence.
  if (missing && broken.length > 0 && error.constraints?.['whitelistValidation'] === undefined) {
    return [{ path, code: 'REQUIRED', message: shapeMessage('isDefined') }];
  }
  return broken.map(([constraint, fallback]) => ({
    path,
    code: constraintCode(constraint),
    message: constraintMessage(target, error.property, constraint, fallback),
  }));
}

/** A field of the wrong shape makes its constraints speak about something else: only the shape is reported, and nothing twice. */
function withoutEchoes(errors: readonly FieldError[]): FieldError[] {
  const misshapen = new Set(
    errors.filter(({ code }) => code === 'IS_ARRAY' || code === 'IS_OBJECT').map(({ path }) => path),
  );
  const told = new Set<string>();
  return errors.filter(({ path, code }) => {
    if (partsAround(path).some((around) => misshapen.has(around))) return false;
    const isOfShape = code === 'IS_ARRAY' || code === 'IS_OBJECT';
    if (misshapen.has(path) && !isOfShape) return false;
    const what = misshapen.has(path) ? path : `${path} ${code}`;
    if (told.has(what)) return false;
    told.add(what);
    return true;
  });
}

/** The paths of what a field stands in: `a` and `a[0]` for `a[0].b`. */
function partsAround(path: string): string[] {
  return [...path.matchAll(/[.[]/g)].map(({ index }) => path.slice(0, index));
}
