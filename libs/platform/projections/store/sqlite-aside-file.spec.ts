import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock as clock } from '#platform/clock';
import { things } from '../contract/sample-things.ts';
import { sqliteScripts } from '../life/script.ts';
import { SqliteAsideFile } from './sqlite-aside-file.ts';
import { openForWriting } from './sqlite-file.ts';
import { openSqliteReadModels } from './sqlite-read-model-store.ts';
import { SqliteTables } from './sqlite-tables.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tasuki-aside-file-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function fileWithThings(name: string): Promise<string> {
  const file = join(folder, name);
  const store = openSqliteReadModels(file, { clock });
  await store.ensure(things);
  await store.close();
  return file;
}

test('a move attaches and detaches the file when nobody else writes: a transaction of theirs would refuse it', async () => {
  const [main, built] = [await fileWithThings('main.db'), await fileWithThings('built.db')];
  const tables = new SqliteTables(openForWriting(main));
  let isFree = false;
  const executed: (readonly [statement: string, isFree: boolean])[] = [];
  const aside = new SqliteAsideFile(built, {
    tables,
    scripts: sqliteScripts(tables.db),
    thread: {
      run: async (text) => void tables.db.exec(text),
      execute: async (text) => {
        executed.push([text.slice(0, 6), isFree]);
        tables.db.exec(text);
      },
    },
    whenFree: async (work) => {
      isFree = true;
      const done = work();
      isFree = false;
      return done;
    },
    atWork: () => undefined,
  });
  expect(await aside.moveIn(things, () => true)).toBe(true);
  expect(executed).toEqual([
    ['ATTACH', true],
    ['DETACH', true],
  ]);
  tables.db.close();
});
