import { startEventStoreDbDouble, type EventStoreDbDouble } from '#platform/testing/eventstoredb-double';
import { eventStoreContract } from '../event-store.contract.ts';
import type { EventStore } from '../port.ts';
import { endRigs, startRig } from './mirror.fixture.ts';

/** What reads goes through the mirror, what writes goes to the server: as a projector and its commands have it. */
function open(url: string): EventStore {
  const { reader, server } = startRig(url);
  return {
    append: (...append) => server.append(...append),
    readWhole: (stream) => server.readWhole(stream),
    readBack: (options) => server.readBack(options),
    read: (...read) => reader.read(...read),
    page: (options) => reader.page(options),
    readAll: (options) => reader.readAll(options),
    subscribeToAll: (options) => reader.subscribeToAll(options),
    eventAt: (position) => reader.eventAt(position),
    head: () => reader.head(),
    close: () => reader.close(),
  };
}

let double: EventStoreDbDouble | undefined;

eventStoreContract('mirror of an EventStoreDB, protocol double', {
  open: async () => {
    double ??= await startEventStoreDbDouble();
    return open(double.url);
  },
  restart: async (store) => {
    await store.close();
    await double?.stop();
    await double?.start();
    return open(double?.url ?? '');
  },
  cleanUp: async () => {
    await endRigs();
    await double?.close();
  },
});

const { EVENT_STORE_URL } = process.env;
if (EVENT_STORE_URL?.startsWith('esdb') === true) {
  eventStoreContract('mirror of an EventStoreDB, real server', {
    open: async () => open(EVENT_STORE_URL),
    cleanUp: endRigs,
  });
}
