import type { RecordedEvent, Revision, StreamName } from '#platform/event-store';
import { brokenLink, GENESIS, type BrokenLink } from './hash-chain.ts';

/** Checks the chains of all streams of a log at once, its events handed in as they stand in it, from the first one on. */
export class LogCheck {
  readonly #ends = new Map<StreamName, { readonly revision: Revision; readonly hash: string }>();
  #events = 0;

  /** Events looked at that stand where they have to. */
  get events(): number {
    return this.#events;
  }

  /** Looks at the next event of the log. @returns where its stream's chain does not hold, if it does not */
  look(event: RecordedEvent): BrokenLink | undefined {
    const end = this.#ends.get(event.stream);
    const broken = brokenLink(event, end ? end.revision + 1 : 0, end?.hash ?? GENESIS);
    if (broken) return broken;
    this.#ends.set(event.stream, { revision: event.revision, hash: event.metadata.hash });
    this.#events++;
    return undefined;
  }
}
