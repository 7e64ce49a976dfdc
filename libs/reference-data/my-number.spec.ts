import { corporateNumberCheckDigit } from './corporate-number.ts';
import { containsMyNumber } from './my-number.ts';

/** A corporate number, grouped as the tax agency prints it, whose twelve-digit base has the check digit of a My Number. */
const grouped = `${corporateNumberCheckDigit('983205673214')}-9832-0567-3214`;

describe('the My Number detector', () => {
  test.each([
    '983205673214',
    '123456789018',
    '983205670010',
    '983205670070',
    '番号は983205673214です',
    'No983205673214',
    '9832 0567 3214',
    '9832-0567-3214',
    '9832－0567－3214',
    '9832ー0567ー3214',
    '９８３２０５６７３２１４',
    '９８３２　０５６７　３２１４',
    '98320567\u200b3214',
    '電話 0531234567、番号 123456789018',
    '111111111111 と 983205673214',
    '111111111111 983205673214',
    '053-123-4567 983205673214',
    '053-123-4567 9832 0567 3214',
    '1 9832 0567 3214',
    '0000 9832 0567 3214',
  ])('%j contains one', (text) => {
    expect(containsMyNumber(text)).toBe(true);
  });

  test.each([
    ['a wrong check digit', '983205673210'],
    ['a corporate number', '7999901000001'],
    ['a corporate number, grouped', '7-9999-0100-0001'],
    ['13 digits that end in one', '1983205673214'],
    ['13 digits that begin with one', '9832056732140'],
    ['an insurance number', '9922-100001-0'],
    ['a corporate number whose base would pass', grouped],
    ['two dates', '2025-11-06 2025-11-07'],
    ['groups with unlike separators', '9832-0567 3214'],
    ['no number', ''],
  ])('%s is none', (_, text) => {
    expect(containsMyNumber(text)).toBe(false);
  });
});
