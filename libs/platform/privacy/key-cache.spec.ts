import { createSecretKey } from 'node:crypto';
import { KeyCache } from './key-cache.ts';

const key = (subjectId: string) => ({ subjectId, keyId: 'k', key: createSecretKey(Buffer.alloc(32)) });
const held = (cache: KeyCache, ids: string[]) => ids.filter((id) => cache.get(id) !== undefined);

test('the least recently used key goes first', () => {
  const cache = new KeyCache(2);
  cache.keep(key('a'));
  cache.keep(key('b'));
  cache.get('a');
  cache.keep(key('c'));
  expect(held(cache, ['a', 'b', 'c'])).toEqual(['a', 'c']);
});

test('keeping a key again takes no second place', () => {
  const cache = new KeyCache(2);
  for (const id of ['a', 'b', 'a', 'b']) cache.keep(key(id));
  expect(held(cache, ['a', 'b'])).toEqual(['a', 'b']);
});

test('what is forgotten is gone', () => {
  const cache = new KeyCache();
  cache.keep(key('a'));
  cache.keep(key('b'));
  cache.forget('a');
  expect(held(cache, ['a', 'b'])).toEqual(['b']);
  cache.clear();
  expect(held(cache, ['a', 'b'])).toEqual([]);
});
