import fc from 'fast-check';
import { decodeCursor, encodeCursor } from './read-model-cursor.ts';

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
