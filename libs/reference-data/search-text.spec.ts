import fc from 'fast-check';
import { normalForm } from './search-text.ts';

describe('the normal form for search', () => {
  test.each([
    ['㈱浜名精工', '株式会社浜名精工'],
    ['株式会社　濵名精工', '株式会社浜名精工'],
    ['はまなせいこう', 'ハマナセイコウ'],
    ['ﾊﾏﾅ ｾｲｺｳ', 'ハマナセイコウ'],
    ['とよかわエアロぶひん', 'トヨカワエアロブヒン'],
    ['ｶﾞｲｱ', 'ガイア'],
    ['カ゛イア', 'ガイア'],
    ['ＡＢＣ Tech', 'abctech'],
    ['渡邉', '渡辺'],
    ['きゃのん', 'キヤノン'],
    ['えーす', 'エース'],
    ['053−123−4567', '053-123-4567'],
    ['', ''],
  ])('%j becomes %j', (text, expected) => {
    expect(normalForm(text)).toBe(expected);
  });

  test('is its own normal form', () => {
    const unicode = fc.string({ unit: 'binary' });
    const japanese = fc.string({ unit: fc.constantFrom(...'カがか゛゜ー-−・ ㈱(株)髙ｶﾞ\u3099İß㍿npo') });
    fc.assert(
      fc.property(fc.oneof(unicode, japanese), (text) => normalForm(normalForm(text)) === normalForm(text)),
      { numRuns: 1000 },
    );
  });
});
