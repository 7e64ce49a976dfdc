import { EngineRig, LONG } from '../contract/engine-rig.ts';
import { made, ThingRemoved, things } from '../contract/sample-things.ts';
import { key, list, text } from '../definition/column.ts';
import { projectionsOver, table } from '../definition/definition.ts';
import { tombstonesOf } from './tombstones.ts';

const cases = projectionsOver<object>()({
  name: 'cases',
  version: 1,
  audience: 'both',
  table: table({ id: key(), office: text().nullable(), readers: list(text()), note: text() }),
  scope: { offices: ['office'], members: ['readers'] },
  on: {},
});
const before = { id: 'a', office: 'x', readers: ['mia'], note: 'n' };
const left = (row: object | undefined, was: object = before) =>
  tombstonesOf(cases, [
    { key: 'a', row: row && { ...was, ...row }, before: { ...was }, position: 3, revision: 0, tokens: [] },
  ]);
const tombstone = { key: 'a', position: 3, scope: { office: 'x', readers: ['mia'] } };

test('a row deleted leaves a tombstone, and so does one that lost an office or a reader', () => {
  expect(left(undefined)).toEqual([tombstone]);
  expect(left({ office: 'y' })).toEqual([tombstone]);
  expect(left({ office: null })).toEqual([tombstone]);
  expect(left({ readers: [] })).toEqual([tombstone]);
});

test('a row that nobody lost leaves none: changed elsewhere, shown to more, or made anew', () => {
  expect(left({ note: 'm' })).toEqual([]);
  expect(left({ readers: ['ken', 'mia'] })).toEqual([]);
  expect(left({ office: 'y' }, { ...before, office: null })).toEqual([]);
  expect(tombstonesOf(cases, [{ key: 'a', row: before, position: 3, revision: 0, tokens: [] }])).toEqual([]);
});

test('the engine tells the store what rows were: those deleted are gone at the position of the event', async () => {
  const rig = new EngineRig();
  const { engine, told } = await rig.start([things]);
  await told((report) => report.told === 'live');
  await engine.waitFor(await rig.append(made('1', 'a'), made('2', 'a')), LONG);
  const removed = await rig.append(['thing-1', ThingRemoved({})]);
  await engine.waitFor(removed, LONG);
  const range = { after: { position: 0 }, upTo: removed, limit: 9 };
  expect(await rig.store.snapshot((snapshot) => snapshot.gone(things, [], range))).toEqual([
    { key: '1', position: removed },
  ]);
  await rig.close();
});
