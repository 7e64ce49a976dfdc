import { Type } from 'class-transformer';
import {
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Length,
  registerDecorator,
  ValidateNested,
  type ValidationOptions,
} from 'class-validator';
import type { FieldError } from './problem.ts';
import { Problem } from './problem.ts';
import { validateInput } from './validation.ts';

/** A decorator of another room, with texts of its own. */
const IsEven = (): PropertyDecorator => (target, property) => {
  registerDecorator({
    name: 'isEven',
    target: target.constructor,
    propertyName: String(property),
    options: { context: { message: { en: 'must be even', ja: '偶数で指定してください' } } } satisfies ValidationOptions,
    validator: { validate: (value) => typeof value === 'number' && value % 2 === 0 },
  });
};

abstract class Targeted {
  @IsString() @Length(1, 10) id!: string;
}

class Contact {
  @Length(1, 50) name!: string;
}

class Establishment {
  @IsIn(['13', '27']) prefecture!: string;
  @IsObject() @ValidateNested() @Type(() => Contact) contact!: Contact;
}

class Register extends Targeted {
  @IsInt() @IsEven() @IsOptional() employees?: number;
  @IsIn(['a', 'b'], { each: true }) @ArrayMinSize(1) circumstances!: string[];
  @ValidateNested({ each: true }) @Type(() => Establishment) establishments!: Establishment[];
  @IsArray() @IsOptional() notes?: unknown[];
}

class Acknowledge {}

function problemOf(type: new () => object, plain: unknown): { status: number; code: string; fields: string[] } {
  try {
    validateInput(type, plain);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { status, code, errors = [] } = error.init;
    return { status, code, fields: errors.map((field: FieldError) => `${field.path}: ${field.code}`) };
  }
  throw new Error('it was accepted');
}

const failed = (...fields: string[]) => ({ status: 400, code: 'VALIDATION_FAILED', fields });

const establishment = { prefecture: '13', contact: { name: '田中' } };
const good = { id: 'x', circumstances: ['a'], establishments: [establishment] };

