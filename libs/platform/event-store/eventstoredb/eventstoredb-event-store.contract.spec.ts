import { startEventStoreDbDouble, type EventStoreDbDouble } from '#platform/testing/eventstoredb-double';
import { eventStoreContract } from '../event-store.contract.ts';
import { connectEventStoreDb } from './eventstoredb-event-store.ts';

let double: EventStoreDbDouble | undefined;

eventStoreContract('EventStoreDB, protocol double', {
  open: async () => {
    double ??= await startEventStoreDbDouble();
    return connectEventStoreDb(double.url);
  },
  restart: async (store) => {
    await store.close();
    await double?.stop();
    await double?.start();
    return connectEventStoreDb(double?.url ?? '');
  },
  cleanUp: async () => double?.close(),
});

const { EVENT_STORE_URL } = process.env;
if (EVENT_STORE_URL?.startsWith('esdb') === true) {
  eventStoreContract('EventStoreDB, real server', { open: async () => connectEventStoreDb(EVENT_STORE_URL) });
}
