import fc from 'fast-check';
import { corporateNumberCheckDigit, isCorporateNumber, parseCorporateNumber } from './corporate-number.ts';

const base = fc.stringMatching(/^\d{12}$/);
const valid = base.map((digits) => `${corporateNumberCheckDigit(digits)}${digits}`);

describe('corporate number', () => {
  test.each([
    '7000012050002',
    '7123456789012',
    '4011001098993',
    '7010705000725',
    '7999901000001',
    '6999901000002',
    '5999901000003',
    '4999901000004',
    '3999901000005',
    '2999901000006',
    '1999901000007',
    '9999901000008',
    '7999902000009',
    '6999901000010',
    '3999903000011',
    '9999905000012',
  ])('%s is valid', (number) => {
    expect(isCorporateNumber(number)).toBe(true);
  });

  test.each([
    '1234567890123',
    '0999901000001',
    '799990100000',
    '79999010000011',
    '７９９９９０１０００００１',
    '799990100000a',
    '',
  ])('%j is not', (number) => {
    expect(isCorporateNumber(number)).toBe(false);
  });

  test('the worked example: base 000012050002 has the check digit 7', () => {
    expect(corporateNumberCheckDigit('000012050002')).toBe(7);
  });

  test('is read as people write it', () => {
    expect(parseCorporateNumber('７－９９９９－０１００－０００１')).toBe('7999901000001');
    expect(parseCorporateNumber(' 7999901000001 ')).toBe('7999901000001');
    expect(parseCorporateNumber('T7999901000001')).toBeUndefined();
    expect(parseCorporateNumber('8999901000001')).toBeUndefined();
  });

  test('notices every wrong digit but 0 for 9 and 9 for 0', () => {
    fc.assert(
      fc.property(valid, fc.nat(12), fc.nat(9), (number, place, digit) => {
        const before = number[place];
        const after = String(digit);
        const typed = number.slice(0, place) + after + number.slice(place + 1);
        const blind = before === after || ['09', '90'].includes(`${before}${after}`);
        return isCorporateNumber(typed) === (blind && typed[0] !== '0');
      }),
    );
  });

  test('notices every swap of neighbours in the base but of 0 and 9', () => {
    fc.assert(
      fc.property(valid, fc.integer({ min: 1, max: 11 }), (number, place) => {
        const [left, right] = [number[place], number[place + 1]];
        const typed = number.slice(0, place) + right + left + number.slice(place + 2);
        return isCorporateNumber(typed) === (left === right || ['09', '90'].includes(`${left}${right}`));
      }),
    );
  });
});
