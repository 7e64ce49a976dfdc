import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventStoreContract } from '../event-store.contract.ts';
import type { EventStore } from '../port.ts';
import { openEmbeddedEventStore } from './embedded-event-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'tasuki-contract-'));
const files = new Map<EventStore, string>();

function open(file: string): EventStore {
  const store = openEmbeddedEventStore(file);
  files.set(store, file);
  return store;
}

eventStoreContract('embedded', {
  open: async () => open(join(folder, `log-${files.size}`, 'events.db')),
  restart: async (store) => {
    const file = files.get(store) ?? '';
    await store.close();
    return open(file);
  },
  cleanUp: async () => rmSync(folder, { recursive: true }),
});
