import { EngineRig, LONG } from '../contract/engine-rig.ts';
import { made, moved, newEvent, ThingMade, thingProjection, thingRow, things } from '../contract/sample-things.ts';
import { integer, key, text } from '../definition/column.ts';
import { type Projection, table } from '../definition/definition.ts';
import { DISCARD, projectionStreamOf } from '../life/discards.ts';
import { rebuildInMemory } from '../folding/rebuild-in-memory.ts';
import { thingRegistry } from '../contract/sample-things.ts';

let rig: EngineRig;
/** Groups that no thing can be moved into, as things stand outside. */
let closed: Set<string>;
beforeEach(() => {
  rig = new EngineRig();
  closed = new Set(['x']);
});
afterEach(() => rig.close());

/** Keyed by the stream alone. */
const lone: Projection = thingProjection({
  ...{ name: 'things', version: 1, audience: 'both', aggregate: 'thing', scope: {} },
  table: table({ thingId: key(), group: text(), moves: integer() }),
  on: {
    ThingMade: (event) => ({ thingId: event.streamId, group: event.data.group, moves: 0 }),
    ThingMoved: (event, row) => {
      if (closed.has(event.data.group)) throw new Error(`${event.data.group} takes nobody`);
      return row && { ...row, group: event.data.group, moves: row.moves + 1 };
    },
  },
});

async function discard(eventId: string, version = 1): Promise<number> {
  const event = newEvent(ThingMade({ group: '' }));
  const data = { projection: 'things', version, eventId };
  let expected: number | 'no stream' = 'no stream';
  for await (const { revision } of rig.log.read(projectionStreamOf('things'))) expected = revision;
  return (await rig.log.append(projectionStreamOf('things'), expected, [{ ...event, type: DISCARD, data }])).position;
}

const idAt = async (position: number) => (await rig.log.eventAt(position))!.id;

test('parks the stream of an event that cannot be folded: its later ones queue, the others go on', async () => {
  const { engine } = await rig.start([lone]);
  const facts = [made('1', 'a'), made('2', 'a'), moved('1', 'x'), moved('2', 'b'), moved('1', 'c'), moved('1', 'd')];
  expect(await engine.waitFor(await rig.append(...facts), LONG)).toBe(true);
  expect(await rig.rows(lone)).toEqual([thingRow('1', 'a', 1), thingRow('2', 'b', 4, 1, 1)]);
  expect(await rig.store.life.parked('things')).toEqual([
    {
      version: 1,
      streamId: '1',
      stream: 'thing-1',
      revision: 1,
      eventId: await idAt(3),
      eventType: 'ThingMoved',
      position: 3,
      message: 'x takes nobody',
      stack: expect.stringContaining('x takes nobody\n') as string,
      parkedAt: expect.any(String) as string,
      queuedBehind: 2,
    },
  ]);
  expect((await rig.status('things'))[0]).toMatchObject({ state: 'live', parked: 1, lastError: null });
});

test('folds a parked stream in order once the cause outside is gone, over a restart too', async () => {
  const first = await rig.start([lone], { batchSize: 1 });
  await first.engine.waitFor(await rig.append(made('1', 'a'), moved('1', 'x'), moved('1', 'c')), LONG);
  await first.stop();
  const second = await rig.start([lone]);
  await second.engine.waitFor(await rig.append(moved('1', 'y'), moved('1', 'd')), LONG);
  closed = new Set(['y']);
  expect((await rig.ordered(second, 'retry')).answer).toBe('Version 1 of things is live, with 1 stream parked.');
  expect(await rig.store.life.parked('things')).toMatchObject([{ position: 4, queuedBehind: 1 }]);
  expect(await rig.rows(lone)).toEqual([thingRow('1', 'c', 3, 2, 2)]);
  closed.clear();
  expect((await rig.ordered(second, 'retry', { stream: '1' })).answer).toBe(
    'Version 1 of things is live, with no stream parked.',
  );
  expect(await rig.rows(lone)).toEqual([thingRow('1', 'd', 5, 4, 4)]);
  expect(await rig.store.life.parked('things')).toEqual([]);
});

test('passes over an event that was discarded, where it stands and in every rebuild', async () => {
  const running = await rig.start([lone]);
  await running.engine.waitFor(await rig.append(made('1', 'a'), moved('1', 'x'), moved('1', 'c')), LONG);
  await discard(await idAt(2), 2);
  await discard(await idAt(2));
  await running.told(({ told }) => told === 'unparked');
  const rows = [thingRow('1', 'c', 3, 2, 1)];
  expect(await rig.rows(lone)).toEqual(rows);
  expect([...(await rebuildInMemory(lone, rig.log, thingRegistry)).values()]).toEqual(rows);
  await rig.ordered(running, 'rebuild');
  await running.told(({ told }) => told === 'rebuilt');
  expect(await rig.rows(lone)).toEqual(rows);
  expect(await rig.store.life.parked('things')).toEqual([]);
});

test('fails when too many streams are parked, and goes on when few enough are left', async () => {
  const running = await rig.start([lone], { mostParked: 1 });
  const facts = [made('1', 'a'), made('2', 'a'), moved('1', 'x'), moved('2', 'x'), made('3', 'a')];
  await rig.append(...facts);
  await running.told(({ told }) => told === 'stopped');
  expect((await rig.status('things'))[0]).toMatchObject({ state: 'failed', parked: 2, checkpoint: { position: 4 } });
  await rig.ordered(running, 'retry');
  expect((await rig.status('things'))[0]).toMatchObject({ state: 'failed', parked: 2 });
  closed.clear();
  expect((await rig.ordered(running, 'retry')).answer).toBe('Version 1 of things is live, with no stream parked.');
  expect(await running.engine.waitFor(5, LONG)).toBe(true);
  expect((await rig.rows(lone)).map(({ row }) => row['group'])).toEqual(['x', 'x', 'a']);
});

test('a projection whose rows depend on each other stops instead; a discard lets it go on', async () => {
  const failing: Projection = { ...things, on: { ...things.on, ThingMoved: lone.on['ThingMoved']! } };
  const running = await rig.start([failing]);
  await rig.append(made('1', 'a'), moved('1', 'x'), made('2', 'a'));
  await running.told(({ told }) => told === 'stopped');
  expect((await rig.status('things'))[0]).toMatchObject({ state: 'failed', parked: 0, checkpoint: { position: 1 } });
  const position = await discard(await idAt(2));
  await running.told((report) => report.told === 'state changed' && report.state === 'live');
  expect(await running.engine.waitFor(position, LONG)).toBe(true);
  expect(await rig.rows(things)).toEqual([thingRow('1', 'a', 2, 1), thingRow('2', 'a', 3)]);
});
