import { preferredLanguage } from './preferred-language.ts';

describe('the preferred language', () => {
  test.each([
    [undefined, 'en'],
    ['', 'en'],
    ['ja', 'ja'],
    ['ja-JP,ja;q=0.9,en-US;q=0.8,en;q=0.7', 'ja'],
    ['en-US,en;q=0.9,ja;q=0.8', 'en'],
    ['fr;q=1, ja;q=0.5, en;q=0.4', 'ja'],
    ['en;q=0.3, ja;q=0.9', 'ja'],
    ['JA', 'ja'],
    ['ja;q=0', 'en'],
    ['ja;q=much', 'en'],
    ['de', 'en'],
    ['*', 'en'],
    ['*;q=0.1, ja;q=0.5', 'ja'],
  ])('of %j is %s', (header, language) => {
    expect(preferredLanguage(header)).toEqual(language);
  });
});
