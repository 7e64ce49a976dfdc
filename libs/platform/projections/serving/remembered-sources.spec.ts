import { clients, readers, referrals, sampleReferral, SampleService } from './read-model-sample-service.fixture.ts';

const next = { ...referrals, version: 2 };
const nextClients = { ...clients, version: 2 };
let service: SampleService;

beforeEach(async () => {
  service = new SampleService();
  // Who waits for a version that is gone is not answered while the test runs.
  service.longestWaitMs = 60_000;
  await service.start([clients, nextClients, referrals, next]);
  await service.store.setState(clients, 'live');
  await service.store.setState(referrals, 'live');
  await service.writeReferrals([sampleReferral({ referralId: 'r1' })]);
});
afterEach(() => service.stop());

const page = () => service.readModels.page(referrals.name, {}, readers.tokyo);
const row = (key: string) => service.readModels.row(referrals.name, key, {}, readers.tokyo);
/** How many snapshots are read for it. */
async function readFor(work: () => Promise<unknown>): Promise<number> {
  const before = service.snapshots;
  await work();
  return service.snapshots - before;
}

test('which version serves is asked for together with the rows, once it was', async () => {
  expect([await readFor(page), await readFor(page), await readFor(() => row('r1'))]).toEqual([2, 1, 1]);
});

test('as soon as another version serves it is the one that answers, and its tables may be gone that did', async () => {
  expect([(await page()).version, (await row('r1')).version]).toEqual([1, 1]);
  await service.write(next, new Map([['r2', await service.referralRow(sampleReferral({ referralId: 'r2' }))]]));
  await service.store.setState(next, 'live');
  const answer = await page();
  expect([answer.version, answer.body!.items.map(({ referralId }) => referralId)]).toEqual([2, ['r2']]);
  await expect(row('r1')).rejects.toMatchObject({ init: { status: 404 } });
  await service.store.setState(referrals, 'live');
  await service.store.life.retire(next);
  expect([(await page()).version, (await row('r1')).version]).toEqual([1, 1]);
});

test('nobody waits for a position of a version that does not serve any more', async () => {
  await page();
  await service.write(next, new Map(), 5);
  await service.write(clients, new Map(), 5);
  await service.store.setState(next, 'live');
  await service.store.life.retire(referrals);
  const answer = await service.readModels.page(referrals.name, { minPosition: '5' }, readers.tokyo);
  expect(answer.version).toBe(2);
});

test('what is joined is of the version that serves', async () => {
  await page();
  const phone = await service.sealed('0', 'client-r1');
  const name = await service.sealed('後の名', 'client-r1');
  await service.write(nextClients, new Map([['r1', { clientId: 'r1', name, phone }]]));
  await service.store.setState(nextClients, 'live');
  expect((await page()).body!.items).toMatchObject([{ client: { name: '後の名' } }]);
});

test('what is at fault in a request is said as ever', async () => {
  await page();
  const asked = service.readModels.page(referrals.name, { nothing: '1' }, readers.tokyo);
  await expect(asked).rejects.toMatchObject({ init: { status: 400 } });
});
