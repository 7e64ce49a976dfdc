import { deeplyFrozen } from '../deeply-frozen.ts';
import type { RecordedEvent, StreamName } from '../port.ts';

/**
 * Whole streams that were read of late, for decisions read the same clients and consents again and again. Only the log's
 * one writer may keep it: it alone knows when a stream has grown.
 */
export class StreamCache {
  readonly #streams = new Map<StreamName, readonly RecordedEvent[]>();
  readonly #mostEvents: number;
  #events = 0;

  /** `mostEvents`: how many events are kept at most; the streams not asked for longest go first. */
  constructor(mostEvents: number) {
    this.#mostEvents = mostEvents;
  }

  get(stream: StreamName): readonly RecordedEvent[] | undefined {
    const events = this.#streams.get(stream);
    if (events === undefined) return undefined;
    this.#streams.delete(stream);
    this.#streams.set(stream, events); // a Map keeps the order of insertion: the last asked for stands last
    return events;
  }

  /** All events of a stream, from its first to its last. They are frozen: several decisions will hold them at once. */
  keep(stream: StreamName, events: readonly RecordedEvent[]): void {
    this.forget(stream);
    if (events.length === 0 || events.length > this.#mostEvents) return;
    this.#streams.set(stream, deeplyFrozen(events));
    this.#events += events.length;
    for (const oldest of this.#streams.keys()) {
      if (this.#events <= this.#mostEvents) return;
      this.forget(oldest);
    }
  }

  /** Called when a stream has grown, or may have. */
  forget(stream: StreamName): void {
    const events = this.#streams.get(stream);
    if (events === undefined) return;
    this.#streams.delete(stream);
    this.#events -= events.length;
  }
}
