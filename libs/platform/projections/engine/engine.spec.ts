import { join } from 'node:path';
import fc from 'fast-check';
import { ForeignLog, type RecordedEvent } from '#platform/event-store';
import { openEmbeddedEventStore } from '#platform/event-store/adapters';
import { EngineRig, LONG, storeWith } from '../contract/engine-rig.ts';
import {
  appendFacts,
  GroupClosed,
  groupCounts,
  GroupMerged,
  made,
  moved,
  newEvent,
  type PlacedFact,
  praised,
  ThingMade,
  thingRegistry,
  ThingRemoved,
  thingRow,
  things,
} from '../contract/sample-things.ts';
import { rebuildInMemory } from '../folding/rebuild-in-memory.ts';

let rig: EngineRig;
beforeEach(() => {
  rig = new EngineRig();
});
afterEach(() => rig.close());

test('builds from the start, goes live, and follows the log', async () => {
  await rig.append(made('1', 'a'));
  const { engine, told } = await rig.start([things, groupCounts]);
  expect(await engine.waitFor(1, LONG)).toBe(true);
  await told((report) => report.told === 'live' && report.projection === 'things');
  const position = await rig.append(moved('1', 'b'), made('2', 'b'));
  expect(await engine.waitFor(position, LONG)).toBe(true);
  expect(await rig.rows(things)).toEqual([thingRow('1', 'b', 2, 1, 1), thingRow('2', 'b', 3)]);
  expect((await rig.rows(groupCounts)).map(({ row }) => row)).toEqual([
    { group: 'a', put: 1 },
    { group: 'all', put: 2 },
    { group: 'b', put: 1 },
  ]);
  expect((await rig.status('things')).map(({ state, checkpoint }) => [state, checkpoint?.position])).toEqual([
    ['live', 3],
  ]);
});

test('goes on after a restart from where it was, and folds no event twice', async () => {
  const first = await rig.start([groupCounts]);
  await first.engine.waitFor(await rig.append(made('1', 'a'), made('2', 'a')), LONG);
  await first.stop();
  const position = await rig.append(made('3', 'a'));
  const second = await rig.start([groupCounts]);
  expect(await second.engine.waitFor(position, LONG)).toBe(true);
  expect((await rig.rows(groupCounts)).map(({ row }) => row)).toEqual([
    { group: 'a', put: 3 },
    { group: 'all', put: 3 },
  ]);
});

test('has the same rows as a rebuild, however the log is cut into batches', async () => {
  const id = fc.constantFrom('1', '2', '3');
  const group = fc.constantFrom('a', 'b');
  const fact = fc.oneof(
    fc.tuple(id, group).map(([thing, into]) => made(thing, into)),
    fc.tuple(id, group).map(([thing, into]) => moved(thing, into)),
    id.map((thing): PlacedFact => [`thing-${thing}`, ThingRemoved({})]),
    id.map(praised),
    fc.tuple(group, group).map(([from, into]): PlacedFact => [`group-${from}`, GroupMerged({ into })]),
    group.map((closed): PlacedFact => [`group-${closed}`, GroupClosed({})]),
  );
  const logs = fc.array(fact, { minLength: 1, maxLength: 25 });
  const property = fc.asyncProperty(logs, logs, fc.integer({ min: 1, max: 9 }), async (before, after, batchSize) => {
    const own = new EngineRig();
    try {
      await appendFacts(own.log, before);
      const { engine } = await own.start([things, groupCounts], { batchSize });
      expect(await engine.waitFor(await appendFacts(own.log, after), LONG)).toBe(true);
      for (const projection of [things, groupCounts]) {
        const rebuilt = await rebuildInMemory(projection, own.log, thingRegistry);
        expect(await own.rows(projection)).toEqual([...rebuilt.values()]);
      }
    } finally {
      await own.close();
    }
  });
  await fc.assert(property, { numRuns: 25 });
});

