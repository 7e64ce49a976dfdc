import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteProcessCheckpoints } from './index.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'tasuki-checkpoints-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('checkpoints in a file are there again when it is opened again, each process’s own', async () => {
  const file = join(folder, 'processes.db');
  const written = openSqliteProcessCheckpoints(file);
  expect(await written.load('one')).toBeUndefined();
  await written.save('one', { position: 1, eventId: 'a' });
  await written.save('two', { position: 5, eventId: 'b' });
  await written.save('one', { position: 7, eventId: 'c' });
  await written.close();
  const opened = openSqliteProcessCheckpoints(file);
  expect([await opened.load('one'), await opened.load('two')]).toEqual([
    { position: 7, eventId: 'c' },
    { position: 5, eventId: 'b' },
  ]);
  expect([...(await opened.all())]).toEqual([
    ['one', { position: 7, eventId: 'c' }],
    ['two', { position: 5, eventId: 'b' }],
  ]);
  await opened.close();
});
