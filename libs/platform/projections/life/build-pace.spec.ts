import { MovableClock } from '#platform/testing';
import { EngineRig } from '../contract/engine-rig.ts';
import { made, thingRegistry, things } from '../contract/sample-things.ts';
import type { ProjectionFeed } from '../engine/projection-feed.ts';
import { BuildPace } from './build-pace.ts';

let rig: EngineRig;
beforeEach(() => (rig = new EngineRig()));
afterEach(() => rig.close());

test('a build tells when it will be over, and one that stands still tells nothing of it, however long', async () => {
  const clock = new MovableClock('2026-04-01T00:00:00.000Z');
  await rig.append(...Array.from({ length: 40 }, (_, index) => made(String(index), 'a')));
  await rig.store.ensure(things);
  const { log, store } = rig;
  const pace = new BuildPace({ log, store, registry: thingRegistry, projections: [things], clock, tokensOf: () => [] });
  const told = async (eventsSeen: number) => {
    const feed = Object.assign(building, { eventsSeen, position: eventsSeen });
    await pace.tell([feed as unknown as ProjectionFeed]);
    const { rate, estimatedEnd } = (await store.life.statusOf(things))!;
    return { rate, estimatedEnd };
  };
  const building = { state: 'building', projection: things };
  await told(0);
  clock.moveTo('2026-04-01T00:00:01.000Z');
  expect(await told(20)).toEqual({ rate: 20, estimatedEnd: '2026-04-01T00:00:02.000Z' });
  for (let second = 2; second < 200; second++) {
    clock.moveTo(new Date(Date.parse('2026-04-01T00:00:00.000Z') + second * 1_000).toISOString());
    await told(20);
  }
  expect(await told(20)).toEqual({ rate: 0, estimatedEnd: null });
});
