import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireDataFolder } from './require-data-folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'tasuki-data-folder-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('folders that are missing are made, its owner’s alone; what is there stays', () => {
  const dataDir = join(folder, 'several', 'missing');
  requireDataFolder({ dataDir });
  writeFileSync(join(dataDir, 'kept'), '');
  requireDataFolder({ dataDir });
  expect(statSync(join(dataDir, 'kept')).isFile()).toBe(true);
  expect(statSync(join(folder, 'several')).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o700);
});

const file = join(folder, 'a file');
writeFileSync(file, '');

test.each([
  ['a file', file, `${file} is a file`],
  ['below a file', join(file, 'data'), `ENOTDIR: not a directory, mkdir '${join(file, 'data')}'`],
  // Node 24 tries for ever to make such a one with those above it.
  ...(process.platform === 'linux'
    ? [['where none can be made', '/proc/tasuki', "ENOENT: no such file or directory, mkdir '/proc/tasuki'"]]
    : []),
])('%s is refused in a sentence', (_, dataDir, reason) => {
  expect(() => requireDataFolder({ dataDir: dataDir! })).toThrow(
    `DATA_DIR names a folder that cannot be made or written to (${reason}): write one that can.`,
  );
});
