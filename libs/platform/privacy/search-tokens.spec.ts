import { createHmac, hkdfSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { systemClock } from '#platform/clock';
import { SearchTokens } from './search-tokens.ts';
import { SqliteKeyStore } from './sqlite-key-store.ts';

let folder: string;
const open = (name: string) =>
  SqliteKeyStore.open({ file: join(folder, name), masterKey: Buffer.alloc(32, 7), clock: systemClock });
let keys: SqliteKeyStore;
let search: SearchTokens;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'search-'));
  keys = open('keys.db');
  search = await SearchTokens.load(keys);
});
afterEach(async () => {
  await keys.close();
  rmSync(folder, { recursive: true });
});
const finds = (query: string, text: string) => {
  const tokens = new Set(search.searchTokens(text));
  return search.queryTokens(query).every((token) => tokens.has(token));
};

test('a text is found by any part of it, be it one character', () => {
  const text = '山田製作所 タナカ𠮷';
  for (const query of ['山', '山田', '田製作', 'タナカ', '𠮷', 'カ𠮷', '製作所 タナ', '山田製作所 タナカ𠮷']) {
    expect([query, finds(query, text)]).toEqual([query, true]);
  }
  for (const query of ['田山', '所タ', '鈴', '山田商店', '吉']) {
    expect([query, finds(query, text)]).toEqual([query, false]);
  }
});

test('every text is found by each of its parts', () => {
  const word = fc.string({ unit: fc.constantFrom('山', '田', 'ア', 'b', '𠮷', ' '), maxLength: 12 });
  fc.assert(fc.property(word, word, word, (before, query, after) => finds(query, before + query + after)));
});

test('tokens are distinct, 16 bytes, and pairs of characters and single ones', () => {
  const tokens = search.searchTokens('ababa c');
  expect(tokens.length).toBe(5); // a, b, ab, ba, c
  expect(new Set(tokens).size).toBe(5);
  expect(tokens.filter((token) => !/^[A-Za-z0-9_-]{22}$/.test(token))).toEqual([]);
  expect(search.queryTokens('aba')).toEqual(search.queryTokens('ab').concat(search.queryTokens('ba')));
  expect(search.searchTokens('  ')).toEqual([]);
  expect(search.searchTokens('𠮷').length).toBe(1);
});

test('tokens are the same after a restart, and others in another installation', async () => {
  expect((await SearchTokens.load(keys)).queryTokens('山田')).toEqual(search.queryTokens('山田'));
  const elsewhere = open('other.db');
  expect((await SearchTokens.load(elsewhere)).queryTokens('山田')).not.toEqual(search.queryTokens('山田'));
  await elsewhere.close();
});

test('a token is the beginning of an HMAC-SHA-256, of a text met before too', async () => {
  const { key } = await keys.keyFor('installation-search');
  const derived = Buffer.from(hkdfSync('sha256', key, '', 'search tokens', 32));
  const hmac = (gram: string) =>
    createHmac('sha256', derived).update(gram).digest().subarray(0, 16).toString('base64url');
  const grams = ['山', '𠮷', '山𠮷'];
  for (let time = 0; time < 2; time++) expect(search.searchTokens('山𠮷')).toEqual(grams.map(hmac));
});
