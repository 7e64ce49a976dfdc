import { eraOf, inJapaneseEra } from './japanese-era.ts';

describe('Japanese eras', () => {
  test.each([
    ['1926-12-24', '大正15年12月24日'],
    ['1926-12-25', '昭和元年12月25日'],
    ['1989-01-07', '昭和64年1月7日'],
    ['1989-01-08', '平成元年1月8日'],
    ['2019-04-30', '平成31年4月30日'],
    ['2019-05-01', '令和元年5月1日'],
    ['2025-10-22', '令和7年10月22日'],
  ])('%s is %s', (day, expected) => {
    expect(inJapaneseEra(day)).toBe(expected);
  });

  test.each(['1926-12-24', '1926-12-25', '1989-01-07', '1989-01-08', '2019-04-30', '2019-05-01', '2026-06-01'])(
    '%s is what Intl says',
    (day) => {
      const format = new Intl.DateTimeFormat('ja-JP-u-ca-japanese', { dateStyle: 'long', timeZone: 'UTC' });
      expect(inJapaneseEra(day)).toBe(format.format(new Date(`${day}T00:00:00Z`)));
    },
  );

  test('has names in both languages and a beginning', () => {
    expect(eraOf('2025-10-22')).toEqual({ labels: { ja: '令和', en: 'Reiwa' }, year: 7 });
    expect(() => eraOf('1868-01-24')).toThrow(new RangeError('day: before the Meiji era'));
  });
});
