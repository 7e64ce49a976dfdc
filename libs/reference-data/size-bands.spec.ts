import { sizeBandOf, sizeBands } from './size-bands.ts';

describe('size bands', () => {
  test.each([
    [0, '0-5'],
    [5, '0-5'],
    [6, '6-20'],
    [20, '6-20'],
    [21, '21-50'],
    [50, '21-50'],
    [51, '51-100'],
    [100, '51-100'],
    [101, '101-300'],
    [300, '101-300'],
    [301, '301-'],
    [50_000, '301-'],
  ])('%i employees are in %s', (employees, band) => {
    expect(sizeBandOf(employees)).toBe(band);
  });

  test.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('%d is no number of employees', (employees) => {
    expect(() => sizeBandOf(employees)).toThrow(new RangeError('regularEmployees: not a whole number from 0'));
  });

  test('are labelled codes', () => {
    expect(sizeBands.map(({ code }) => code)).toEqual(['0-5', '6-20', '21-50', '51-100', '101-300', '301-']);
    // What a field of an event or a command that holds a code lets pass.
    for (const { code } of sizeBands) expect(code).toMatch(/^[A-Za-z0-9_.:-]{1,64}$/);
  });
});
