import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import pg from 'pg';
import { systemClock as clock } from '#platform/clock';
import { startPostgres } from '#platform/testing/servers';
import { checkpointAt, sampleProjection } from '../contract/sample-projection.ts';
import { openPostgresReadModels } from '../store/postgres-read-model-store.ts';
import type { ReadModelStore } from '../store/read-model-store.ts';
import { openSqliteReadModels } from '../store/sqlite-read-model-store.ts';
import { servingIndexes, tokensByKey } from '../store/table-indexes.ts';
import { rebuildOf } from './kept-versions.ts';

const projection = sampleProjection('indexed');
const declared = servingIndexes(projection);

/** Has a live version rebuilt, twice, and then asks for its indexes once more, as a start does. */
async function rebuildTwice(store: ReadModelStore): Promise<void> {
  await store.ensure(projection);
  await store.makeServable(projection);
  await store.life.setState(projection, 'live');
  for (const position of [1, 2]) {
    const rebuild = rebuildOf(projection, await store.life.nextRebuild(projection));
    await store.ensure(rebuild);
    await store.commit(rebuild, { expected: undefined, checkpoint: checkpointAt(position), changes: [] });
    await store.makeServable(rebuild);
    await store.life.replaceByRebuild(rebuild);
  }
  await store.ensure(projection);
}

test('in SQLite what took the place of a version has each of its indexes once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tasuki-indexes-'));
  const file = join(folder, 'read-models.db');
  const store = openSqliteReadModels(file, { clock });
  await rebuildTwice(store);
  await store.clearAway(new AbortController().signal);
  await store.close();
  const db = new SqliteDatabase(file);
  const made = db
    .prepare<[], { tbl_name: string }>(
      `SELECT tbl_name FROM sqlite_master WHERE type = 'index' AND name LIKE '%\\_\\_i%' ESCAPE '\\'`,
    )
    .all();
  db.close();
  rmSync(folder, { recursive: true });
  expect(made.map(({ tbl_name }) => tbl_name).sort()).toEqual(
    declared
      // Tokens stand in the order of their rows' keys.
      .filter(({ isOfList, name }) => !isOfList && name !== tokensByKey(projection).name)
      .map(({ table }) => table)
      .sort(),
  );
});

test('in PostgreSQL they go by the names that they are looked for by', async () => {
  const postgres = await startPostgres();
  const url = await postgres.createDatabase();
  const store = await openPostgresReadModels(url, { clock });
  await rebuildTwice(store);
  await store.close();
  const client = new pg.Client(url);
  await client.connect();
  const { rows } = await client.query<{ indexname: string }>(
    `SELECT indexname FROM pg_indexes WHERE tablename LIKE 'indexed%' AND indexname LIKE '%\\_\\_i%'`,
  );
  await client.end();
  await postgres.stop();
  expect(rows.map(({ indexname }) => indexname).sort()).toEqual(declared.map(({ name }) => name).sort());
});
