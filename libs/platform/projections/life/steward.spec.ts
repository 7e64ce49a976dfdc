import { systemClock as clock } from '#platform/clock';
import { EngineRig } from '../contract/engine-rig.ts';
import { thingRegistry as registry, things } from '../contract/sample-things.ts';
import { LogEvent } from '../definition/log-event.ts';
import { ProjectionFeed } from '../engine/projection-feed.ts';
import type { Fence } from './leases.ts';
import { Steward } from './steward.ts';

let rig: EngineRig;
beforeEach(() => {
  rig = new EngineRig();
});
afterEach(() => rig.close());

test('what it holds no longer is not its own any more, though it gets nothing in its place', async () => {
  const { log, store } = rig;
  const stop = new AbortController();
  const lost = Promise.withResolvers<void>();
  const holdings: ReadonlyMap<string, Fence>[] = [new Map([['things', { resource: 'things', token: 1 }]]), new Map()];
  const leases = {
    ttlMs: 4,
    hold: () => {
      const held = holdings.shift();
      // Asked again, it has dealt with the answer before.
      if (!held) lost.resolve();
      return Promise.resolve(held ?? new Map<string, Fence>());
    },
    release: () => Promise.resolve(),
  };
  const around = {
    ...{ store, log, tokensOf: () => [], mostParked: 1, report: () => undefined, signal: stop.signal },
    ...{ toLogEvent: (recorded: ConstructorParameters<typeof LogEvent>[0]) => new LogEvent(recorded, registry) },
    onMoved: () => undefined,
  };
  const steward = new Steward(
    { log, store, registry, clock, projections: [things], leases },
    [],
    {
      feeds: new Set(),
      open: async (projection) => ProjectionFeed.open(projection, await store.ensure(projection), around),
      start: () => undefined,
      remove: () => undefined,
      begin: () => undefined,
    },
    stop.signal,
  );
  await steward.open();
  expect(steward.isMine('things')).toBe(true);
  const running = steward.run();
  await lost.promise;
  expect(steward.isMine('things')).toBe(false);
  stop.abort();
  await running;
});
