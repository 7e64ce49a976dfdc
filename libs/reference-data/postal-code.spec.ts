import { isPostalCode, parsePostalCode } from './postal-code.ts';

describe('postal code', () => {
  test.each(['432-8001', '4328001', '〒432-8001', '４３２－８００１', '432ー8001'])('%s is 432-8001', (text) => {
    expect(parsePostalCode(text)).toBe('432-8001');
  });

  test.each(['432-800', '432-80011', '43a-8001', ''])('%j is none', (text) => {
    expect(parsePostalCode(text)).toBeUndefined();
  });

  test('only the stored form is a code as stored', () => {
    expect([isPostalCode('432-8001'), isPostalCode('4328001')]).toEqual([true, false]);
  });
});
