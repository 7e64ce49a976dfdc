import { startEventStoreDbDouble, type EventStoreDbDouble } from '#platform/testing/eventstoredb-double';
import type { EventStore } from '../port.ts';
import { connectEventStoreDb } from './eventstoredb-event-store.ts';
import type { EventStoreDbOptions } from './eventstoredb-options.ts';

/** For a case in which no answer comes: so that it takes moments. On a busy machine an answer may take longer. */
export const IMPATIENT: EventStoreDbOptions = { appendTimeoutMs: 400, readTimeoutMs: 400 };

/** For all others: whatever the machine has to do besides, an answer that comes is waited for. */
const PATIENT: EventStoreDbOptions = {
  appendTimeoutMs: 20_000,
  readTimeoutMs: 20_000,
  retryMs: { first: 5, most: 40 },
  random: () => 0.5,
};

const opened: { close(): Promise<void> }[] = [];

/** A double that ends with the case. */
export async function startDouble(
  options: Parameters<typeof startEventStoreDbDouble>[0] = {},
): Promise<EventStoreDbDouble> {
  const double = await startEventStoreDbDouble(options);
  opened.push(double);
  return double;
}

/** A store with short pauses between its attempts, closed with the case. */
export function connect(url: string, options: EventStoreDbOptions = {}): EventStore {
  const store = connectEventStoreDb(url, { ...PATIENT, ...options });
  opened.push(store);
  return store;
}

/** For `afterEach`: ends what the case has opened, the last first. */
export async function endAll(): Promise<void> {
  for (const one of opened.splice(0).toReversed()) await one.close();
}

/** What a promise was rejected with; an error that says so if it was not. */
export function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    (value) => new Error(`answered ${JSON.stringify(value)}`),
    (error: unknown) => error,
  );
}
