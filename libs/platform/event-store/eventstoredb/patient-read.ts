import type { StreamingRead } from '@eventstore/db-client';
import { StoreUnavailable } from '../errors.ts';

/**
 * Watches over a read of the client, which passes its deadlines on to nobody: one that hears nothing for `patienceMs` is
 * ended with {@link StoreUnavailable}. So is one under way when the signal aborts; the client would end it as if it were
 * complete. Time the consumer takes between two events does not count.
 */
export class PatientRead<Event> {
  readonly events: StreamingRead<Event>;
  readonly #closing: AbortSignal;
  readonly #timer: NodeJS.Timeout;
  #listening = true;

  constructor(events: StreamingRead<Event>, patienceMs: number, closing: AbortSignal) {
    this.events = events;
    this.#closing = closing;
    events.on('error', () => {}); // one that comes when nobody listens any more would end the process
    closing.addEventListener('abort', this.#abort);
    this.#timer = setTimeout(() => {
      if (this.#listening) events.destroy(new StoreUnavailable(`a read got no answer for ${patienceMs} ms`));
      else this.#timer.refresh();
    }, patienceMs);
  }

  /** The consumer has an event in hand. */
  pause(): void {
    this.#listening = false;
  }

  /** The consumer waits for the next event. */
  resume(): void {
    this.#listening = true;
    this.#timer.refresh();
  }

  /** Ends the watch, and the read at the server if it is not complete. */
  end(): void {
    clearTimeout(this.#timer);
    this.#closing.removeEventListener('abort', this.#abort);
    if (!this.events.readableEnded) this.events.cancel().catch(() => {});
  }

  readonly #abort = (): void => {
    this.events.destroy(new StoreUnavailable('the event store was closed during a read'));
  };
}
