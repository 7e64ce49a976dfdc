import { deeplyFrozen } from '../deeply-frozen.ts';
import type { RecordedEvent, StreamName } from '../port.ts';
import type { WrittenEvent } from '../unparsed-event.ts';
import { parsed } from './event-queries.ts';

/** A whole stream: what has been parsed of it, and behind that what has been written since and nobody has asked for. */
interface KeptStream {
  readonly events: readonly RecordedEvent[];
  readonly written: readonly WrittenEvent[];
}

/**
 * Whole streams that were read or written of late, for decisions read the same clients and consents again and again, and
 * whatever has just been written is what a reaction looks at next. That a stream is not there is kept too: most offices
 * have never said anything of themselves, and each decision asks. Only the log's one writer may keep this: it alone knows
 * when a stream has grown.
 */
export class StreamCache {
  readonly #streams = new Map<StreamName, KeptStream>();
  readonly #mostEvents: number;
  #events = 0;

  /** `mostEvents`: how many events are kept at most; the streams not asked for longest go first. */
  constructor(mostEvents: number) {
    this.#mostEvents = mostEvents;
  }

  /** All events of a stream, none where it is known not to exist; undefined where that is to be looked up. */
  get(stream: StreamName): readonly RecordedEvent[] | undefined {
    const kept = this.#streams.get(stream);
    if (kept === undefined) return undefined;
    const { events, written } = kept;
    const all = written.length === 0 ? events : deeplyFrozen([...events, ...written.map(parsed)]);
    this.#streams.delete(stream);
    this.#streams.set(stream, { events: all, written: [] }); // a Map keeps the order of insertion: the last asked for stands last
    return all;
  }

  /** All events of a stream, from its first to its last. They are frozen: several decisions will hold them at once. */
  keep(stream: StreamName, events: readonly RecordedEvent[]): void {
    this.#keep(stream, { events: deeplyFrozen(events), written: [] });
  }

  /** Called when events have been written behind all others of a stream. */
  grow(stream: StreamName, written: readonly WrittenEvent[]): void {
    const [first] = written;
    const kept = this.#streams.get(stream) ?? NOTHING;
    const known = kept.events.length + kept.written.length;
    // Whoever read it after the commit, and before the commit was answered, has found them there.
    if (first === undefined || known > first.revision) return;
    if (known < first.revision) return this.forget(stream);
    this.#keep(stream, { ...kept, written: [...kept.written, ...written] });
  }

  /** Called when it is not known what has become of a stream. */
  forget(stream: StreamName): void {
    const kept = this.#streams.get(stream);
    if (kept === undefined) return;
    this.#streams.delete(stream);
    this.#events -= weightOf(kept);
  }

  #keep(stream: StreamName, kept: KeptStream): void {
    this.forget(stream);
    if (weightOf(kept) > this.#mostEvents) return;
    this.#streams.set(stream, kept);
    this.#events += weightOf(kept);
    for (const oldest of this.#streams.keys()) {
      if (this.#events <= this.#mostEvents) return;
      this.forget(oldest);
    }
  }
}

const NOTHING: KeptStream = { events: [], written: [] };

/** That there is no such stream takes a place as well. */
function weightOf({ events, written }: KeptStream): number {
  return Math.max(1, events.length + written.length);
}