describe('the checkpoint', () => {
  test('moves over irrelevant events by itself, a moment later', async () => {
    const { engine } = await rig.start([groupCounts], { settleMs: 20 });
    const position = await rig.append(praised('1'));
    const settled = async (): Promise<number | undefined> =>
      (await rig.status('group_counts'))[0]?.checkpoint?.position;
    while ((await settled()) !== position) await new Promise(setImmediate);
    expect(engine.progress()).toEqual([{ name: 'group_counts', version: 1, position, isRunning: true }]);
  });

  test('moves over irrelevant events at once when somebody waits', async () => {
    const { engine } = await rig.start([things, groupCounts], { settleMs: 3_600_000 });
    const waiting = engine.waitFor(1, LONG, 'group_counts');
    await rig.append(praised('1'));
    expect(await waiting).toBe(true);
    const later = await rig.append(praised('1'));
    expect(await engine.waitFor(later, LONG)).toBe(true);
  });

  test('of a log it does not know refuses to start', async () => {
    const { engine, stop } = await rig.start([things]);
    await engine.waitFor(await rig.append(made('1', 'a'), made('2', 'a')), LONG);
    await stop();
    const other = openEmbeddedEventStore(join(rig.folder, 'other.db'));
    const refusal = () => rig.start([things], { log: other }).catch((error: unknown) => error);
    const shorter = await refusal();
    expect(shorter).toBeInstanceOf(ForeignLog);
    expect((shorter as Error).message).toContain('the log ends at position 0 already');
    await appendFacts(other, [made('1', 'a'), made('2', 'a')]);
    expect(await refusal()).toBeInstanceOf(ForeignLog);
    await other.close();
  });

  test('moved by another projector is taken up from there, and nothing is folded twice or skipped', async () => {
    const { engine, told } = await rig.start([groupCounts]);
    await engine.waitFor(await rig.append(made('1', 'a')), LONG);
    const [status] = await rig.status('group_counts');
    let second: RecordedEvent | undefined;
    const interfere = await rig.log.append('thing-2', 'no stream', [newEvent(ThingMade({ group: 'a' }))]);
    await engine.waitFor(interfere.position, LONG);
    for await (const event of rig.log.readAll({ from: 1 })) second = event;
    const [now] = await rig.status('group_counts');
    expect([status?.checkpoint?.position, now?.checkpoint]).toEqual([1, { position: 2, eventId: second?.id }]);
    // Another hand puts the checkpoint back to the first event, with the row as it was then.
    const first = status!.checkpoint!;
    const changes = ['a', 'all'].map((group) => ({
      key: group,
      row: { group, put: 1 },
      position: 1,
      revision: null,
      tokens: [],
    }));
    await rig.store.commit(groupCounts, { expected: now!.checkpoint, checkpoint: first, changes });
    const position = await rig.append(made('3', 'a'));
    await told((report) => report.told === 'checkpoint moved');
    expect(await engine.waitFor(position, LONG)).toBe(true);
    expect((await rig.rows(groupCounts)).map(({ row }) => row)).toEqual([
      { group: 'a', put: 3 },
      { group: 'all', put: 3 },
    ]);
  });
});

test('rows are found by the tokens made from them, tried again when making them fails', async () => {
  let failures = 1;
  const { engine } = await rig.start([things], {
    tokensOf: (_projection, { group }) => {
      if (failures-- > 0) throw new Error('no keys just now');
      return [`token of ${String(group)}`];
    },
  });
  await engine.waitFor(await rig.append(made('1', 'a'), made('2', 'b')), LONG);
  const page = await rig.store.snapshot((snapshot) =>
    snapshot.page(things, {
      where: [{ is: 'found', tokens: ['token of b'] }],
      order: { column: 'thingId', descending: false },
      limit: 10,
    }),
  );
  expect(page).toEqual([thingRow('2', 'b', 2)]);
});

test('tells its lag in events and seconds, which move', async () => {
  const lag = { name: 'things', version: 1, state: 'live', position: 1, eventsBehind: 0, secondsBehind: 0 };
  const held = Promise.withResolvers<undefined>();
  const store = storeWith(rig.store, {
    commit: async (projection, batch) => {
      if (batch.checkpoint.position > 1) await held.promise;
      await rig.store.commit(projection, batch);
    },
  });
  const clock = { now: () => '2100-01-01T00:00:10.000Z' };
  const { engine, told } = await rig.start([things], { store, clock });
  await engine.waitFor(await rig.append(made('1', 'a')), LONG);
  await told((report) => report.told === 'live');
  expect(await engine.lag()).toEqual([lag]);
  await rig.append(made('2', 'a'), made('3', 'a'));
  const recordedAt = Date.parse((await rig.log.eventAt(2))!.recordedAt);
  const secondsBehind = (Date.parse(clock.now()) - recordedAt) / 1000;
  expect(await engine.lag()).toEqual([{ ...lag, eventsBehind: 2, secondsBehind }]);
  held.resolve(undefined);
  await engine.waitFor(3, LONG);
  expect(await engine.lag()).toEqual([{ ...lag, position: 3 }]);
});

test('a wait ends without success when the time is over, or the engine is', async () => {
  const { engine, stop } = await rig.start([things]);
  expect(await engine.waitFor(99, 1)).toBe(false);
  const waiting = engine.waitFor(99, LONG);
  await stop();
  expect(await waiting).toBe(false);
});

test('ends with the error when the log cannot be followed any more', async () => {
  const { log } = rig;
  const { ended } = await rig.start([things], {
    log: {
      read: (stream, options) => log.read(stream, options),
      readAll: (options) => log.readAll(options),
      subscribeToAll: () => {
        throw new Error('access denied');
      },
      eventAt: (position) => log.eventAt(position),
      head: () => log.head(),
      close: () => log.close(),
    },
  });
  await expect(ended).rejects.toThrow('access denied');
});
