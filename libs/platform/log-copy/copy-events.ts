import { setTimeout as pause } from 'node:timers/promises';
import { LogCheck } from '#platform/audit';
import {
  OutcomeUnknown,
  StoreUnavailable,
  WrongExpectedRevision,
  type EventReader,
  type EventStore,
  type Position,
  type RecordedEvent,
} from '#platform/event-store';
import { appendsOf } from './appends-of.ts';

/** The copy cannot be made; the message says why, and what to do. */
export class CopyRefused extends Error {
  override readonly name = 'CopyRefused';
}

/** `compared`: what was there already; `copied`; `checked`: all of it, read back. */
export type CopyStep = 'compared' | 'copied' | 'checked';

export interface CopyOptions {
  /** A log that nobody writes to meanwhile. */
  readonly from: EventReader;
  /** A store that holds nothing yet, or the beginning of this very log: an interrupted copy goes on where it was. */
  readonly to: EventStore;
  /** Positions of the log whose counterparts in the copy are asked for, e.g. those of checkpoints. */
  readonly wanted?: ReadonlySet<Position>;
  /** Told after every hundred events of a step. */
  readonly onProgress?: (step: CopyStep, events: number) => void;
  /** Before an append without an answer is sent again, milliseconds; each further one in a row is twice as long. */
  readonly retryMs?: number;
}

/** A copy that was read back. */
export interface CopiedLog {
  readonly events: number;
  /** How many of them were there already. */
  readonly before: number;
  /** Where the events at the wanted positions stand in the copy. */
  readonly positions: ReadonlyMap<Position, Position>;
}

const TOLD_EVERY = 100;
const RETRY_MS = 250;
/** An append that got no answer so many times in a row ends the copy; it can be taken up again. */
const MOST_SENDINGS = 6;

/**
 * Copies a log event by event: the same ids, types, data and metadata in the same streams, at the same revisions, in the
 * same order. Only the store's own positions and instants of storing are others. Each event's place in its stream's chain
 * of hashes is checked before it is sent, and again on what the store answers when all of it is read back.
 *
 * One append at a time: two in flight may be stored in the other order, and read models that join streams would differ.
 *
 * @throws CopyRefused when the store holds something else, or a chain does not hold
 * @throws StoreUnavailable, OutcomeUnknown when the store stays away: begun again, the copy goes on where it was
 */
export async function copyEvents({
  from,
  to,
  wanted,
  onProgress,
  retryMs = RETRY_MS,
}: CopyOptions): Promise<CopiedLog> {
  const tell = (step: CopyStep, events: number, sinceThen = 1) => {
    if (events % TOLD_EVERY < sinceThen) onProgress?.(step, events);
  };
  const source = new CheckedLog(from, 'the log');
  const before = await compare(source, to, (events) => tell('compared', events));
  let copied = before;
  for await (const events of appendsOf(source)) {
    await appended(to, events, retryMs);
    copied += events.length;
    tell('copied', copied, events.length);
  }
  const positions = new Map<Position, Position>();
  const again = new CheckedLog(from, 'the log');
  const events = await compare(again, to, (events, ours, theirs) => {
    if (wanted?.has(ours.position)) positions.set(ours.position, theirs.position);
    tell('checked', events);
  });
  if (!(await again.next()).done) throw new CopyRefused(`The store lacks the event after the first ${events}.`);
  return { events, before, positions };
}

/** A log from its first event on, each one checked as it is handed out. */
class CheckedLog implements AsyncIterable<RecordedEvent> {
  readonly #events: AsyncIterator<RecordedEvent>;
  readonly #check = new LogCheck();

  constructor(
    log: EventReader,
    private readonly name: string,
  ) {
    this.#events = log.readAll()[Symbol.asyncIterator]();
  }

  /** Events handed out. */
  get events(): number {
    return this.#check.events;
  }

  async next(): Promise<IteratorResult<RecordedEvent, undefined>> {
    const next = await this.#events.next();
    if (next.done) return { done: true, value: undefined };
    const broken = this.#check.look(next.value);
    if (!broken) return next;
    throw new CopyRefused(
      `${this.name} is not what was recorded: at position ${next.value.position}, revision ${broken.revision} of ${broken.stream}, the ${broken.reason}.`,
    );
  }

  [Symbol.asyncIterator](): AsyncIterator<RecordedEvent, undefined> {
    return {
      next: () => this.next(),
      return: async () => {
        await this.#events.return?.();
        return { done: true, value: undefined };
      },
    };
  }
}

/** Holds what a store holds to the beginning of a log, hash by hash. @returns how many events it holds */
async function compare(
  source: CheckedLog,
  to: EventReader,
  onEqual: (events: number, ours: RecordedEvent, theirs: RecordedEvent) => void,
): Promise<number> {
  const copy = new CheckedLog(to, 'the store’s copy');
  for await (const theirs of copy) {
    const { value: ours } = await source.next();
    if (ours === undefined || !isSame(ours, theirs)) {
      throw new CopyRefused(
        `After ${copy.events - 1} events that agree, the store holds ${theirs.type} at revision ${theirs.revision} of ${theirs.stream}, ` +
          `${ours ? 'which is not what the log holds there' : 'which the log does not hold: it is in use already'}. ` +
          'Nothing was changed; copy into a store that is empty.',
      );
    }
    onEqual(copy.events, ours, theirs);
  }
  return copy.events;
}

/** Both hashes were computed anew over everything in the events, so equal ones are of equal events. */
function isSame(ours: RecordedEvent, theirs: RecordedEvent): boolean {
  return ours.id === theirs.id && ours.stream === theirs.stream && ours.metadata.hash === theirs.metadata.hash;
}

/** Appends, and sends the same again when no answer came: the store stores the same events once. */
async function appended(to: EventStore, events: readonly RecordedEvent[], retryMs: number): Promise<void> {
  const { stream, revision } = events[0]!;
  const expected = revision === 0 ? 'no stream' : revision - 1;
  const plain = events.map(({ id, type, data, metadata }) => ({ id, type, data, metadata }));
  for (let sending = 1; ; sending++) {
    try {
      await to.append(stream, expected, plain);
      return;
    } catch (error) {
      if (error instanceof WrongExpectedRevision) {
        throw new CopyRefused(`Somebody else writes ${stream} in the store: copy into one that nobody uses.`);
      }
      const isAway = error instanceof StoreUnavailable || error instanceof OutcomeUnknown;
      if (!isAway || sending === MOST_SENDINGS) throw error;
      await pause(retryMs * 2 ** (sending - 1));
    }
  }
}