describe('an input', () => {
  test('that is right becomes an instance of its class, down to its parts', () => {
    const input = validateInput(Register, good);
    expect(input).toBeInstanceOf(Register);
    expect(input.establishments[0]).toBeInstanceOf(Establishment);
    expect({ ...input }).toEqual(good);
  });

  test('without fields may come without a body', () => {
    expect(validateInput(Acknowledge, undefined)).toBeInstanceOf(Acknowledge);
    expect(problemOf(Acknowledge, { extra: 1 })).toEqual(failed('extra: UNKNOWN_FIELD'));
  });

  test.each([null, [], 'text', 5, true])('that is %j is refused', (plain) => {
    expect(problemOf(Register, plain)).toEqual(failed(': IS_OBJECT'));
  });

  test('that is empty lists what is required, inherited fields included', () => {
    expect(problemOf(Register, {})).toEqual(
      failed('establishments: REQUIRED', 'circumstances: REQUIRED', 'id: REQUIRED'),
    );
  });

  test.each<[string, object, ...string[]]>([
    ['an unknown field', { ...good, owner: 1 }, 'owner: UNKNOWN_FIELD'],
    [
      'an unknown field of a part',
      { ...good, establishments: [{ ...establishment, x: null }] },
      'establishments[0].x: UNKNOWN_FIELD',
    ],
    ['a number as a string', { ...good, employees: '2' }, 'employees: IS_EVEN', 'employees: IS_INT'],
    ['two broken constraints', { ...good, employees: 1.5 }, 'employees: IS_EVEN', 'employees: IS_INT'],
    ['a string for a list', { ...good, circumstances: 'a' }, 'circumstances: IS_ARRAY'],
    ['an object for a list', { ...good, establishments: establishment }, 'establishments: IS_ARRAY'],
    [
      'a list for an object',
      { ...good, establishments: [{ ...establishment, contact: [{ name: 'x' }] }] },
      'establishments[0].contact: IS_OBJECT',
    ],
    [
      'a missing part of a part, once',
      { ...good, establishments: [{ prefecture: '13' }] },
      'establishments[0].contact: REQUIRED',
    ],
    ['a list within a list', { ...good, establishments: [[establishment]] }, 'establishments[0]: IS_OBJECT'],
    ['null in a list of objects', { ...good, establishments: [establishment, null] }, 'establishments[1]: REQUIRED'],
    ['a text for an object', { ...good, establishments: ['x'] }, 'establishments[0]: IS_OBJECT'],
    [
      'a wrong part of a part',
      { ...good, establishments: [establishment, { prefecture: '13', contact: { name: '' } }] },
      'establishments[1].contact.name: IS_LENGTH',
    ],
    ['an inherited name', { ...good, toString: 'x' }, 'toString: UNKNOWN_FIELD'],
    ['__proto__', JSON.parse(`{"id":"x","__proto__":{"x":1}}`) as object, '__proto__: UNKNOWN_FIELD'],
    ['NUL', { ...good, id: 'a\u0000' }, 'id: CONTROL_CHARACTER'],
    ['carriage return', { ...good, id: 'a\r\n' }, 'id: CONTROL_CHARACTER'],
    ['a C1 control', { ...good, notes: ['\u0085'] }, 'notes[0]: CONTROL_CHARACTER'],
    ['a number beyond 2^53', { ...good, employees: 2 ** 53 }, 'employees: NUMBER_OUT_OF_RANGE'],
    ['a number beyond doubles', JSON.parse('{"employees":1e400}') as object, 'employees: NUMBER_OUT_OF_RANGE'],
  ])('with %s is refused, naming the field', (_, plain, ...fields) => {
    expect(problemOf(Register, plain)).toEqual(failed(...fields));
  });

  test('with a lone surrogate anywhere is refused under a code of its own', () => {
    const plain = { ...good, establishments: [{ ...establishment, contact: { name: '\udc00田' } }] };
    expect(problemOf(Register, plain)).toEqual({
      status: 400,
      code: 'LONE_SURROGATE',
      fields: ['establishments[0].contact.name: LONE_SURROGATE'],
    });
  });

  test('with whole pairs, tabs and line feeds is fine', () => {
    expect(validateInput(Register, { ...good, id: '𠮷\t\n' }).id).toEqual('𠮷\t\n');
  });

  test('nested too deep is refused, however deep it is', () => {
    const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));
    expect(validateInput(Register, { ...good, notes: nested(15) }).notes).toEqual(nested(15));
    expect(problemOf(Register, { ...good, notes: nested(16) }).fields).toEqual([`notes${'[0]'.repeat(15)}: TOO_DEEP`]);
    expect(problemOf(Register, { ...good, notes: nested(200_000) }).fields).toHaveLength(1);
  });

  test('with more values than any has is refused before its fields are looked at', () => {
    const few = [...Array<null>(1_990)];
    expect(validateInput(Register, { ...good, notes: few }).notes).toHaveLength(1_990);
    expect(problemOf(Register, { ...good, establishments: Array(20_000).fill([]) })).toEqual(
      failed(': TOO_MANY_VALUES'),
    );
    expect(problemOf(Register, { ...good, notes: Array(20).fill(Array(100).fill('\u0000')) })).toEqual(
      failed(': TOO_MANY_VALUES'),
    );
  });

  test('with a great many errors gets fifty', () => {
    const unknown = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`f${index}`, 1]));
    expect(problemOf(Register, { ...good, ...unknown }).fields).toHaveLength(50);
    expect(problemOf(Register, { ...good, notes: Array.from({ length: 1_000 }, () => '\u0000') }).fields).toHaveLength(
      50,
    );
  });

  test('is told in both languages what a decorator says of itself', () => {
    expect(() => validateInput(Register, { ...good, employees: 3 })).toThrow(
      expect.objectContaining({
        init: expect.objectContaining({
          errors: [
            { path: 'employees', code: 'IS_EVEN', message: { en: 'must be even', ja: '偶数で指定してください' } },
          ],
        }),
      }),
    );
  });
});
