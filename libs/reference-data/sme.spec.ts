import { smeStatus } from './sme.ts';

const million = 1_000_000;
const sme = (industry: string, capitalYen: number | null, regularEmployees: number) =>
  smeStatus({ industry, capitalYen, regularEmployees }).sme;

describe('the SME test', () => {
  test.each([
    ['manufacturing: capital at the boundary, one employee too many', 'E31', 300 * million, 301, true],
    ['manufacturing: one yen and one employee too many', 'E31', 300 * million + 1, 301, false],
    ['manufacturing: one yen too many, employees at the boundary', 'E31', 300 * million + 1, 300, true],
    ['wholesale: capital at the boundary', 'I55', 100 * million, 101, true],
    ['wholesale: beyond both', 'I55', 100 * million + 1, 101, false],
    ['services: capital at the boundary', 'L72', 50 * million, 101, true],
    ['services: employees at the boundary', 'L72', 50 * million + 1, 100, true],
    ['services: beyond both', 'L72', 50 * million + 1, 101, false],
    ['retail: capital at the boundary', 'I56', 50 * million, 51, true],
    ['retail: employees at the boundary', 'I56', 50 * million + 1, 50, true],
    ['retail: beyond both', 'I56', 50 * million + 1, 51, false],
    ['no capital: employees alone, within', 'P83', null, 100, true],
    ['no capital: employees alone, beyond', 'P83', null, 101, false],
  ])('%s', (_, industry, capitalYen, regularEmployees, expected) => {
    expect(sme(industry, capitalYen, regularEmployees)).toBe(expected);
  });

  test('the companies of the scenarios', () => {
    expect(smeStatus({ industry: 'E31', capitalYen: 48 * million, regularEmployees: 86 })).toEqual({
      smeClass: 'manufacturing_and_others',
      sme: true,
      small: false,
    });
    expect(smeStatus({ industry: 'D06', capitalYen: 20 * million, regularEmployees: 28 })).toEqual({
      smeClass: 'manufacturing_and_others',
      sme: true,
      small: false,
    });
    expect(smeStatus({ industry: 'E28', capitalYen: 450 * million, regularEmployees: 620 })).toEqual({
      smeClass: 'manufacturing_and_others',
      sme: false,
      small: false,
    });
  });

  test.each([
    ['E31', 20, true],
    ['E31', 21, false],
    ['I50', 5, true],
    ['I50', 6, false],
    ['R92', 5, true],
    ['M76', 6, false],
  ])('small enterprise: %s with %i employees → %s', (industry, regularEmployees, small) => {
    expect(smeStatus({ industry, capitalYen: null, regularEmployees }).small).toBe(small);
  });

  test.each([
    ['I50', 'wholesale'],
    ['I55', 'wholesale'],
    ['I56', 'retail'],
    ['I61', 'retail'],
    ['M75', 'services'],
    ['M76', 'retail'],
    ['M77', 'retail'],
    ['G37', 'manufacturing_and_others'],
    ['G38', 'services'],
    ['G39', 'services'],
    ['G40', 'manufacturing_and_others'],
    ['G411', 'services'],
    ['G413', 'manufacturing_and_others'],
    ['G414', 'manufacturing_and_others'],
    ['G416', 'services'],
    ['K68', 'manufacturing_and_others'],
    ['K692', 'manufacturing_and_others'],
    ['K693', 'services'],
    ['K70', 'services'],
    ['N78', 'services'],
    ['N791', 'manufacturing_and_others'],
    ['N7911', 'manufacturing_and_others'],
    ['N792', 'services'],
    ['H44', 'manufacturing_and_others'],
    ['O', 'services'],
    ['T', 'manufacturing_and_others'],
    ['I', null],
    ['M', null],
    ['G41', null],
    ['K69', null],
    ['N79', null],
    ['N', null],
  ])('%s belongs to %s', (industry, smeClass) => {
    expect(smeStatus({ industry, capitalYen: null, regularEmployees: 1 }).smeClass).toBe(smeClass);
  });

  test('a coarse code is answered where all its classes agree, and left open where they do not', () => {
    expect(sme('I', 200 * million, 500)).toBe(false);
    expect(sme('I', 10 * million, 40)).toBe(true);
    expect(smeStatus({ industry: 'I', capitalYen: 80 * million, regularEmployees: 90 })).toEqual({
      smeClass: null,
      sme: null,
      small: false,
    });
  });

  test.each([
    ['E50', 1, 1, 'industry: not a code of the industry classification'],
    ['E31', 1, -1, 'regularEmployees: not a whole number from 0'],
    ['E31', 1.5, 1, 'capitalYen: not a whole number from 0'],
  ])('refuses figures that mean nothing: %s %d %d', (industry, capitalYen, regularEmployees, message) => {
    expect(() => smeStatus({ industry, capitalYen, regularEmployees })).toThrow(new RangeError(message));
  });
});
