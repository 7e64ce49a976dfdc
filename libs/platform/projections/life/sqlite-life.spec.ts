import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock as clock } from '#platform/clock';
import { things } from '../contract/sample-things.ts';
import { openFile } from '../store/sqlite-file.ts';
import { openSqliteReadModels } from '../store/sqlite-read-model-store.ts';
import { openSqliteProjectionLife } from './sqlite-life.ts';

const folder = mkdtempSync(join(tmpdir(), 'tasuki-life-'));
const file = join(folder, 'read-models.db');
afterAll(() => rmSync(folder, { recursive: true }));

test('how things stand is told while somebody writes; an order waits until it may be written', async () => {
  const store = openSqliteReadModels(file, { clock });
  await store.ensure(things);
  const writer = openFile(file);
  const { life, close } = openSqliteProjectionLife(file, { clock });
  writer.exec('BEGIN IMMEDIATE');
  let isOrdered = false;
  const wish = { name: 'things', version: null, action: 'pause', stream: null, orderedBy: 'operator' } as const;
  const ordering = life.order(wish).then(() => (isOrdered = true));
  expect([await life.rebuilds(), await life.parked('things'), await life.openOrders()]).toEqual([[], [], []]);
  expect(await life.statusOf(things)).toMatchObject({ state: 'new' });
  expect(isOrdered).toBe(false);
  writer.exec('ROLLBACK');
  await ordering;
  expect(await life.openOrders()).toMatchObject([{ name: 'things', action: 'pause' }]);
  await close();
  writer.close();
  await store.close();
});
