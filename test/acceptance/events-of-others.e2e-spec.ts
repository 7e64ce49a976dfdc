import { randomUUID } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { startEventStoreDbDouble, type EventStoreDbDouble } from '#platform/testing/eventstoredb-double';
import { enrol, referBy } from './referred-client.ts';
import { ServiceUnderTest } from './service-under-test.ts';

let double: EventStoreDbDouble;
let service: ServiceUnderTest;
beforeAll(async () => {
  double = await startEventStoreDbDouble();
  service = new ServiceUnderTest({ EVENT_STORE_URL: double.url });
});
afterAll(async () => {
  await service.remove();
  await double.close();
});

/** What another application leaves in the log that it shares, under names that we use too. */
async function othersAppend(): Promise<void> {
  const client = EventStoreDBClient.connectionString(double.url);
  const data = { anything: 'else' };
  await client.appendToStream(`client-${randomUUID()}`, [
    jsonEvent({ type: 'ClientRegistered', data, metadata: Buffer.from('no JSON') }),
    jsonEvent({ type: 'EstablishmentAdded', data, metadata: Buffer.from('null') }),
    jsonEvent({ type: 'ReferralAcknowledged', data }),
    jsonEvent({ type: 'Theirs', data, metadata: Buffer.from([200, 201]) }),
  ]);
  await client.dispose();
}

test('events of others are not ours to interpret, whatever their types are called: read models and processes pass them by', async () => {
  await othersAppend();
  await service.start();
  const { consultant, association } = await service.people();
  await enrol({ association, consultant });
  const { referralId } = await referBy(consultant);
  await othersAppend();
  await service.settled();
  expect(await consultant.list('/clients')).toHaveLength(1);
  const before = await consultant.row(`/referrals/${referralId}`);

  // Once more, out of the mirror.
  await service.end();
  for (const file of readdirSync(service.dataDir)) {
    if (/^(read-models|processes)\.db/.test(file)) rmSync(join(service.dataDir, file));
  }
  await service.start();
  await service.settled();
  const again = (await service.people()).consultant;
  expect(await again.list('/clients')).toHaveLength(1);
  expect(await again.row(`/referrals/${referralId}`)).toEqual(before);
  const token = await service.token('system-admin');
  const asked = await fetch(`${service.url}/operators/projections`, { headers: { authorization: `Bearer ${token}` } });
  const { items } = (await asked.json()) as { items: { versions: { state: string; parkedStreams?: number }[] }[] };
  expect(new Set(items.flatMap(({ versions }) => versions.map(({ state }) => state)))).toEqual(new Set(['live']));
});
