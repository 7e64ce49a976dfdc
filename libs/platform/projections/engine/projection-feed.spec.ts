import { setImmediate as othersTurn } from 'node:timers/promises';
import { on, recordedInTest } from '#platform/testing';
import type { Projection } from '../definition/definition.ts';
import { EngineRig, storeWith } from '../contract/engine-rig.ts';
import {
  GroupClosed,
  GroupMerged,
  groupCounts,
  ThingMade,
  ThingMoved,
  ThingPraised,
  thingRegistry,
  things,
  thingsHandling,
} from '../contract/sample-things.ts';
import { LogEvent } from '../definition/log-event.ts';
import { ProjectionFeed } from './projection-feed.ts';
import { CheckpointMoved, type ReadModelStore, type Row } from '../store/read-model-store.ts';

let rig: EngineRig;
let feed: ProjectionFeed;
beforeEach(async () => {
  rig = new EngineRig();
  feed = await feedOf(groupCounts, rig.store);
  await feed.become('verifying');
});
afterEach(() => rig.close());

async function feedOf(projection: Projection, store: ReadModelStore): Promise<ProjectionFeed> {
  return ProjectionFeed.open(projection, await store.ensure(projection), {
    store,
    log: rig.log,
    toLogEvent: (recorded) => new LogEvent(recorded, thingRegistry),
    tokensOf: () => [],
    mostParked: 100,
    report: () => undefined,
    signal: new AbortController().signal,
    onMoved: () => undefined,
  });
}

const log = recordedInTest([
  on('thing-1', ThingMade({ group: 'a' })),
  on('thing-2', ThingMade({ group: 'a' })),
  on('thing-2', ThingPraised({})),
  on('thing-3', ThingMade({ group: 'a' })),
]).map((recorded) => new LogEvent(recorded, thingRegistry));
const count = async () => (await rig.rows(groupCounts)).find(({ key }) => key === 'all')?.row;

test('passes over events that begin beyond where it is', async () => {
  await feed.take(log.slice(1), 10);
  expect([feed.position, await count()]).toEqual([0, undefined]);
  await feed.take(log, 0);
  await feed.settle();
  expect([feed.position, await count()]).toEqual([40, { group: 'all', put: 3 }]);
});

test('passes over events that it has folded already', async () => {
  await feed.take(log.slice(0, 2), 0);
  await feed.take(log, 0);
  await feed.settle();
  expect([feed.position, await count()]).toEqual([40, { group: 'all', put: 3 }]);
});

test('keeps the checkpoint over irrelevant events in memory until it is settled', async () => {
  await feed.take(log.slice(0, 2), 0);
  await feed.settle();
  await feed.take(log.slice(2, 3), 20);
  expect([feed.isAhead, feed.position, feed.committedPosition]).toEqual([true, 30, 20]);
  await feed.settle();
  expect([feed.isAhead, feed.position, feed.committedPosition]).toEqual([false, 30, 30]);
  expect((await rig.status('group_counts'))[0]?.checkpoint).toEqual({ position: 30, eventId: 'event-3' });
});

test('knows, while its database is away, that it is asked already to be settled', async () => {
  const back = Promise.withResolvers<void>();
  const away = storeWith(rig.store, { commit: (...given) => back.promise.then(() => rig.store.commit(...given)) });
  feed = await feedOf(groupCounts, away);
  const taken = feed.take(log, 0);
  expect([feed.isAhead, feed.isToBeSettled]).toEqual([false, false]);
  const settled = feed.settle();
  expect(feed.isToBeSettled).toBe(true);
  back.resolve();
  await Promise.all([taken, settled]);
  expect([feed.isAhead, feed.isToBeSettled]).toEqual([false, false]);
});

test('knows that a stretch of the log without events is dealt with, if it has come to its beginning', async () => {
  feed.pass(5, 9);
  expect(feed.position).toBe(0);
  feed.pass(0, 9);
  expect(feed.position).toBe(9);
  await feed.take(log, 9);
  await feed.settle();
  expect(await count()).toEqual({ group: 'all', put: 3 });
});

test.each(['building', 'live'] as const)(
  'holds rows back while %s, and writes each once when settled',
  async (state) => {
    await feed.become(state);
    await feed.take(log.slice(0, 2), 0);
    await feed.take(log.slice(2), 20);
    expect([feed.isAhead, feed.position, feed.committedPosition, await count()]).toEqual([true, 40, 0, undefined]);
    expect(feed.held).toBeGreaterThan(0);
    await feed.settle();
    expect([feed.isAhead, feed.committedPosition, feed.held]).toEqual([false, 40, 0]);
    expect(await count()).toEqual({ group: 'all', put: 3 });
  },
);

