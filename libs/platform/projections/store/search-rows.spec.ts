import { ERASED } from '#platform/privacy';
import { RowSearch } from './search-rows.ts';

/** Tokens one can read: the text's words themselves. */
const words = (text: string) => text.split(' ').filter(Boolean);
const search = new RowSearch({ searchTokens: words, queryTokens: words }, (text) =>
  text.normalize('NFKC').toLowerCase(),
);

test('tokens are made of the normal form of every text, and none of what was erased', () => {
  expect(search.tokensOf(['ＡＢＣ 商事', null, 7, ['Kana', 'Ｘ'], ERASED])).toEqual(['abc', '商事', 'kana', 'x']);
  expect(search.tokensToFind('ＡＢＣ')).toEqual(['abc']);
});

test('a row is found when every word stands somewhere in one of its texts', () => {
  expect(search.isFound(['ＡＢＣ商事', '東京'], 'bc 東')).toBe(true);
  expect(search.isFound(['ABC商事', null], 'abc 東京')).toBe(false);
});

test('what was erased is not found by the mark that stands in its place', () => {
  expect(search.isFound([ERASED], '消去')).toBe(false);
});
