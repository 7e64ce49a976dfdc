import { NewerSchemaVersion, type DomainEvent, type EventRegistry } from '#platform/event-schema';
import {
  deeplyFrozen,
  type EventStore,
  type RecordedEvent,
  type Revision,
  type StreamName,
} from '#platform/event-store';
import { NewerReleaseNeeded } from './not-decided.ts';
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

/** An aggregate before its first event. */
export function unwritten(aggregate: AnyAggregate, id: string): Loaded {
  return {
    stream: streamOf(aggregate, id),
    events: [],
    state: aggregate.initialState,
    revision: undefined,
    lastHash: undefined,
  };
}

/**
 * Reads streams and folds them. The store is asked each time; what it answers again unchanged, as the embedded log does
 * with streams in its memory, is not folded again: a referral reads a client, a consent and a consultant that hundreds
 * before it have read.
 */
export class AggregateLoader {
  readonly #store: EventStore;
  readonly #registry: EventRegistry;
  /** Gone with the store's arrays: its memory decides how long that is. */
  readonly #loaded = new WeakMap<readonly RecordedEvent[], Loaded>();

  constructor(store: EventStore, registry: EventRegistry) {
    this.#store = store;
    this.#registry = registry;
  }

  /** @throws NewerReleaseNeeded where an event is newer than this program (law 8). */
  async load(aggregate: AnyAggregate, id: string): Promise<Loaded> {
    const stream = streamOf(aggregate, id);
    const recorded = await this.#store.readWhole(stream);
    const last = recorded.at(-1);
    if (last === undefined) return unwritten(aggregate, id);
    const known = this.#loaded.get(recorded);
    if (known) return known;
    const events = recorded.flatMap((event) => decoded(this.#registry, event) ?? []);
    const { revision, metadata } = last;
    const loaded = { stream, events, state: deeplyFrozen(fold(aggregate, events)), revision, lastHash: metadata.hash };
    this.#loaded.set(recorded, loaded);
    return loaded;
  }
}

function decoded(registry: EventRegistry, recorded: RecordedEvent): DomainEvent | undefined {
  try {
    return registry.decode(recorded);
  } catch (error) {
    // Deciding on facts one cannot read would be guessing; a process that can read them may be beside this one.
    if (error instanceof NewerSchemaVersion) throw new NewerReleaseNeeded(error.message, { cause: error });
    throw error;
  }
}
