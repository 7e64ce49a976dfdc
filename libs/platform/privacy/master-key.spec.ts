import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { masterKeyFromFile } from './master-key.ts';

describe('from the file', () => {
  let folder: string;
  let keysFile: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'master-'));
    keysFile = join(folder, 'keys.db');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('made at the first start, for its owner only, and read at every other', () => {
    const key = masterKeyFromFile(folder, keysFile);
    expect(key.length).toBe(32);
    expect(readdirSync(folder)).toEqual(['master.key']);
    expect(statSync(join(folder, 'master.key')).mode & 0o777).toBe(0o600);
    writeFileSync(keysFile, '');
    expect(masterKeyFromFile(folder, keysFile)).toEqual(key);
  });

  test('not made anew while there are keys that only the lost one opens', () => {
    writeFileSync(keysFile, '');
    expect(() => masterKeyFromFile(folder, keysFile)).toThrow(
      `${join(folder, 'master.key')} is missing, and the keys in ${keysFile} open with no other: put it back, or set MASTER_KEY`,
    );
    expect(readdirSync(folder)).toEqual(['keys.db']);
  });

  test('a damaged one is refused', () => {
    writeFileSync(join(folder, 'master.key'), 'oops');
    expect(() => masterKeyFromFile(folder, keysFile)).toThrow(
      `${join(folder, 'master.key')} must hold 32 bytes in base64: put the former one back`,
    );
  });
});
