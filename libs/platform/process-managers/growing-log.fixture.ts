import { CaughtUp, type EventReader, type RecordedEvent } from '#platform/event-store';
import { type GivenEvent, recordedInTest } from '#platform/testing';

/** A log that is added to while it is followed. */
export class GrowingLog {
  readonly events: RecordedEvent[] = [];
  #grown = new AbortController();

  /** @param recordedAt by default a second after the event before it */
  record(event: GivenEvent, recordedAt?: string): void {
    const position = this.events.length + 1;
    const recorded = recordedInTest([...Array.from({ length: position - 1 }, () => event), event]).at(-1)!;
    this.add({ ...recorded, position, ...(recordedAt !== undefined && { recordedAt }) });
  }

  add(...events: readonly RecordedEvent[]): void {
    this.events.push(...events);
    this.#grown.abort();
    this.#grown = new AbortController();
  }

  get reader(): EventReader {
    const following = this.#follow.bind(this);
    return {
      subscribeToAll: following,
      eventAt: (position: number) => Promise.resolve(this.events[position - 1]),
    } as unknown as EventReader;
  }

  async *#follow({ from, signal }: { from: number | 'start'; signal: AbortSignal }) {
    let next = from === 'start' ? 0 : from;
    while (!signal.aborted) {
      const waking = AbortSignal.any([signal, this.#grown.signal]);
      while (next < this.events.length) yield this.events[next++]!;
      yield new CaughtUp(next);
      if (!waking.aborted) await new Promise((resolve) => waking.addEventListener('abort', resolve, { once: true }));
    }
  }
}
