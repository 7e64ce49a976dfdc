import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { embeddedLogFile, type EmbeddedEventStore, openEmbeddedEventStore } from '#platform/event-store/adapters';
import { appendFacts, made, moved, thingRow, things } from '../contract/sample-things.ts';
import { rebuildOf } from '../life/kept-versions.ts';
import { openSqliteReadModelReader } from '../store/sqlite-read-model-reader.ts';
import { AsideThread } from './aside-thread.ts';

/** Threads do not run from the sources: this suite starts the built one. */
const entry = new URL('../../../../dist/libs/platform/projections/contract/aside-entry.js', import.meta.url);
const rebuild = rebuildOf(things, 3);

let folder: string;
let file: string;
let log: EmbeddedEventStore;
let thread: AsideThread;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tasuki-aside-'));
  file = join(folder, 'aside.db');
  log = openEmbeddedEventStore(embeddedLogFile(folder));
  thread = new AsideThread({ entry, workerData: { folder } });
});
afterEach(async () => {
  await thread.close();
  await log.close();
  rmSync(folder, { recursive: true });
});

async function rows() {
  const reader = openSqliteReadModelReader(file);
  const page = { where: [], order: { column: 'thingId', descending: false }, limit: 10 };
  const answer = await reader.snapshot((snapshot) => snapshot.page(rebuild, page));
  await reader.close();
  return answer;
}

test('builds what it is asked for, tells how far it is, and forgets it', async () => {
  await appendFacts(log, [made('1', 'a'), made('2', 'a'), moved('1', 'b')]);
  const told: number[] = [];
  await thread.build(rebuild, ({ position, events }) => told.push(position, events) > 0);
  expect(told).toEqual([3, 3]);
  expect(await rows()).toEqual([thingRow('1', 'b', 3, 1, 1), thingRow('2', 'a', 2)]);
  await thread.forget(rebuild);
  expect(existsSync(file)).toBe(false);
});

test('what another thread built before it goes on, and is forgotten all the same', async () => {
  await appendFacts(log, [made('1', 'a')]);
  await thread.build(rebuild, () => true);
  await thread.close();
  await appendFacts(log, [made('2', 'a')]);
  await thread.build(rebuild, () => true);
  expect(await rows()).toEqual([thingRow('1', 'a', 1), thingRow('2', 'a', 2)]);
  await thread.close();
  await thread.forget(rebuild);
  expect(existsSync(file)).toBe(false);
});

test('keeps only what is gone on with: a later rebuild of the same version is another', async () => {
  await appendFacts(log, [made('1', 'a')]);
  await thread.build(rebuild, () => true);
  await thread.keepOnly([rebuild]);
  expect(await rows()).toEqual([thingRow('1', 'a', 1)]);
  await thread.keepOnly([rebuildOf(things, 4)]);
  expect(existsSync(file)).toBe(false);
});

test('a thread that is lost fails what was asked of it', async () => {
  const broken = join(folder, 'broken.mjs');
  writeFileSync(broken, 'process.exit(1);');
  thread = new AsideThread({ entry: new URL(`file://${broken}`) });
  await expect(thread.build(rebuild, () => true)).rejects.toThrow('the thread that builds aside was lost: it ended');
});
