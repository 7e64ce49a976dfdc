import { systemClock as clock } from '#platform/clock';
import { startPostgres, type TestPostgres } from '#platform/testing/servers';
import { checkpointAt, sampleProjection, sampleRow, writing } from '../contract/sample-projection.ts';
import { openPostgresReadModels, type PostgresReadModelStore } from '../store/postgres-read-model-store.ts';
import { LeaseLost } from './leases.ts';

const FOUR = ['a', 'b', 'c', 'd'];

let postgres: TestPostgres;
let stores: PostgresReadModelStore[];
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());
afterEach(() => Promise.all(stores.map((store) => store.close())));

/** As many processes as wanted, over one database. */
async function processes(count: number, leaseMs: number): Promise<readonly PostgresReadModelStore[]> {
  const url = await postgres.createDatabase();
  stores = [];
  for (let number = 0; number < count; number++) stores.push(await openPostgresReadModels(url, { clock, leaseMs }));
  return stores;
}

const held = async ({ leases }: PostgresReadModelStore, resources = FOUR) => [
  ...(await leases.hold('letters', resources)).keys(),
];

/** Asks again until something is held. */
async function heldAtLast(store: PostgresReadModelStore, resources: readonly string[]) {
  for (;;) {
    const fences = await store.leases.hold('letters', resources);
    if (fences.size > 0) return fences;
  }
}

test('each holds its part, as soon as the others have given up what is above theirs', async () => {
  const [one, other, third] = await processes(3, 60_000);
  expect(await held(one!)).toEqual(FOUR);
  expect(await held(other!)).toEqual([]);
  expect(await held(one!)).toEqual(['a', 'b']);
  expect(await held(other!)).toEqual(['c', 'd']);
  expect([await held(one!), await held(other!)]).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ]);
  await one!.leases.release();
  expect(await held(other!)).toEqual(FOUR);
  expect(await held(third!)).toEqual([]);
  expect(await held(other!)).toEqual(['a', 'b']);
  expect(await held(third!)).toEqual(['c', 'd']);
});

test('what is held keeps its token as long as it is renewed', async () => {
  const [one] = await processes(1, 60_000);
  const before = await one!.leases.hold('letters', FOUR);
  expect(await one!.leases.hold('letters', FOUR)).toEqual(before);
});

test('who did not renew is replaced, and writes nothing any more', async () => {
  const [asleep, awake] = await processes(2, 200);
  const projection = sampleProjection('leased');
  await asleep!.ensure(projection);
  const old = (await asleep!.leases.hold('letters', ['a'])).get('a')!;
  const write = (store: PostgresReadModelStore, fence: typeof old, id: string, expected?: number) =>
    store.commit(projection, {
      expected: expected === undefined ? undefined : checkpointAt(expected),
      checkpoint: checkpointAt((expected ?? 0) + 1),
      changes: [writing(sampleRow(id))],
      fence,
    });
  await write(asleep!, old, 'first');
  const taken = (await heldAtLast(awake!, ['a'])).get('a')!;
  expect(taken.token).toBe(old.token + 1);
  await expect(write(asleep!, old, 'late', 1)).rejects.toThrow(LeaseLost);
  const bare = { expected: checkpointAt(1), checkpoint: checkpointAt(2), changes: [], fence: old };
  await expect(asleep!.commit(projection, bare)).rejects.toThrow(LeaseLost);
  await expect(asleep!.life.setState(projection, 'failed', undefined, old)).rejects.toThrow(LeaseLost);
  await write(awake!, taken, 'second', 1);
  expect([...(await awake!.load(projection, ['first', 'late', 'second'])).keys()].sort()).toEqual(['first', 'second']);
  expect(await asleep!.leases.hold('letters', ['a'])).toEqual(new Map());
});
