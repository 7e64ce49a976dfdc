import {
  associationOf,
  headquartersOf,
  iescHeadquarters,
  iescOfficeOf,
  iescOffices,
  nasilcBodies,
  nasilcHeadquarters,
  officeById,
} from './offices.ts';
import { prefectures, type PrefectureCode } from './prefectures.ts';

describe('offices', () => {
  test('are 48 on each side: headquarters and one for each prefecture', () => {
    const codes = prefectures.map(({ code }) => code);
    expect(iescOffices.map(({ id }) => id)).toEqual(['iesc-hq', ...codes.map((code) => `iesc-${code}`)]);
    expect(nasilcBodies.map(({ id }) => id)).toEqual(['nasilc-hq', ...codes.map((code) => `nasilc-${code}`)]);
  });

  test('are found by prefecture and by id', () => {
    expect(iescOfficeOf('22')).toEqual({
      id: 'iesc-22',
      organisation: 'iesc',
      kind: 'office',
      prefecture: '22',
      labels: { ja: '産業雇用安定センター 静岡事務所', en: 'Industrial Employment Stability Center, Shizuoka Office' },
    });
    expect(associationOf('15')).toEqual({
      id: 'nasilc-15',
      organisation: 'nasilc',
      kind: 'association',
      prefecture: '15',
      labels: {
        ja: '新潟県社会保険労務士会',
        en: 'Niigata Labor and Social Security Attorneys’ Association',
      },
    });
    expect(officeById('iesc-hq')).toBe(iescHeadquarters);
    expect(officeById('nasilc-hq')).toBe(nasilcHeadquarters);
    expect(headquartersOf('iesc-22')).toBe(iescHeadquarters);
    expect(headquartersOf('nasilc-22')).toBe(nasilcHeadquarters);
    expect(headquartersOf('iesc-48')).toBe(iescHeadquarters);
    expect(officeById('iesc-48')).toBeUndefined();
    expect(() => iescOfficeOf('48' as PrefectureCode)).toThrow(new RangeError('no office has the id iesc-48'));
  });

  test.each([
    ['01', '産業雇用安定センター 北海道事務所', '北海道社会保険労務士会'],
    ['13', '産業雇用安定センター 東京事務所', '東京都社会保険労務士会'],
    ['26', '産業雇用安定センター 京都事務所', '京都府社会保険労務士会'],
  ] as const)('%s: %s, %s', (prefecture, office, association) => {
    expect([iescOfficeOf(prefecture).labels.ja, associationOf(prefecture).labels.ja]).toEqual([office, association]);
  });
});
