import { on, recordedInTest } from '#platform/testing';
import { EngineRig } from './contract/engine-rig.ts';
import { groupCounts, ThingMade, ThingPraised, thingRegistry } from './contract/sample-things.ts';
import { LogEvent } from './log-event.ts';
import { ProjectionFeed } from './projection-feed.ts';

let rig: EngineRig;
let feed: ProjectionFeed;
beforeEach(async () => {
  rig = new EngineRig();
  feed = await ProjectionFeed.open(groupCounts, await rig.store.ensure(groupCounts), {
    store: rig.store,
    log: rig.log,
    toLogEvent: (recorded) => new LogEvent(recorded, thingRegistry),
    tokensOf: () => [],
    mostParked: 100,
    report: () => undefined,
    signal: new AbortController().signal,
    onMoved: () => undefined,
  });
  await feed.become('verifying');
});
afterEach(() => rig.close());

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
  expect([feed.position, await count()]).toEqual([40, { group: 'all', put: 3 }]);
});

test('passes over events that it has folded already', async () => {
  await feed.take(log.slice(0, 2), 0);
  await feed.take(log, 0);
  expect([feed.position, await count()]).toEqual([40, { group: 'all', put: 3 }]);
});

test('keeps the checkpoint over irrelevant events in memory until it is settled', async () => {
  await feed.take(log.slice(0, 2), 0);
  await feed.take(log.slice(2, 3), 20);
  expect([feed.isAhead, feed.position, feed.committedPosition]).toEqual([true, 30, 20]);
  await feed.settle();
  expect([feed.isAhead, feed.position, feed.committedPosition]).toEqual([false, 30, 30]);
  expect((await rig.status('group_counts'))[0]?.checkpoint).toEqual({ position: 30, eventId: 'event-3' });
});

test('knows that a stretch of the log without events is dealt with, if it has come to its beginning', async () => {
  feed.pass(5, 9);
  expect(feed.position).toBe(0);
  feed.pass(0, 9);
  expect(feed.position).toBe(9);
  await feed.take(log, 9);
  expect(await count()).toEqual({ group: 'all', put: 3 });
});

test('holds its rows back while it is built, finds them there, and writes each once when it is settled', async () => {
  await feed.become('building');
  await feed.take(log.slice(0, 2), 0);
  await feed.take(log.slice(2), 20);
  expect([feed.isAhead, feed.position, feed.committedPosition, await count()]).toEqual([true, 40, 0, undefined]);
  expect(feed.held).toBeGreaterThan(0);
  await feed.settle();
  expect([feed.isAhead, feed.committedPosition, feed.held]).toEqual([false, 40, 0]);
  expect(await count()).toEqual({ group: 'all', put: 3 });
});
