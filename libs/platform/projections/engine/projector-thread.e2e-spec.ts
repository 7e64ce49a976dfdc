import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { embeddedLogFile, type EmbeddedEventStore, openEmbeddedEventStore } from '#platform/event-store/adapters';
import { appendFacts, ThingMade, ThingMoved, ThingPraised, thingRegistry, things } from '../contract/sample-things.ts';
import type { EngineReport } from './engine-report.ts';
import { ProjectorRefused, ProjectorThread } from './projector-thread.ts';
import { rebuildInMemory } from '../folding/rebuild-in-memory.ts';
import { openSqliteReadModelReader } from '../store/sqlite-read-model-reader.ts';

const entry = new URL('../../../../dist/libs/platform/projections/contract/projector-entry.js', import.meta.url);
const LONG = 20_000;

let folder: string;
let log: EmbeddedEventStore;
let thread: ProjectorThread | undefined;
let reports: EngineReport[];
let crashes: [string, number][];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tasuki-thread-'));
  log = openEmbeddedEventStore(embeddedLogFile(folder));
  reports = [];
  crashes = [];
});
afterEach(async () => {
  await thread?.stop();
  await log.close();
  rmSync(folder, { recursive: true });
});

function started(workerData: object = {}) {
  const own = new ProjectorThread({
    entry,
    workerData: { folder, ...workerData },
    execArgv: [],
    report: (report) => reports.push(report),
    onCrash: ({ message }, againInMs) => crashes.push([message, againInMs]),
  });
  thread = own;
  log.onAppended((position) => own.appended(position));
  return own;
}

async function rows() {
  const reader = openSqliteReadModelReader(join(folder, 'read-models.db'));
  const page = { where: [], order: { column: 'thingId', descending: false }, limit: 1000 };
  const answer = await reader.snapshot((snapshot) => snapshot.page(things, page));
  await reader.close();
  return answer;
}

async function rebuilt() {
  return [...(await rebuildInMemory(things, log, thingRegistry)).values()];
}

test('keeps the read models in a thread of its own, woken by each append', async () => {
  await appendFacts(log, [['thing-1', ThingMade({ group: 'a' })]]);
  const projector = started();
  await projector.start();
  expect(await projector.waitFor(1, LONG)).toBe(true);
  const position = await appendFacts(log, [
    ['thing-1', ThingMoved({ group: 'b' })],
    ['thing-2', ThingMade({ group: 'b' })],
    ['thing-2', ThingPraised({})],
  ]);
  expect(await projector.waitFor(position, LONG)).toBe(true);
  expect(await rows()).toEqual(await rebuilt());
  expect(projector.progress()).toEqual(
    ['things', 'group_counts'].map((name) => ({ name, version: 1, position, isRunning: true })),
  );
  expect(reports.filter(({ told }) => told === 'live').map(({ projection }) => projection)).toEqual([
    'things',
    'group_counts',
  ]);
  await projector.stop();
  expect(await projector.waitFor(position + 1, 1)).toBe(false);
});

test('is replaced when it crashes, ever later where it soon crashes again, and goes on', async () => {
  const projector = started({ crashes: 2 });
  await projector.start();
  const position = await appendFacts(log, [['thing-1', ThingMade({ group: 'a' })]]);
  expect(await projector.waitFor(position, LONG)).toBe(true);
  expect(crashes).toEqual([
    ['struck by lightning', 100],
    ['struck by lightning', 200],
  ]);
  expect(await rows()).toEqual(await rebuilt());
});

test('is opened however long its database lets it wait', async () => {
  const projector = started({ isBusy: true });
  await projector.start();
  const position = await appendFacts(log, [['thing-1', ThingMade({ group: 'a' })]]);
  expect(await projector.waitFor(position, LONG)).toBe(true);
  expect(crashes).toEqual([]);
});

test('refuses a log that is not the one its read models were made from', async () => {
  const first = started();
  await first.start();
  await first.waitFor(await appendFacts(log, [['thing-1', ThingMade({ group: 'a' })]]), LONG);
  await first.stop();
  await log.close();
  rmSync(embeddedLogFile(folder));
  log = openEmbeddedEventStore(embeddedLogFile(folder));
  const refused = await started()
    .start()
    .catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(ProjectorRefused);
  expect((refused as Error).message).toContain('the log ends at position 0 already');
  expect(crashes).toEqual([]);
});
