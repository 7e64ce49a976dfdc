import { join } from 'node:path';
import Database from 'better-sqlite3';
import { EngineRig, type RunningEngine } from '../contract/engine-rig.ts';
import { made, moved, thingProjection } from '../contract/sample-things.ts';
import { key, list, table, text } from '../index.ts';
import type { Projection } from '../definition/definition.ts';
import type { EngineOptions } from '../engine/engine-options.ts';
import { keptBeside } from '../store/entries-beside.ts';

const found: Projection = thingProjection({
  name: 'found_things',
  version: 1,
  audience: 'both',
  aggregate: 'thing',
  table: table({ thingId: key(), group: text(), been: list(text()) }).search('group'),
  scope: {},
  serve: { path: '/found-things', summary: 'Things', filters: ['been'], sorts: ['group'] },
  on: {
    ThingMade: ({ streamId, data: { group } }) => ({ thingId: streamId, group, been: [group] }),
    ThingMoved: ({ data: { group } }, row) => row && { ...row, group, been: [...row.been, group] },
  },
});
const next: Projection = { ...found, version: 2 };

const tokensOf: EngineOptions['tokensOf'] = (_, row) => [`t-${String(row['group'])}`, 't-all'];

let rig: EngineRig;
let running: RunningEngine;
beforeEach(async () => {
  rig = new EngineRig();
  await rig.append(made('1', 'a'), made('2', 'b'), moved('2', 'a'));
  const first = await rig.start([found], { tokensOf });
  await first.told(({ told }) => told === 'live');
  await first.stop();
});
afterEach(() => rig.close());

/** Builds a version beside the first. */
async function build(newer: Projection): Promise<void> {
  running = await rig.start([found, newer], { upkeep: 'ordered', tokensOf });
  await rig.ordered(running, 'build', { name: found.name });
  await running.told((report) => report.told === 'state changed' && report.state === 'verifying');
}

async function verified() {
  const { answer } = await rig.ordered(running, 'verify', { name: found.name });
  const [newest] = await rig.status(found.name);
  const { agrees, comparison } = newest!.verification!;
  return { answer, agrees, tables: comparison!.tables };
}

/** Does something to the tables behind everybody's back. */
function spoil(text: string): void {
  const db = new Database(join(rig.folder, 'read-models.db'));
  expect(db.prepare(text).run().changes).toBe(1);
  db.close();
}

const equal = (count: number) => ({
  ...{ equal: count, different: 0, onlyHere: 0, onlyThere: 0, inMotion: 0 },
  examples: [],
});

test('what rows are found by is compared, and one token more or less is told by its row’s key', async () => {
  await build(next);
  expect(await verified()).toMatchObject({ agrees: true, tables: { 'search tokens': equal(4) } });
  spoil(`UPDATE found_things__v2__tokens SET token = 't-other' WHERE key = '2' AND token = 't-all'`);
  expect(await verified()).toEqual({
    answer:
      'Version 2 of found_things has 2 rows: 2 equal to version 1, 0 different, 0 only here, 0 only there, ' +
      '2 not equal in its table search tokens; 2 folded again, 0 different.',
    agrees: false,
    tables: { 'search tokens': { ...equal(3), onlyHere: 1, onlyThere: 1, examples: ['2'] } },
  });
});

test('what lists hold is compared where both versions have tables of it', async () => {
  await build(next);
  expect((await verified()).tables).not.toHaveProperty('been');
  const signal = new AbortController().signal;
  for (const version of [found, next]) expect(await rig.store.quicken(version, signal, 1)).toBe(true);
  expect(await verified()).toMatchObject({ agrees: true, tables: { been: equal(3) } });
  const [, been] = keptBeside(found);
  spoil(`DELETE FROM ${been!.table} WHERE thingId = '2' AND _value = 'b'`);
  const { agrees, tables } = await verified();
  expect([agrees, tables['been']]).toEqual([false, { ...equal(2), onlyHere: 1, examples: ['2'] }]);
});

test('what is found by other columns is not compared', async () => {
  await build({ ...next, table: table({ ...found.table.columns }) });
  expect(await verified()).toMatchObject({ agrees: true, tables: {} });
  expect((await verified()).tables).toEqual({});
});
