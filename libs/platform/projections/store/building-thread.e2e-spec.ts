import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { BuildingThread } from './building-thread.ts';
import { checkpointAt, sampleProjection, sampleRow, writing } from '../contract/sample-projection.ts';
import type { Projection } from '../definition/definition.ts';
import { type Batch, CheckpointMoved } from './read-model-store.ts';
import { openSqliteReadModels, type SqliteReadModelStore } from './sqlite-read-model-store.ts';

/** Threads do not run from the sources: this suite starts the built one. */
const built = new URL('../../../../dist/libs/platform/projections/store/building-worker.js', import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'tasuki-building-thread-'));
let files = 0;
const open = (buildingThread = built) =>
  openSqliteReadModels(join(folder, `${files++}.db`), {
    clock: { now: () => '2026-04-01T00:00:00.000Z' },
    buildingThread,
    leastInThread: 2,
  });
let store: SqliteReadModelStore;
afterEach(() => store.close());
afterAll(() => rmSync(folder, { recursive: true }));

const first = sampleProjection('first', 1);
const second = sampleProjection('second', 1);
const batch = (position: number, keys: readonly string[], more: Partial<Batch> = {}): Batch => ({
  expected: undefined,
  checkpoint: checkpointAt(position),
  changes: keys.map((key) => writing(sampleRow(key), { position, tokens: [`token of ${key}`] })),
  isBuilding: true,
  ...more,
});
const reached = async ({ name }: Projection) => {
  const [status] = await store.snapshot((snapshot) => snapshot.status(name));
  const rows = await store.load(name === 'first' ? first : second, ['a', 'b', 'c']);
  return [status?.checkpoint?.position, [...rows.keys()].sort()];
};

test('commits rows of several projections; who writes by itself meanwhile comes after it', async () => {
  store = open();
  for (const projection of [first, second]) await store.ensure(projection);
  const commits = [store.commit(first, batch(10, ['a', 'b'])), store.commit(second, batch(20, ['c']))];
  await new Promise((resolve) => setImmediate(resolve));
  await store.setState(first, 'verifying');
  expect([await reached(first), await reached(second)]).toEqual([
    [10, ['a', 'b']],
    [20, ['c']],
  ]);
  await Promise.all(commits);
  await store.makeServable(first);
  const found = await store.snapshot((snapshot) =>
    snapshot.page(first, {
      where: [{ is: 'found', tokens: ['token of b'] }],
      order: { column: first.table.keyColumn, descending: false },
      limit: 10,
    }),
  );
  expect(found.map(({ key }) => key)).toEqual(['b']);
});

test('one whose checkpoint was moved, or whose row fits no column, fails by itself and leaves nothing', async () => {
  store = open();
  const third = sampleProjection('third', 1);
  for (const projection of [first, second, third]) await store.ensure(projection);
  const unfit = [writing({ ...sampleRow('a'), order: 'no number' }, { position: 30 })];
  const [moved, failed, done] = await Promise.allSettled([
    store.commit(first, batch(10, ['a', 'b'], { expected: checkpointAt(5) })),
    store.commit(third, batch(30, [], { changes: [writing(sampleRow('b'), { position: 30 }), ...unfit] })),
    store.commit(second, batch(20, ['c'])),
  ]);
  expect(moved).toEqual({ status: 'rejected', reason: expect.any(CheckpointMoved) as unknown });
  expect(failed).toMatchObject({
    status: 'rejected',
    reason: { message: expect.stringMatching(/INTEGER/) as unknown },
  });
  expect(done?.status).toBe('fulfilled');
  expect([await reached(first), await reached(second)]).toEqual([
    [undefined, []],
    [20, ['c']],
  ]);
  expect((await store.load(third, ['b'])).size).toBe(0);
});

test('does one thing at a time, whoever asks, and nobody else writes meanwhile', async () => {
  store = open();
  for (const projection of [first, second]) await store.ensure(projection);
  await store.commit(first, batch(10, ['a', 'b']));
  let [atWork, most] = [0, 0];
  const run = jest.spyOn(BuildingThread.prototype, 'run').mockImplementation(async () => {
    most = Math.max(most, ++atWork);
    await new Promise((resolve) => setImmediate(resolve));
    atWork--;
  });
  await Promise.all([
    store.makeServable(first),
    store.makeServable(second),
    store.commit(second, batch(20, ['b', 'c'])),
  ]);
  expect([most, run.mock.calls.length > 2]).toEqual([1, true]);
  run.mockRestore();
});

test('a thread that ends in the middle fails what it was at, and another takes its place', async () => {
  const entry = join(folder, 'ends.mjs');
  writeFileSync(entry, `process.exit(1);`);
  store = open(new URL(`file://${entry}`));
  await store.ensure(first);
  await expect(store.commit(first, batch(10, ['a', 'b']))).rejects.toThrow(/thread that builds read models failed/);
  expect(await reached(first)).toEqual([undefined, []]);
  writeFileSync(entry, `await import(${JSON.stringify(built.href)});`);
  await store.commit(first, batch(10, ['a', 'b']));
  expect(await reached(first)).toEqual([10, ['a', 'b']]);
});
