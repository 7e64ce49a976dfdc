import { boolean, day, instant, integer, json, list, sealed, text } from '../definition/column.ts';
import { valueForm } from './read-model-values.ts';

const parsed = (column: Parameters<typeof valueForm>[0], ...texts: string[]) =>
  texts.map((one) => valueForm(column)!.parse(one));

test('a whole number is one that every reader of JSON takes exactly', () => {
  expect(parsed(integer(), '0', '-7', '9007199254740991', '9007199254740992', '07', '1.5', '1e3', '', '-0')).toEqual([
    0,
    -7,
    9007199254740991,
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test('a day is a day of the calendar', () => {
  expect(parsed(day(), '2024-02-29', '2025-02-29', '2025-13-01', '2025-1-1')).toEqual([
    '2024-02-29',
    undefined,
    undefined,
    undefined,
  ]);
});

test('an instant may be written with any offset and is compared in UTC with milliseconds', () => {
  expect(
    parsed(instant(), '2026-04-01T09:00:00+09:00', '2026-04-01T00:00:00.5Z', '2026-04-01', '2026-02-30T00:00:00Z'),
  ).toEqual(['2026-04-01T00:00:00.000Z', '2026-04-01T00:00:00.500Z', undefined, undefined]);
});

test('a truth value is spelt out; a text is not empty, not endless, and holds no control character', () => {
  expect(parsed(boolean(), 'true', 'false', '1')).toEqual([true, false, undefined]);
  expect(parsed(text(), '産雇', '', 'a'.repeat(201), 'a\u0000b')).toEqual(['産雇', undefined, undefined, undefined]);
});

test('a list is asked for its elements; sealed values and JSON cannot be asked for', () => {
  expect(parsed(list(integer()), '3', 'x')).toEqual([3, undefined]);
  expect(valueForm(list(json()))).toBeUndefined();
  expect([valueForm(sealed()), valueForm(json())]).toEqual([undefined, undefined]);
});
