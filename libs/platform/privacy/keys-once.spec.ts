import { MemoryKeyStore } from '#platform/testing';
import { keysOnce } from './keys-once.ts';
import { SubjectErased } from './key-store.ts';

test('one append has one key for each subject, and the next one asks anew', async () => {
  const keys = new MemoryKeyStore();
  const keyFor = keysOnce(keys);
  const [one, other] = [await keyFor('client-1'), await keyFor('client-2')];
  expect(other).not.toEqual(one);
  await keys.destroy('client-1');
  expect(await keyFor('client-1')).toBe(one);
  await expect(keysOnce(keys)('client-1')).rejects.toEqual(new SubjectErased('client-1'));
});
