import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { systemClock as clock } from '#platform/clock';
import { openEmbeddedEventStore } from '#platform/event-store/adapters';
import { openSqliteProcessStore } from '#platform/process-managers/engine';
import { openSqliteProjectionLife, openSqliteReadModels } from '#platform/projections/engine';
import { dataFiles } from './data-files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tasuki-data-files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const modes = () =>
  Object.fromEntries(
    readdirSync(folder).map((name) => [name, (statSync(join(folder, name)).mode & 0o777).toString(8)]),
  );
const allOwners = (...names: readonly string[]) => Object.fromEntries(names.map((name) => [name, '600']));
const parts = (name: string) => [name, `${name}-shm`, `${name}-wal`];

describe.each([
  ['log', dataFiles.log, openEmbeddedEventStore, ['events.db.lock', 'events.db.lock-journal']],
  ['read models', dataFiles.readModels, (file: string) => openSqliteReadModels(file, { clock }), []],
  [
    'read models, opened by an operator first',
    dataFiles.readModels,
    (file: string) => openSqliteProjectionLife(file, { clock }),
    [],
  ],
  ['processes', dataFiles.processes, openSqliteProcessStore, []],
])('the files of the %s', (_what, name, open, others) => {
  test('are its owner’s alone', async () => {
    const store = open(join(folder, name));
    expect(modes()).toEqual(allOwners(...parts(name), ...others));
    await store.close();
  });

  test('become so where an earlier release left them open to all, whatever a crash has left beside them', async () => {
    const file = join(folder, name);
    const first = open(file);
    const crashed = new Database(file);
    crashed.prepare('SELECT count(*) FROM sqlite_schema').get();
    await first.close();
    for (const left of readdirSync(folder)) chmodSync(join(folder, left), 0o644);
    const store = open(file);
    expect(modes()).toEqual(allOwners(...parts(name), ...others));
    await store.close();
    crashed.close();
  });
});
