import fc from 'fast-check';
import type { Json } from '#platform/event-store';
import { canonicalJson } from './index.ts';

describe('the canonical form (RFC 8785)', () => {
  test.each<[string, Json, string]>([
    ['literals', [null, true, false], '[null,true,false]'],
    // ECMAScript's way with numbers: the shortest digits that read back as the same value.
    [
      'numbers',
      [0, -0, 1.0, 4.5, 0.002, 1e21, 1e-7, 100000000000000000000],
      '[0,0,1,4.5,0.002,1e+21,1e-7,100000000000000000000]',
    ],
    ['digits beyond precision', 1 / 3, '0.3333333333333333'],
    ['the largest and smallest numbers', [1.7976931348623157e308, 5e-324], '[1.7976931348623157e+308,5e-324]'],
    ['text', '襷 "x" \\ /', '"襷 \\"x\\" \\\\ /"'],
    ['control characters', '\b\t\n\f\r\u000f\u007f\u2028', '"\\b\\t\\n\\f\\r\\u000f\u007f\u2028"'],
    ['nothing in it', [{}, [], ''], '[{},[],""]'],
    ['members by name, at every depth', { b: [{ d: 1, c: 2 }], a: {} }, '{"a":{},"b":[{"c":2,"d":1}]}'],
    ['names that look like numbers', { 10: 1, 9: 2, '': 3 }, '{"":3,"10":1,"9":2}'],
    // By UTF-16 code units: the surrogate pair of U+1F600 (D83D …) comes before U+FB33, its code point after it.
    [
      'names of all kinds',
      { '\ufb33': 1, '\u{1f600}': 2, '€': 3, ö: 4, A: 5, '\r': 6 },
      '{"\\r":6,"A":5,"ö":4,"€":3,"😀":2,"\ufb33":1}',
    ],
    ['members that are not there', { a: undefined, b: null }, '{"b":null}'],
  ])('%s', (_, value, text) => expect(canonicalJson(value)).toBe(text));

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('%d has none', (number) => {
    expect(() => canonicalJson({ a: [number] })).toThrow(RangeError);
  });

  test('does not depend on the order of members', () =>
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonicalJson(turned(value as Json))).toBe(canonicalJson(value as Json));
      }),
    ));

  test('reads back as the value it was made of', () =>
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value as Json))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    ));
});

/** The same value with the members of every object in the opposite order. */
function turned(value: Json): Json {
  if (Array.isArray(value)) return value.map((element: Json) => turned(element));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, turned(member as Json)]),
  );
}