describe('passing on what is held', () => {
  const logged = (...facts: Parameters<typeof recordedInTest>[0]) =>
    recordedInTest(facts).map((recorded) => new LogEvent(recorded, thingRegistry));
  const moves = logged(
    on('thing-1', ThingMade({ group: 'a' })),
    on('thing-2', ThingMade({ group: 'a' })),
    on('thing-3', ThingMade({ group: 'b' })),
    on('thing-4', ThingMade({ group: 'd' })),
    // From here on while those are on their way.
    on('thing-1', ThingMoved({ group: 'b' })),
    on('group-b', GroupMerged({ into: 'c' })),
    on('group-a', GroupClosed({})),
    on('thing-2', ThingMoved({ group: 'lost' })),
    on('thing-4', ThingMoved({ group: 'e' })),
  );

  test('the next batches find rows on their way, changed or gone since, and each commit is whole', async () => {
    const mayCommit = Promise.withResolvers<undefined>();
    const committed: unknown[] = [];
    const store = storeWith(rig.store, {
      commit: async (projection, batch) => {
        await mayCommit.promise;
        await rig.store.commit(projection, batch);
        committed.push([batch.checkpoint.position, batch.changes.map(({ key }) => key).sort()]);
      },
    });
    const built = await feedOf(things, store);
    await built.become('building');
    await built.take(moves.slice(0, 4), 0);
    await built.passOn();
    expect([built.held, built.committedPosition, await rig.rows(things)]).toEqual([0, 0, []]);
    await built.take(moves.slice(4), 40);
    mayCommit.resolve(undefined);
    await built.settle();
    expect(committed).toEqual([
      [40, ['1', '2', '3', '4']],
      [90, ['1', '2', '3', '4']],
    ]);
    expect((await rig.rows(things)).map(({ row }) => row)).toEqual([
      { thingId: '1', group: 'c', moves: 1 },
      { thingId: '3', group: 'c', moves: 0 },
      { thingId: '4', group: 'e', moves: 1 },
    ]);
  });

  test('what another projector has moved is told by the next, and nothing of it is kept', async () => {
    const built = await feedOf(things, rig.store);
    await built.become('building');
    await built.take(moves.slice(0, 3), 0);
    await rig.store.commit(things, { expected: undefined, checkpoint: moves[0]!.checkpoint, changes: [] });
    await built.passOn();
    await expect(built.settle()).rejects.toThrow(CheckpointMoved);
    await built.reread();
    expect([built.position, built.committedPosition, built.isAhead]).toEqual([10, 10, false]);
    await built.take(moves.slice(1), 10);
    await built.settle();
    expect((await rig.rows(things)).map(({ key }) => key)).toEqual(['3', '4']);
  });
});

test('what is parked is looked up between two tasks: what one of them has released meanwhile stays released', async () => {
  let isAfraid = true;
  const afraid = thingsHandling({
    ...{ GroupMerged: undefined, GroupClosed: undefined },
    ThingPraised: (_event: unknown, row: Row | undefined) => {
      if (isAfraid) throw new Error('no praise');
      return row;
    },
  });
  const looking = Promise.withResolvers<undefined>();
  const [retried, told] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
  let looks = 0;
  const parkedIds: ReadModelStore['life']['parkedIds'] = async (version) => {
    const ids = await rig.store.life.parkedIds(version);
    if (++looks !== 2) return ids;
    looking.resolve(undefined);
    await told.promise;
    return ids;
  };
  const life = new Proxy(rig.store.life, {
    get: (target, name) => {
      if (name === 'parkedIds') return parkedIds;
      const own: unknown = Reflect.get(target, name);
      return typeof own === 'function' ? (own.bind(target) as unknown) : own;
    },
  });
  const parking = await feedOf(afraid, storeWith(rig.store, { life }));
  await parking.become('verifying');
  await rig.append(['thing-1', ThingMade({ group: 'a' })], ['thing-1', ThingPraised({})]);
  const events: LogEvent[] = [];
  for await (const recorded of rig.log.readAll()) events.push(new LogEvent(recorded, thingRegistry));
  await parking.take(events, 0);
  expect([...parking.parkedStreams]).toEqual(['1']);
  isAfraid = false;
  const learnt = parking.learn();
  await looking.promise;
  const again = parking.retry().then(() => retried.resolve(undefined));
  await Promise.race([retried.promise, manyTurns()]);
  told.resolve(undefined);
  await Promise.all([learnt, again]);
  expect([[...parking.parkedStreams], await rig.store.life.parkedIds(afraid)]).toEqual([[], new Set()]);
});

async function manyTurns(): Promise<void> {
  for (let turn = 0; turn < 200; turn++) await othersTurn();
}
