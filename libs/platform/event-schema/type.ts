import type * as typebox from 'typebox';
import type { TProperties, TSchema } from 'typebox';

/** The builders that events are made with. */
type Builders = Pick<
  typeof typebox.Type,
  'Array' | 'Boolean' | 'Integer' | 'Null' | 'Object' | 'Optional' | 'String' | 'Union'
>;

/** Marks a field that may be absent; not part of the schema. */
const OPTIONAL = '~optional';

const isOptional = (schema: TSchema): boolean => Object.hasOwn(schema, OPTIONAL);

/**
 * JSON Schemas of events: the types are typebox's, and what is built is what its builders build. Those are three hundred
 * modules, which every thread, command line and spec would load for eight small functions.
 */
export const Type = {
  Array: (items: TSchema, options?: object) => ({ type: 'array', items, ...options }),
  Boolean: (options?: object) => ({ type: 'boolean', ...options }),
  Integer: (options?: object) => ({ type: 'integer', ...options }),
  Null: (options?: object) => ({ type: 'null', ...options }),
  Object: (properties: TProperties, options?: object) => {
    const required = Object.keys(properties).filter((name) => !isOptional(properties[name]!));
    return { type: 'object', ...(required.length > 0 && { required }), properties, ...options };
  },
  Optional: (schema: TSchema) => Object.defineProperty({ ...schema }, OPTIONAL, { value: true }),
  String: (options?: object) => ({ type: 'string', ...options }),
  Union: (anyOf: readonly TSchema[], options?: object) => ({ anyOf, ...options }),
} as unknown as Builders;
