import { systemClock as clock } from '#platform/clock';
import { startPostgres, type TestPostgres } from '#platform/testing/servers';
import { EngineRig, LONG, type RunningEngine, storeWith } from '../contract/engine-rig.ts';
import { made, moved, newEvent, ThingMade, thingRow, things, thingsHandling } from '../contract/sample-things.ts';
import type { Projection } from '../definition/definition.ts';
import { openPostgresReadModels } from '../store/postgres-read-model-store.ts';
import type { ReadModelStore } from '../store/read-model-store.ts';
import { DISCARD, projectionStreamOf } from './discards.ts';

/** Its rows depend on each other, so that it stops at an event that it cannot fold. */
const stopping: Projection = thingsHandling({
  ThingMoved: (event: { readonly data: { readonly group: string } }, row: { readonly moves: number } | undefined) => {
    if (event.data.group === 'x') throw new Error('x takes nobody');
    return row && { ...row, group: event.data.group, moves: row.moves + 1 };
  },
});
/** Its streams are parked, each for itself. */
const parking: Projection = {
  ...stopping,
  on: { ThingMade: things.on['ThingMade']!, ThingMoved: stopping.on['ThingMoved']! },
};

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

let rig: EngineRig;
beforeEach(() => {
  rig = new EngineRig();
});

describe.each([
  ['in SQLite', () => Promise.resolve(rig.store)],
  ['in PostgreSQL', async () => openPostgresReadModels(await postgres.createDatabase(), { clock })],
])('a discard in a read model kept %s', (_where, open) => {
  let store: ReadModelStore;
  beforeEach(async () => {
    store = await open();
  });
  afterEach(async () => {
    await rig.close();
    if (store !== rig.store) await store.close();
  });

  const state = async () => {
    const [status] = await store.snapshot((snapshot) => snapshot.status('things'));
    return [status?.state, status?.parked, status?.lastError?.position];
  };
  const discardTheSecond = async () => {
    const data = { projection: 'things', version: 1, eventId: (await rig.log.eventAt(2))!.id };
    const event = { ...newEvent(ThingMade({ group: '' })), type: DISCARD, data };
    await rig.log.append(projectionStreamOf('things'), 'no stream', [event]);
  };
  /** The second event is one that cannot be folded, and is met while the rows are built. */
  const metWhileBuilt = async (projection: Projection) => {
    await rig.append(made('1', 'a'), moved('1', 'x'), made('2', 'a'));
    const running = await rig.start([projection], { store });
    await running.told(({ told }) => told === (projection === stopping ? 'stopped' : 'live'));
    expect(await state()).toEqual(projection === stopping ? ['failed', 0, 2] : ['live', 1, undefined]);
    return running;
  };
  const holdsAll = async ({ engine }: RunningEngine) => {
    expect(await engine.waitFor(4, LONG)).toBe(true);
    expect(await rig.rows(things, store)).toEqual([thingRow('1', 'a', 2, 1), thingRow('2', 'a', 3)]);
    expect(await state()).toEqual(['live', 0, undefined]);
  };

  const goesOn = async (running: RunningEngine) => {
    await running.told(({ told }) => told === 'live');
    await holdsAll(running);
  };

  test('lets one go on that stopped while it was built', async () => {
    const running = await metWhileBuilt(stopping);
    await discardTheSecond();
    await goesOn(running);
  });

  test('lets one go on that was stopped already when the projector started', async () => {
    await (await metWhileBuilt(stopping)).stop();
    const running = await rig.start([stopping], { store });
    await discardTheSecond();
    await goesOn(running);
  });

  test('recorded while no projector ran lets one go on at the next start', async () => {
    await (await metWhileBuilt(stopping)).stop();
    await discardTheSecond();
    await goesOn(await rig.start([stopping], { store }));
  });

  test('recorded while the projector starts lets one go on too', async () => {
    await (await metWhileBuilt(stopping)).stop();
    let isRecorded = false;
    const log = storeWith(rig.log, {
      head: async () => {
        if (!isRecorded) await discardTheSecond();
        isRecorded = true;
        return rig.log.head();
      },
    });
    await goesOn(await rig.start([stopping], { store, log }));
  });

  test('recorded while no projector ran releases a parked stream at the next start', async () => {
    await (await metWhileBuilt(parking)).stop();
    await discardTheSecond();
    const running = await rig.start([parking], { store });
    await running.told(({ told }) => told === 'unparked');
    await holdsAll(running);
  });
});
