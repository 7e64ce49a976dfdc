import { WrongExpectedRevision, type Appended, type EventStore } from '#platform/event-store';
import type { Metrics } from './metrics.ts';

/** The same event store, with the time of each append measured. */
export function measuredStore(store: EventStore, { instruments }: Metrics): EventStore {
  const { appends, appendedEvents } = instruments;
  return {
    append: async (stream, expected, events): Promise<Appended> => {
      const began = performance.now();
      const took = (outcome: string) => appends.observe({ outcome }, (performance.now() - began) / 1000);
      try {
        const appended = await store.append(stream, expected, events);
        took('stored');
        appendedEvents.inc(events.length);
        return appended;
      } catch (error) {
        took(error instanceof WrongExpectedRevision ? 'conflict' : 'failed');
        throw error;
      }
    },
    read: (stream, options) => store.read(stream, options),
    readWhole: (stream) => store.readWhole(stream),
    readBack: (options) => store.readBack(options),
    readAll: (options) => store.readAll(options),
    subscribeToAll: (options) => store.subscribeToAll(options),
    eventAt: (position) => store.eventAt(position),
    head: () => store.head(),
    close: () => store.close(),
  };
}
