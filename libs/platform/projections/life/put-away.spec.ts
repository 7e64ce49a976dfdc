import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { checkpointAt, sampleProjection, sampleRow, writing } from '../contract/sample-projection.ts';
import type { Projection } from '../definition/definition.ts';
import { openSqliteReadModels, type SqliteReadModelStore } from '../store/sqlite-read-model-store.ts';
import { rebuildOf } from './kept-versions.ts';

const served = { path: 'cleared', summary: 'Cleared', filters: ['tags'], sorts: ['dueAt'] } as const;
const projection: Projection = { ...sampleProjection('cleared'), serve: served };
const folder = mkdtempSync(join(tmpdir(), 'tasuki-put-away-'));
const file = join(folder, 'read-models.db');
let store: SqliteReadModelStore;
beforeAll(() => (store = openSqliteReadModels(file, { clock: { now: () => '2026-04-01T00:00:00.000Z' } })));
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

function inFile(type: string): readonly string[] {
  const db = new SqliteDatabase(file, { readonly: true });
  const named = db.prepare<[string], { name: string }>('SELECT name FROM sqlite_master WHERE type = ? ORDER BY name');
  const names = named.all(type).map(({ name }) => name.replace(/__i[0-9a-f]+/u, '__i…'));
  db.close();
  return names.filter((name) => name.includes('cleared') && !name.startsWith('sqlite_'));
}

test('tables that are replaced are put away at once, and dropped step by step; lists keep being kept', async () => {
  await store.ensure(projection);
  await store.makeServable(projection);
  await store.quicken(projection, new AbortController().signal, 0);
  await store.life.setState(projection, 'live');
  const [tables, triggers] = [inFile('table'), inFile('trigger')];
  const rows = Array.from({ length: 200 }, (_, index) => writing(sampleRow(`key ${index}`), { position: 1 }));
  await store.commit(projection, { expected: undefined, checkpoint: checkpointAt(1), changes: rows });

  const rebuild = rebuildOf(projection, await store.life.nextRebuild(projection));
  await store.ensure(rebuild);
  await store.commit(rebuild, { expected: undefined, checkpoint: checkpointAt(1), changes: rows.slice(0, 1) });
  await store.makeServable(rebuild);
  await store.quicken(rebuild, new AbortController().signal, 0);
  await store.life.replaceByRebuild(rebuild);
  expect(inFile('table').filter((name) => name.startsWith('dropped__'))).toHaveLength(tables.length);
  expect([triggers.length, inFile('trigger')]).toEqual([3, triggers]);

  const held = new AbortController();
  const clearing = store.clearAway(held.signal);
  held.abort();
  await clearing;
  expect(inFile('table')).not.toEqual(tables);
  await store.clearAway(new AbortController().signal);
  expect(inFile('table')).toEqual(tables);
  expect([...(await store.load(projection, ['key 0', 'key 1'])).keys()]).toEqual(['key 0']);
});
