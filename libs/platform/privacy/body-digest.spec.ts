import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '#platform/clock';
import { BodyDigest } from './body-digest.ts';
import { SubjectErased } from './key-store.ts';
import { SqliteKeyStore } from './sqlite-key-store.ts';

let folder: string;
let keys: SqliteKeyStore;
let bodies: BodyDigest;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'digest-'));
  keys = SqliteKeyStore.open({ file: join(folder, 'keys.db'), masterKey: Buffer.alloc(32, 7), clock: systemClock });
  bodies = new BodyDigest(keys);
});
afterEach(async () => {
  await keys.close();
  rmSync(folder, { recursive: true });
});

test('the same body is known again, another one is not', async () => {
  const digest = await bodies.digest('client-1', '{"a":1}');
  expect(await bodies.digest('client-1', '{"a":1}')).toBe(digest);
  expect(await bodies.matches('client-1', digest, '{"a":1}')).toBe('same');
  expect(await bodies.matches('client-1', digest, '{"a":2}')).toBe('different');
  expect(await bodies.matches('client-1', `${digest}x`, '{"a":1}')).toBe('different');
});

test('digests of different people’s bodies have nothing in common', async () => {
  const digest = await bodies.digest('client-1', '{"a":1}');
  const other = await bodies.digest('client-2', '{"a":1}');
  expect(other.split('.')[1]).not.toBe(digest.split('.')[1]);
  expect(await bodies.matches('client-2', digest, '{"a":1}')).toBe('unknown');
});

test('once the person is erased nobody can tell, and nothing is digested any more', async () => {
  const digest = await bodies.digest('client-1', '{"a":1}');
  await keys.destroy('client-1');
  expect(await bodies.matches('client-1', digest, '{"a":1}')).toBe('unknown');
  await expect(bodies.digest('client-1', '{"a":1}')).rejects.toEqual(new SubjectErased('client-1'));
});
