import { UnparsedEvent } from '#platform/event-store';
import type { LogEvent } from '../definition/log-event.ts';

/** Traces that one commit of rows is told in at most: a span each, and a link each. */
const MOST_TRACES = 32;

/** When rows were folded and committed, and the spans in which the events they follow from were decided. */
export interface CommitTraces {
  /** `traceparent` of the events. */
  readonly traces: readonly string[];
  /** Milliseconds since 1970. */
  readonly began: number;
  readonly ended: number;
}

/**
 * Collects the traces of what is folded until it is committed. Events name one only where it was collected when they were
 * decided; of all others nothing is kept.
 */
export class FoldedTraces {
  readonly #traces = new Set<string>();
  #began = 0;

  /** These have been folded just now. */
  note(events: Iterable<LogEvent>): void {
    for (const { recorded } of events) {
      if (this.#traces.size === MOST_TRACES) return;
      const { traceparent } = recorded instanceof UnparsedEvent ? recorded : recorded.metadata;
      if (traceparent === undefined) continue;
      if (this.#traces.size === 0) this.#began = presentInstant();
      this.#traces.add(traceparent);
    }
  }

  /** What was collected and is committed by now, to be forgotten; nothing where that is none. */
  take(): { readonly traced?: CommitTraces } {
    if (this.#traces.size === 0) return {};
    const traces = [...this.#traces];
    this.#traces.clear();
    return { traced: { traces, began: this.#began, ended: presentInstant() } };
  }
}

/** As exact as spans tell it. */
function presentInstant(): number {
  return performance.timeOrigin + performance.now();
}
