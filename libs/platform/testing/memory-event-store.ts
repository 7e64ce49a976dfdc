import {
  StoreUnavailable,
  WrongExpectedRevision,
  type Appended,
  type EventStore,
  type ExpectedRevision,
  type NewEvent,
  type ReadAllOptions,
  type ReadBackOptions,
  type ReadOptions,
  type RecordedEvent,
  type StreamName,
} from '#platform/event-store';

/** A log in memory, for specs of pure decisions: appends and reads as the port says, nothing durable, no subscriptions. */
export class MemoryEventStore implements EventStore {
  readonly log: RecordedEvent[] = [];

  constructor(private readonly now: () => string) {}

  append(stream: StreamName, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<Appended> {
    const existing = this.#of(stream);
    const actual = existing.length === 0 ? 'no stream' : existing.length - 1;
    if (actual !== expected) return Promise.reject(new WrongExpectedRevision(stream, expected, actual));
    events.forEach((event, index) =>
      this.log.push({
        ...structuredClone(event),
        stream,
        revision: existing.length + index,
        position: this.log.length + 1,
        recordedAt: this.now(),
      }),
    );
    return Promise.resolve({ revision: existing.length + events.length - 1, position: this.log.length });
  }

  async *read(stream: StreamName, { from, direction, maxCount }: ReadOptions = {}): AsyncIterable<RecordedEvent> {
    const events = this.#of(stream);
    const wanted =
      direction === 'backwards'
        ? events.filter(({ revision }) => revision <= (from ?? Infinity)).reverse()
        : events.filter(({ revision }) => revision >= (from ?? 0));
    yield* wanted.slice(0, maxCount);
  }

  readWhole(stream: StreamName): Promise<readonly RecordedEvent[]> {
    return Promise.resolve(this.#of(stream));
  }

  async *readAll({ from, maxCount }: ReadAllOptions = {}): AsyncIterable<RecordedEvent> {
    yield* this.log.filter(({ position }) => position > (from ?? 0)).slice(0, maxCount);
  }

  async *readBack({ before, maxCount }: ReadBackOptions): AsyncIterable<RecordedEvent> {
    yield* this.log
      .filter(({ position }) => position < (before ?? Infinity))
      .reverse()
      .slice(0, maxCount);
  }

  subscribeToAll(): never {
    throw new StoreUnavailable('the log in memory has no subscriptions');
  }

  eventAt(position: number): Promise<RecordedEvent | undefined> {
    return Promise.resolve(this.log.find((event) => event.position === position));
  }

  head(): Promise<number> {
    return Promise.resolve(this.log.length);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #of(stream: StreamName): RecordedEvent[] {
    return this.log.filter((event) => event.stream === stream);
  }
}
