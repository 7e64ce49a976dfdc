import { plainToInstance } from 'class-transformer';
import { getMetadataStorage } from 'class-validator';
import type { InputClass } from './validation.ts';

/** A schema of OpenAPI 3.0, as far as inputs need one. */
export interface InputSchema {
  readonly [keyword: string]: unknown;
}

type Metadata = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];

/** What each decorator of class-validator that our classes use says of a value. */
const OF_A_VALUE: { readonly [constraint: string]: (given: readonly unknown[]) => InputSchema } = {
  isInt: () => ({ type: 'integer' }),
  isNumber: () => ({ type: 'number' }),
  isBoolean: () => ({ type: 'boolean' }),
  isObject: () => ({ type: 'object' }),
  isEmail: () => ({ type: 'string', format: 'email' }),
  isIn: ([values]) => ({ enum: values }),
  matches: ([pattern]) => ({ type: 'string', pattern: (pattern as RegExp).source }),
  isLength: ([min, max]) => ({ type: 'string', minLength: min, ...(max !== undefined && { maxLength: max }) }),
  min: ([least]) => ({ minimum: least }),
  max: ([most]) => ({ maximum: most }),
};

/** And of a list. */
const OF_A_LIST: { readonly [constraint: string]: (given: readonly unknown[]) => InputSchema } = {
  isArray: () => ({}),
  arrayMinSize: ([least]) => ({ minItems: least }),
  arrayMaxSize: ([most]) => ({ maxItems: most }),
  arrayUnique: () => ({ uniqueItems: true }),
};

/**
 * The schema of an input, as its class's decorators say it: what {@link validateInput} refuses by them, and no field
 * beside. A decorator of another room may bring keywords as validation option `context: { schema: { … } }`; what it
 * checks beyond stays unsaid.
 *
 * @param without fields that stand elsewhere, e.g. in the path
 */
export function inputSchema(type: InputClass<object>, without: readonly string[] = []): InputSchema {
  const metadata = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);
  const fields = Map.groupBy(metadata, ({ propertyName }) => propertyName);
  without.forEach((field) => fields.delete(field));
  const schemas = [...fields].map(([name, said]) => [name, fieldSchema(type, name, said)] as const);
  const required = [...fields].filter(([, said]) => !said.some(isCondition)).map(([name]) => name);
  return {
    type: 'object',
    properties: Object.fromEntries(schemas),
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  };
}

function fieldSchema(type: InputClass<object>, name: string, said: readonly Metadata[]): InputSchema {
  const isList = said.some(({ name: constraint, each }) => each || (constraint ?? '') in OF_A_LIST);
  const value = valueSchema(type, name, said, isList);
  const schema = isList ? { type: 'array', items: value, ...merged(said, OF_A_LIST) } : value;
  return said.some((one) => isCondition(one) && letsPass(one, name, null)) ? { ...schema, nullable: true } : schema;
}

function valueSchema(type: InputClass<object>, name: string, said: readonly Metadata[], isList: boolean): InputSchema {
  if (said.some(({ type: kind }) => kind === 'nestedValidation')) return inputSchema(nestedClass(type, name, isList));
  const schema = merged(said, OF_A_VALUE);
  return 'type' in schema || 'enum' in schema ? schema : { type: 'string', ...schema };
}

function merged(said: readonly Metadata[], known: typeof OF_A_VALUE): InputSchema {
  return Object.assign(
    {},
    ...said.map(({ name: constraint = '', constraints, context }) => ({
      ...known[constraint]?.(constraints),
      ...(known === OF_A_VALUE && (context as { readonly schema?: InputSchema } | undefined)?.schema),
    })),
  ) as InputSchema;
}

/** The class that class-transformer makes of what is nested in a field: it is asked, by giving it something. */
function nestedClass(type: InputClass<object>, name: string, isList: boolean): InputClass<object> {
  const made = Reflect.get(plainToInstance(type, { [name]: isList ? [{}] : {} }), name) as object | readonly object[];
  const nested = Array.isArray(made) ? (made as readonly object[])[0]! : made;
  return nested.constructor as InputClass<object>;
}

function isCondition({ type }: Metadata): boolean {
  return type === 'conditionalValidation';
}

/** Whether a condition leaves a value unchecked. */
function letsPass({ constraints }: Metadata, field: string, value: unknown): boolean {
  return !(constraints[0] as (object: object, value: unknown) => boolean)({ [field]: value }, value);
}
