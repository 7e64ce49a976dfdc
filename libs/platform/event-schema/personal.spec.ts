import { Type } from 'typebox';
import { eventType, eventVersion, Field, personal } from './index.ts';
import { personalFields } from './personal.ts';

const name = personal(Field.Text());
const secret = personal(Type.String(), { category: 'worker', of: 'workerId' });

test('personal fields are found in objects, lists and unions', () => {
  const schema = Type.Object({
    a: name,
    b: Type.Object({ c: name }),
    d: Type.Array(Type.Object({ e: Type.Array(secret) })),
    f: Type.Union([Type.Object({ g: name }), Type.Null()]),
    h: Type.Optional(name),
    i: personal(Type.Union([Type.Object({ j: Type.String() }), Type.Null()])),
    k: Field.Code(),
  });
  expect(personalFields(schema)).toEqual([
    { path: ['a'], mark: {} },
    { path: ['b', 'c'], mark: {} },
    { path: ['d', '[]', 'e', '[]'], mark: { category: 'worker', of: 'workerId' } },
    { path: ['f', 'g'], mark: {} },
    { path: ['h'], mark: {} },
    { path: ['i'], mark: {} },
  ]);
});

describe('a personal field that would not be sealed is refused when its event is defined', () => {
  test.each([
    ['a record', Type.Record(Type.String(), name), 'patternProperties'],
    ['a record in a list', Type.Array(Type.Record(Type.String(), Type.Object({ b: name }))), 'patternProperties'],
    ['an intersection', Type.Intersect([Type.Object({ b: name }), Type.Object({ c: Type.String() })]), 'allOf'],
    ['a tuple', Type.Tuple([Type.String(), name]), 'items'],
    ['what further fields may be', Type.Object({}, { additionalProperties: name }), 'additionalProperties'],
    ['another personal value', personal(Type.Object({ b: secret })), 'another personal value'],
  ])('in %s', (_, schema, where) => {
    const define = () =>
      eventType('Thing', {
        words: { en: 'Thing', ja: '物' },
        dataClass: 'A',
        versions: [eventVersion({ schema: Type.Object({ a: schema }), examples: [{ a: {} }] })],
      });
    expect(define).toThrow(new RegExp(`^personal\\(\\) at /a\\S* is inside ${where}, where it would not be sealed$`));
  });

  test('as the whole of the data', () => {
    expect(() => personalFields(personal(Type.Object({})))).toThrow(
      'personal() at / is inside the whole of the data, where it would not be sealed',
    );
  });
});

test('a container without personal fields may be anything', () => {
  const schema = Type.Object({
    a: Type.Record(Type.String(), Type.Integer()),
    b: Type.Tuple([Type.String(), Type.Integer()]),
    c: name,
  });
  expect(personalFields(schema)).toEqual([{ path: ['c'], mark: {} }]);
});
