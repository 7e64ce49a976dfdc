import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { EngineRig, LONG, type RunningEngine, storeWith } from '../contract/engine-rig.ts';
import {
  groupCounts,
  made,
  moved,
  thingRegistry,
  thingRow,
  things,
  thingsHandling,
} from '../contract/sample-things.ts';
import { systemClock } from '#platform/clock';
import type { Projection } from '../definition/definition.ts';
import { tableName } from '../store/read-model-store.ts';
import { indexSuffix } from '../store/table-indexes.ts';
import { AsideBuilder } from './aside-builder.ts';
import type { BuildsAside } from './builds-aside.ts';

let rig: EngineRig;
let builder: AsideBuilder;
beforeEach(() => {
  rig = new EngineRig();
  const { store, log } = rig;
  const { file } = store.aside!;
  builder = new AsideBuilder({ file, log, registry: thingRegistry, clock: systemClock, tokensOf: () => [] });
});
afterEach(async () => {
  await rig.close();
  await builder.close();
});

const louder: Projection = { ...things, version: 2 };

/** Builds aside however short the log is, and behaves otherwise in some things. */
function asideWith(otherwise: Partial<BuildsAside> = {}): BuildsAside {
  return {
    least: 1,
    build: (projection, goesOn) => builder.build(projection, goesOn),
    forget: (projection) => builder.forget(projection),
    keepOnly: (projections) => builder.keepOnly(projections),
    close: () => builder.close(),
    ...otherwise,
  };
}

async function serving(projections: readonly Projection[], aside: BuildsAside): Promise<RunningEngine> {
  const running = await rig.start(projections, { aside });
  await running.engine.waitFor(await rig.append(made('1', 'a'), made('2', 'a'), moved('1', 'b')), LONG);
  for (const { name } of projections) await running.told((told) => told.told === 'live' && told.projection === name);
  return running;
}

/** Spoils a row of the version that serves, so that a rebuild shows. */
async function spoil(): Promise<void> {
  const checkpoint = (await rig.status('things'))[0]!.checkpoint!;
  const spoiled = { ...thingRow('1', 'spoiled', 3), tokens: [] };
  await rig.store.commit(things, { expected: checkpoint, checkpoint, changes: [spoiled] });
}

const wholeThings = [thingRow('1', 'b', 3, 1, 1), thingRow('2', 'a', 2)];

test('a rebuild is built in a file of its own, which is gone after it; none is where nothing serves', async () => {
  const built: string[] = [];
  const build: BuildsAside['build'] = async (projection, goesOn) => {
    built.push(`${projection.name} ${projection.version}`);
    await builder.build(projection, goesOn);
    expect(existsSync(rig.store.aside!.file)).toBe(true);
    expect(await rig.rows(things)).toEqual([thingRow('1', 'spoiled', 3), thingRow('2', 'a', 2)]);
  };
  const running = await serving([things, groupCounts], asideWith({ build }));
  expect(built).toEqual([]);
  await spoil();
  await rig.ordered(running, 'rebuild');
  await running.told(({ told }) => told === 'rebuilt');
  expect(built).toEqual(['things -1']);
  expect(await rig.rows(things)).toEqual(wholeThings);
  await running.engine.waitFor(await rig.append(moved('2', 'c')), LONG);
  expect((await rig.rows(things))[1]).toEqual(thingRow('2', 'c', 4, 1, 1));
  expect(existsSync(rig.store.aside!.file)).toBe(false);
});

test('what happens while it is built, or moves in, is folded after it', async () => {
  const running = await serving(
    [things],
    asideWith({
      build: async (projection, goesOn) => {
        await builder.build(projection, goesOn);
        await running.engine.waitFor(await rig.append(moved('2', 'c'), made('3', 'c')), LONG);
      },
    }),
  );
  await spoil();
  await rig.ordered(running, 'rebuild');
  await running.told(({ told }) => told === 'rebuilt');
  expect(await rig.rows(things)).toEqual([wholeThings[0], thingRow('2', 'c', 4, 1, 1), thingRow('3', 'c', 5)]);
});

test('one that is lost is asked for again', async () => {
  let times = 0;
  const build: BuildsAside['build'] = async (projection, goesOn) => {
    if (times++ === 0) throw new Error('the thread was lost');
    await builder.build(projection, goesOn);
  };
  const running = await serving([things], asideWith({ build }));
  await spoil();
  await rig.ordered(running, 'rebuild');
  await running.told(({ told }) => told === 'rebuilt');
  expect(await rig.rows(things)).toEqual(wholeThings);
  expect(running.reports).toContainEqual(
    expect.objectContaining({ told: 'trying again', message: 'the thread was lost', version: -1 }),
  );
});

