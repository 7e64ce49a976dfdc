import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mirrorFile, MirrorWriter } from './mirror-file.ts';

test('the files of a mirror are its owner’s alone, those of an earlier release too', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tasuki-mirror-file-'));
  const modes = () => readdirSync(folder).map((name) => [name, statSync(join(folder, name)).mode & 0o777]);
  const all = ['mirror.db', 'mirror.db-shm', 'mirror.db-wal', 'mirror.db.lock', 'mirror.db.lock-journal'].map(
    (name) => [name, 0o600],
  );
  const first = MirrorWriter.open(mirrorFile(folder));
  expect(modes()).toEqual(all);
  first.close();
  for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o644);
  const second = MirrorWriter.open(mirrorFile(folder));
  expect(modes()).toEqual(all);
  second.close();
  rmSync(folder, { recursive: true });
});
