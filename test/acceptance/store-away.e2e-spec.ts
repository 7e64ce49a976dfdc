import type { BackOffice } from '#apps/cli';
import { startEventStoreDbDouble, type EventStoreDbDouble } from '#platform/testing/eventstoredb-double';
import { ServiceUnderTest } from './service-under-test.ts';

let double: EventStoreDbDouble;
let service: ServiceUnderTest;
let consultant: BackOffice;

beforeAll(async () => {
  double = await startEventStoreDbDouble();
  service = new ServiceUnderTest({ EVENT_STORE_URL: double.url });
  await service.start();
  ({ consultant } = await service.people());
});
afterAll(async () => {
  await service.remove();
  await double.close();
});

const register = (name: string) =>
  consultant.command('/clients', {
    name,
    regularEmployees: 10,
    owner: { name: '見本 花子' },
    establishments: [{ name: '本社', prefecture: '22' }],
  });

test('while the event store is away commands are told so and read models are served; it recovers by itself', async () => {
  await register('甲');
  expect(await consultant.list('/clients')).toHaveLength(1);

  await double.stop();
  await expect(register('乙')).rejects.toMatchObject({ status: 503, problem: { code: 'STORE_UNAVAILABLE' } });
  expect(await consultant.get('/clients')).toMatchObject({
    items: [{ name: '甲' }],
    lag: { events: null, seconds: null },
  });
  const ready = await fetch(`${service.url}/health/ready`);
  expect([ready.status, await ready.json()]).toEqual([
    503,
    { status: 'not ready', checks: { eventStore: 'down', readModels: 'up' } },
  ]);

  await double.start();
  await register('丙');
  expect((await consultant.list('/clients')).map(({ name }) => name)).toEqual(['甲', '丙']);
});

test('an event store that does not answer at the start ends it with a sentence', async () => {
  const unreachable = new ServiceUnderTest({ EVENT_STORE_URL: 'esdb://127.0.0.1:1?tls=false' });
  await expect(unreachable.start()).rejects.toThrow(
    'EVENT_STORE_URL names an event store that does not answer: start it, or write the address it answers at.',
  );
});