test('a move that was cut off begins anew, with nothing of the first in it', async () => {
  let cuts = 0;
  const { file, moveIn } = rig.store.aside!;
  const store = storeWith(rig.store, {
    aside: {
      file,
      moveIn: async (projection, isWanted) => {
        if (cuts++ > 0) return moveIn.call(rig.store.aside, projection, isWanted);
        let steps = 0;
        await moveIn.call(rig.store.aside, projection, () => ++steps < 2);
        throw new Error('cut off');
      },
    },
  });
  const running = await rig.start([things], { aside: asideWith(), store });
  await running.engine.waitFor(await rig.append(made('1', 'a'), made('2', 'a'), moved('1', 'b')), LONG);
  await running.told(({ told }) => told === 'live');
  await spoil();
  const before = indexes();
  await rig.ordered(running, 'rebuild');
  await running.told(({ told }) => told === 'rebuilt');
  expect(cuts).toBe(2);
  expect(await rig.rows(things)).toEqual(wholeThings);
  expect(before.length).toBeGreaterThan(1);
  expect(indexes()).toEqual(before);
});

/** What the indexes of the version that serves are told apart by. */
function indexes(): readonly string[] {
  const db = new Database(rig.store.aside!.file.replace(/-aside$/, ''), { readonly: true });
  const names = db.prepare<[string], string>('SELECT name FROM pragma_index_list(?) ORDER BY 1').pluck();
  const found = names.all(tableName(things)).map(indexSuffix);
  db.close();
  return found.sort();
}

test('one that is paused is left where it stands, and goes on from there', async () => {
  const cameTo: number[] = [];
  const paused = Promise.withResolvers<undefined>();
  const build: BuildsAside['build'] = async (projection, goesOn) => {
    if (cameTo.length === 0) {
      goesOn({ position: 1, events: 1 });
      await paused.promise;
    }
    await builder.build(projection, (progress) => {
      cameTo.push(progress.position);
      return goesOn(progress);
    });
  };
  const first = await serving([things], asideWith({ build }));
  await first.stop();
  const running = await rig.start([things, louder], { aside: asideWith({ build }), upkeep: 'ordered' });
  await rig.ordered(running, 'build');
  expect((await rig.ordered(running, 'pause', { version: 2 })).answer).toBe('Version 2 of things is paused.');
  paused.resolve(undefined);
  await rig.ordered(running, 'resume', { version: 2 });
  await running.told((report) => report.told === 'state changed' && report.state === 'verifying');
  expect(await rig.standing('things')).toEqual(['2 verifying', '1 live serves']);
  expect(await rig.rows(louder)).toEqual(wholeThings);
});

test('a stream that was parked there is parked here, its events queued behind it', async () => {
  const afraid = thingsHandling({
    GroupMerged: undefined,
    GroupClosed: undefined,
    ThingMoved: () => {
      throw new Error('it does not move');
    },
  });
  const running = await serving([afraid], asideWith());
  expect(await rig.store.life.parkedIds(things)).toEqual(new Set(['1']));
  await rig.ordered(running, 'rebuild');
  await running.told(({ told }) => told === 'rebuilt');
  await running.engine.waitFor(await rig.append(moved('1', 'c')), LONG);
  expect(await rig.store.life.parked('things')).toMatchObject([{ streamId: '1', position: 3, queuedBehind: 1 }]);
});

test('what a build left is gone after the next start, where nobody goes on with it', async () => {
  const first = await serving([things], asideWith());
  await builder.build({ ...louder, version: 3 }, () => true);
  await builder.close();
  expect(existsSync(rig.store.aside!.file)).toBe(true);
  await first.stop();
  const { engine } = await rig.start([things], { aside: asideWith() });
  await engine.waitFor(await rig.append(made('3', 'c')), LONG);
  expect(existsSync(rig.store.aside!.file)).toBe(false);
});

test('what a build left that had moved in is gone as soon as another that is gone on with has', async () => {
  const first = await serving([things], asideWith());
  await builder.build({ ...louder, version: 3 }, () => true);
  await first.stop();
  const running = await rig.start([things, louder], { aside: asideWith() });
  await running.told((report) => report.told === 'live' && report.version === 2);
  expect(await rig.rows(louder)).toEqual(wholeThings);
  expect(existsSync(rig.store.aside!.file)).toBe(false);
});
