import type { Position } from '#platform/event-store';
import type { LogEvent } from '../definition/log-event.ts';
import type { Checkpoint } from '../store/read-model-store.ts';

/** Where a projection stands in the log: what it has seen, and what of it is committed. */
export class FeedPlace {
  committed: Checkpoint | undefined;
  /** The last event dealt with; ahead of what is committed by irrelevant events, or by rows that are held. */
  seen: Checkpoint | undefined;
  /** Up to which the log has been dealt with, 0 at its beginning. */
  position: Position = 0;
  /** Events of the log that it has been given, relevant or not. */
  eventsSeen = 0;
  /** How many of them the committed checkpoint lies behind. */
  #eventsCommitted = 0;

  get isAhead(): boolean {
    return this.seen?.position !== this.committed?.position;
  }

  restartAt(checkpoint: Checkpoint | undefined): void {
    this.#eventsCommitted = this.eventsSeen;
    this.committed = this.seen = checkpoint;
    this.position = checkpoint?.position ?? 0;
  }

  /** What is built elsewhere has come so far; undefined: it is no longer built there. */
  elsewhere(came: { readonly position: Position; readonly events: number } | undefined): void {
    this.position = came?.position ?? this.committed?.position ?? 0;
    if (came) this.eventsSeen = came.events;
  }

  /** An event, the last of so many, has been dealt with. */
  saw(event: LogEvent, events: number): void {
    this.seen = event.checkpoint;
    this.position = event.recorded.position;
    this.eventsSeen += events;
  }

  /** What had been seen when so many events had been is committed. @returns how many of them were not before */
  commit(checkpoint: Checkpoint, eventsSeen: number): number {
    const events = eventsSeen - this.#eventsCommitted;
    this.committed = checkpoint;
    this.#eventsCommitted = eventsSeen;
    return events;
  }
}
