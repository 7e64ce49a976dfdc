import { isKana, parseKana } from './kana.ts';

describe('a name in kana', () => {
  test.each([
    ['ハマナセイコウ', 'ハマナセイコウ'],
    ['ﾊﾏﾅｾｲｺｳ', 'ハマナセイコウ'],
    ['ﾄﾖｶﾜｴｱﾛﾌﾞﾋﾝ', 'トヨカワエアロブヒン'],
    ['　オオイシ　　ミサキ ', 'オオイシ ミサキ'],
    ['コシジ・ケンセツ', 'コシジ・ケンセツ'],
    ['エース', 'エース'],
  ])('%j is read as %s', (text, kana) => {
    expect(parseKana(text)).toBe(kana);
  });

  test.each(['はまな', '浜名', 'HAMANA', 'ハマナ1', '', ' ', 'ー・'])('%j is none', (text) => {
    expect([parseKana(text), isKana(text)]).toEqual([undefined, false]);
  });

  test('only the stored form is a name as stored', () => {
    expect(['ハマナ セイコウ', 'ﾊﾏﾅ', 'ハマナ  セイコウ', ' ハマナ'].map(isKana)).toEqual([true, false, false, false]);
  });
});
