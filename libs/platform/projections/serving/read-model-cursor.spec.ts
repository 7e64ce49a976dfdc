import fc from 'fast-check';
import { boolean, day, instant, integer, key, text } from '../index.ts';
import { decodeCursor, encodeCursor, isPlaceBy } from './read-model-cursor.ts';

const place = fc.record({
  value: fc.oneof(fc.string({ unit: 'binary' }), fc.integer(), fc.boolean(), fc.constant(null)),
  key: fc.string(),
});

test('a cursor gives back the place it was made of, to a query of the same shape', () => {
  fc.assert(
    fc.property(place, fc.string(), (at, shape) => {
      expect(decodeCursor(encodeCursor(at, shape), shape)).toEqual(at);
    }),
  );
});

test('a query of another shape does not take it', () => {
  expect(decodeCursor(encodeCursor({ value: 1, key: 'a' }, 'sort=dueOn'), 'sort=-dueOn')).toBeUndefined();
});

test('a cursor changed in any one character is refused', () => {
  const cursor = encodeCursor({ value: '2026-04-01', key: 'b3' }, 'shape');
  const changed = [...cursor].flatMap((character, index) =>
    ['A', 'z', '5', '=']
      .filter((other) => other !== character)
      .map((other) => cursor.slice(0, index) + other + cursor.slice(index + 1)),
  );
  expect(changed.filter((one) => decodeCursor(one, 'shape') !== undefined)).toEqual([]);
});

test.each(['', 'x', '!!!', 'bnVsbA', 'WzEsMiwzXQ', 'W10', `${encodeCursor({ value: 1, key: 'a' }, 's')}=`])(
  'what is no cursor is refused: %j',
  (text) => {
    expect(decodeCursor(text, 's')).toBeUndefined();
  },
);

const aDay = '2026-04-01';
const anInstant = '2026-04-01T00:00:00.000Z';

test.each([
  ['a key', key(), ['b3'], ['a\u0000', '\ud800', 1]],
  ['a text', text(), ['', 'あ'.repeat(201)], ['\u0000', 'a\ndb', true]],
  ['a number', integer(), [0, -7], ['7', 'x', 1.5, 2 ** 53]],
  ['a truth', boolean(), [true, false], ['true', 1]],
  ['a day', day(), [aDay], ['x', '2026-02-30', anInstant, 1]],
  ['an instant', instant(), [anInstant], ['x', aDay, '2026-04-01T00:00:00Z', 1]],
] as const)('a place by %s holds what such a column can hold, or nothing', (_, column, values, others) => {
  const places = (list: readonly (string | number | boolean | null)[]) =>
    list.filter((value) => isPlaceBy(column, { value, key: 'a' }));
  expect(places([...values, null])).toEqual([...values, null]);
  expect(places(others)).toEqual([]);
});

test.each(['\u0000', 'a\u0000b', '\ud800'])('no row has the key %j', (made) => {
  expect(isPlaceBy(text(), { value: 'a', key: made })).toBe(false);
});
