import { industries, industryOf, isIndustryDivision, parseIndustryCode } from './industries.ts';

describe('industries', () => {
  test('are the 20 divisions A to T, whose 99 major groups follow each other without a gap', () => {
    expect(industries.map(({ division }) => division).join('')).toBe('ABCDEFGHIJKLMNOPQRST');
    const groups = industries.flatMap(({ majorGroups: [first, last] }) =>
      Array.from({ length: last - first + 1 }, (_, index) => first + index),
    );
    expect(groups).toEqual(Array.from({ length: 99 }, (_, index) => index + 1));
  });

  test('carry both names', () => {
    expect(industryOf('E').labels).toEqual({ ja: '製造業', en: 'Manufacturing' });
    expect(industryOf('D').labels).toEqual({ ja: '建設業', en: 'Construction' });
  });

  test.each([
    ['E31', { division: 'E', digits: '31' }],
    ['D06', { division: 'D', digits: '06' }],
    ['N791', { division: 'N', digits: '791' }],
    ['G3911', { division: 'G', digits: '3911' }],
    ['T', { division: 'T', digits: '' }],
  ])('%s is a code', (text, code) => {
    expect(parseIndustryCode(text)).toEqual(code);
  });

  test.each(['', 'U', 'e31', 'E3', 'E50', 'E33', 'D05', 'E31111', '31', 'E 31'])('%j is no code', (text) => {
    expect(parseIndustryCode(text)).toBeUndefined();
  });

  test('a letter beyond T is no division', () => {
    expect([isIndustryDivision('T'), isIndustryDivision('U'), isIndustryDivision('')]).toEqual([true, false, false]);
  });
});
