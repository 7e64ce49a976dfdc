import { Type as typebox } from 'typebox';
import { Type } from './type.ts';

const schemas = (T: typeof Type) => [
  T.Array(T.String()),
  T.Array(T.Integer(), { minItems: 1, uniqueItems: true }),
  T.Boolean(),
  T.Boolean({ default: false }),
  T.Integer(),
  T.Integer({ minimum: 0, maximum: 10 }),
  T.Null(),
  T.Null({ description: 'nothing' }),
  T.Object({}),
  T.Object({ a: T.String(), b: T.Optional(T.Integer()), c: T.Null() }, { additionalProperties: false }),
  T.Object({ a: T.Optional(T.String({ pattern: '^a$' })) }),
  T.String(),
  T.String({ minLength: 1, maxLength: 3 }),
  T.Union([T.Object({ a: T.String() }), T.Null()]),
  T.Union([T.String(), T.Null()], { description: 'may be unknown' }),
];

test('what is built is what typebox builds, in the same order', () => {
  expect(schemas(Type).map((schema) => JSON.stringify(schema))).toEqual(
    schemas(typebox).map((schema) => JSON.stringify(schema)),
  );
});
