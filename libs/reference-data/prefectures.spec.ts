import { isPrefectureCode, prefectureOf, prefectures } from './prefectures.ts';

describe('prefectures', () => {
  test('are 47, coded 01 to 47 in order, each with its own names', () => {
    expect(prefectures.map(({ code }) => code)).toEqual(
      Array.from({ length: 47 }, (_, index) => String(index + 1).padStart(2, '0')),
    );
    expect(new Set(prefectures.map(({ labels }) => labels.ja)).size).toBe(47);
    expect(new Set(prefectures.map(({ labels }) => labels.en)).size).toBe(47);
  });

  test('are found by code', () => {
    expect(prefectureOf('22')).toEqual({ code: '22', labels: { ja: '静岡県', en: 'Shizuoka' } });
    expect(prefectureOf('01').labels).toEqual({ ja: '北海道', en: 'Hokkaido' });
    expect(prefectureOf('47').labels).toEqual({ ja: '沖縄県', en: 'Okinawa' });
  });

  test.each(['00', '48', '1', '022', '２２', '', 'constructor'])('%j is no code', (text) => {
    expect(isPrefectureCode(text)).toBe(false);
  });
});
