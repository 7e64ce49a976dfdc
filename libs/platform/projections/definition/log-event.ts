import type { DomainEvent, EventRegistry } from '#platform/event-schema';
import type { RecordedEvent } from '#platform/event-store';
import type { Checkpoint } from '../store/read-model-store.ts';

/** An event of the log on its way into projections: decoded when the first of them wants it, once for all of them. */
export class LogEvent {
  readonly recorded: RecordedEvent;
  readonly #registry: EventRegistry;
  #decoded: DomainEvent | undefined;

  constructor(recorded: RecordedEvent, registry: EventRegistry) {
    this.recorded = recorded;
    this.#registry = registry;
  }

  /** Where a projection stands that has seen it. */
  get checkpoint(): Checkpoint {
    return { position: this.recorded.position, eventId: this.recorded.id };
  }

  /**
   * The event at its newest version; undefined for a type nobody knows.
   *
   * @throws NewerSchemaVersion for a known type at an unknown version.
   */
  decode(): DomainEvent | undefined {
    return (this.#decoded ??= this.#registry.decode(this.recorded));
  }

  /** Another event in its place. */
  as(recorded: RecordedEvent): LogEvent {
    return new LogEvent(recorded, this.#registry);
  }
}
