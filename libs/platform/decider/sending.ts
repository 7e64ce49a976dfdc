import {
  OutcomeUnknown,
  WrongExpectedRevision,
  categoryOf,
  type Appended,
  type EventStore,
  type ExpectedRevision,
  type NewEvent,
  type StreamName,
} from '#platform/event-store';
import { inSpan } from '#platform/tracing';

/** Most sendings of one append whose outcome stays unknown, before the caller is told so. */
const MOST_SENDINGS = 5;

/**
 * Appends. When the answer was lost, looks at what stands after the expected revision (law 6): nothing, and the same
 * bytes are sent again; something, and it has to be decided again, which begins by looking for the command's own events.
 *
 * @returns undefined when the stream moved on.
 */
export async function send(
  store: EventStore,
  stream: StreamName,
  expected: ExpectedRevision,
  events: readonly NewEvent[],
): Promise<Appended | undefined> {
  for (let sending = 1; ; sending++) {
    try {
      return await inSpan(`append ${categoryOf(stream)}`, { attributes: { 'tasuki.events': events.length } }, () =>
        store.append(stream, expected, events),
      );
    } catch (error) {
      if (error instanceof WrongExpectedRevision) return undefined;
      if (!(error instanceof OutcomeUnknown) || sending === MOST_SENDINGS) throw error;
      if (await movedOn(store, stream, expected)) return undefined;
    }
  }
}

async function movedOn(store: EventStore, stream: StreamName, expected: ExpectedRevision): Promise<boolean> {
  const from = expected === 'no stream' ? 0 : expected + 1;
  // The loop ends the reading: EventStoreDB's reader watches over one that was abandoned for as long as the program runs.
  for await (const found of store.read(stream, { from, maxCount: 1 })) return found.revision >= from;
  return false;
}
