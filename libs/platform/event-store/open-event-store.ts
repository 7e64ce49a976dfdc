import { join } from 'node:path';
import { openEmbeddedEventStore, type EmbeddedOptions } from './embedded/embedded-event-store.ts';
import type { EventStoreDbOptions } from './eventstoredb/eventstoredb-options.ts';
import type { EventStore } from './port.ts';

export interface EventStoreSettings {
  /** `esdb://…` or `esdb+discover://…`; undefined or empty for the embedded log. */
  readonly url?: string | undefined;
  /** The folder of the embedded log. */
  readonly dataDir: string;
  readonly embedded?: EmbeddedOptions;
  readonly eventStoreDb?: EventStoreDbOptions;
}

/** Where the embedded log lies in a data folder: what its readers in other threads and processes open. */
export function embeddedLogFile(dataDir: string): string {
  return join(dataDir, 'events.db');
}

/**
 * The event store that the settings name. The client of EventStoreDB is loaded only where it is used: the embedded
 * profile starts without it.
 *
 * @throws RangeError for a url of another kind.
 * @throws EventStoreError what {@link openEmbeddedEventStore} throws.
 */
export async function openEventStore({
  url,
  dataDir,
  embedded,
  eventStoreDb,
}: EventStoreSettings): Promise<EventStore> {
  if (url === undefined || url === '') return openEmbeddedEventStore(embeddedLogFile(dataDir), embedded);
  if (!/^esdb(\+discover)?:\/\//.test(url)) {
    // The url itself may carry a password.
    throw new RangeError(
      'The url of the event store must begin with esdb:// or esdb+discover://, e.g. esdb://localhost:2113?tls=false; ' +
        'leave it empty for the embedded log.',
    );
  }
  const { connectEventStoreDb } = await import('./eventstoredb/eventstoredb-event-store.ts');
  return connectEventStoreDb(url, eventStoreDb);
}
