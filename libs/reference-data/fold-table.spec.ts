import fc from 'fast-check';
import { foldForMatching } from './fold-table.ts';

describe('folding for matching', () => {
  test.each([
    ['髙橋', '高橋'],
    ['山﨑', '山崎'],
    ['渡邉', '渡辺'],
    ['渡邊', '渡辺'],
    ['齋藤', '斉藤'],
    ['濵松', '浜松'],
    ['𠮷田', '吉田'],
    ['茅ヶ崎', '茅ケ崎'],
    ['キャノン', 'キヤノン'],
    ['エ−ス', 'エース'],
    ['エ-ス', 'エース'],
    ['Aー1', 'A-1'],
    ['A–1', 'A-1'],
    ['A―1', 'A-1'],
  ])('%s becomes %s', (text, expected) => {
    expect(foldForMatching(text)).toBe(expected);
  });

  test('folding twice is folding once', () => {
    const text = fc.string({ unit: fc.constantFrom(...'髙高﨑邉邊ャヤヶーー-−–ァカ1A浜濵') });
    fc.assert(fc.property(text, (sample) => foldForMatching(foldForMatching(sample)) === foldForMatching(sample)));
  });
});
