import { isEstablishmentNumber, parseEstablishmentNumber } from './establishment-number.ts';

describe('employment-insurance establishment number', () => {
  test.each(['9922-100001-0', '99221000010', '９９２２－１００００１－０'])('%s is read as 9922-100001-0', (text) => {
    expect(parseEstablishmentNumber(text)).toBe('9922-100001-0');
  });

  test.each(['9922-100001', '9922-1000010-0', 'A922-100001-0', ''])('%j is none', (text) => {
    expect(parseEstablishmentNumber(text)).toBeUndefined();
  });

  test('only the stored form is a number as stored', () => {
    expect([isEstablishmentNumber('9922-100001-0'), isEstablishmentNumber('99221000010')]).toEqual([true, false]);
  });
});
