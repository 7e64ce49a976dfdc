import { NewerSchemaVersion, type DomainEvent, type EventRegistry } from '#platform/event-schema';
import {
  StoreUnavailable,
  type EventStore,
  type RecordedEvent,
  type Revision,
  type StreamName,
} from '#platform/event-store';
import { fold, streamOf, type AnyAggregate } from './aggregate.ts';

/** An aggregate as its stream tells it. */
export interface Loaded {
  readonly stream: StreamName;
  readonly events: readonly DomainEvent[];
  readonly state: { readonly stage: string };
  /** Revision of the last event; undefined where there is no stream yet. */
  readonly revision: Revision | undefined;
  /** Hash of the last event, where the next one's chain begins. */
  readonly lastHash: string | undefined;
}

/** Reads a stream and folds it. @throws StoreUnavailable also where an event is newer than this program (law 8). */
export async function load(
  store: EventStore,
  registry: EventRegistry,
  aggregate: AnyAggregate,
  id: string,
): Promise<Loaded> {
  const stream = streamOf(aggregate, id);
  const events: DomainEvent[] = [];
  let last: RecordedEvent | undefined;
  for await (const recorded of store.read(stream)) {
    last = recorded;
    const event = decode(registry, recorded);
    if (event) events.push(event);
  }
  return { stream, events, state: fold(aggregate, events), revision: last?.revision, lastHash: last?.metadata.hash };
}

function decode(registry: EventRegistry, recorded: RecordedEvent): DomainEvent | undefined {
  try {
    return registry.decode(recorded);
  } catch (error) {
    // Deciding on facts one cannot read would be guessing; a process that can read them may be beside this one.
    if (error instanceof NewerSchemaVersion) throw new StoreUnavailable(error.message);
    throw error;
  }
}
