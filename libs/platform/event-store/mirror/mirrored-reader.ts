import { setImmediate as othersTurn, setTimeout as pause } from 'node:timers/promises';
import { EmbeddedReader } from '../embedded/embedded-reader.ts';
import { StoreUnavailable } from '../errors.ts';
import {
  CaughtUp,
  type EventReader,
  type PageOptions,
  type Position,
  type ReadAllOptions,
  type ReadOptions,
  type RecordedEvent,
  type StreamName,
  type SubscribeOptions,
} from '../port.ts';
import { agrees } from './agreement.ts';
import type { FillProgress } from './fill-progress.ts';
import { fileIdentity, lastMirrored, openMirrorForReading } from './mirror-file.ts';

/** Events read from the mirror at a time. */
const PAGE = 1_000;
/** Before a subscription asks again for a server that is away, milliseconds. */
const RETRY_MS = 250;

/** How the mirror is read. */
interface Paging {
  /** Most events of a page. */
  readonly atOnce: number;
  /** Events are parsed when they are looked at: one of another's that is no JSON shows only then. */
  readonly parsedLate: boolean;
}

/** Somebody fills the mirror in this process. */
export interface MirrorFilling {
  readonly progress: FillProgress;
  stop(): Promise<void>;
}

/**
 * The log of a server for who reads all of it: up to its end from the mirror, which is several times as fast as the
 * client, then from the server itself. The seam is a position: what stands after it is asked of the server, so nothing
 * is lost and nothing comes twice, and nobody who has caught up waits for the mirror.
 *
 * Streams, single events and the log's end are the server's own answers always: whoever decides, or recognises a log by
 * its checkpoint, asks those. It is a reader: there is no way to append to it.
 */
export class MirroredReader implements EventReader {
  readonly #server: EventReader;
  readonly #file: string;
  readonly #filling: MirrorFilling | undefined;
  readonly #closing = new AbortController();
  #mirror: { readonly identity: string; readonly reader: EmbeddedReader } | undefined;
  #opening: Promise<EmbeddedReader | undefined> | undefined;

  /** Without a filling in this process what is there is read, as far as it goes. Server and filling are ended with it. */
  constructor(server: EventReader, file: string, filling?: MirrorFilling) {
    this.#server = server;
    this.#file = file;
    this.#filling = filling;
  }

  read(stream: StreamName, options?: ReadOptions): AsyncIterable<RecordedEvent> {
    return this.#server.read(stream, options);
  }

  eventAt(position: Position): Promise<RecordedEvent | undefined> {
    return this.#server.eventAt(position);
  }

  head(): Promise<Position> {
    return this.#server.head();
  }

  async *readAll({ from = 0, maxCount = Infinity }: ReadAllOptions = {}): AsyncGenerator<RecordedEvent, void> {
    let [position, left] = [from, maxCount];
    for await (const page of this.#pages(from, maxCount, this.#closing.signal)) {
      yield* page;
      position = page.at(-1)!.position;
      left -= page.length;
    }
    if (left > 0) yield* this.#server.readAll({ from: position, ...(Number.isFinite(left) && { maxCount: left }) });
  }

  async page({ from = 0, maxCount }: PageOptions): Promise<readonly RecordedEvent[]> {
    const paging = { atOnce: maxCount, parsedLate: true };
    let events: readonly RecordedEvent[] = [];
    for await (const page of this.#pages(from, maxCount, this.#closing.signal, paging)) {
      events = events.length === 0 ? page : [...events, ...page];
    }
    if (events.length === maxCount) return events;
    const rest: RecordedEvent[] = [];
    const after = { from: events.at(-1)?.position ?? from, maxCount: maxCount - events.length };
    for await (const event of this.#server.readAll(after)) rest.push(event);
    return [...events, ...rest];
  }

  async *subscribeToAll({
    from,
    signal,
    parsedLate = false,
  }: SubscribeOptions): AsyncGenerator<RecordedEvent | CaughtUp, void> {
    const ended = AbortSignal.any([signal, this.#closing.signal]);
    const isOpen = !this.#closing.signal.aborted;
    let position = from === 'start' ? 0 : from;
    while (position !== 'end' && !ended.aborted) {
      try {
        for await (const page of this.#pages(position, Infinity, ended, { atOnce: PAGE, parsedLate })) {
          for (const event of page) {
            if (ended.aborted) return;
            yield event;
            position = event.position;
          }
        }
        break;
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error;
        await pause(RETRY_MS, undefined, { signal: ended }).catch(() => undefined);
      }
    }
    // A reader that was closed before refuses; one that is closed meanwhile ends what it has handed out.
    if (isOpen && ended.aborted) return;
    yield* this.#server.subscribeToAll({ from: position === 0 ? 'start' : position, signal, parsedLate });
  }

  async close(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort();
    this.#forget();
    await Promise.all([this.#server.close(), this.#filling?.stop()]);
  }

  /** What the mirror holds after a position, and what is on its way into it; ends where the server has to be asked. */
  async *#pages(
    from: Position,
    maxCount: number,
    signal: AbortSignal,
    { atOnce, parsedLate }: Paging = { atOnce: PAGE, parsedLate: false },
  ): AsyncGenerator<readonly RecordedEvent[], void> {
    let [position, left, hasWaited] = [from, maxCount, false];
    while (left > 0 && !signal.aborted) {
      const page = await this.#page({ from: position, maxCount: Math.min(atOnce, left) }, parsedLate);
      if (page !== undefined && page.length > 0) {
        hasWaited = false;
        yield page;
        position = page.at(-1)!.position;
        left -= page.length;
        await othersTurn();
      } else {
        if (hasWaited || !(await this.#growsBeyond(position, page !== undefined, signal))) return;
        hasWaited = true;
      }
    }
  }

  /** Waits at the mirror's end, and only there: for who stands further on, the server has more. */
  async #growsBeyond(position: Position, isReadable: boolean, signal: AbortSignal): Promise<boolean> {
    const progress = this.#filling?.progress;
    if (progress === undefined) return false;
    if (progress.state !== 'opening' && (!isReadable || position > progress.position)) return false;
    await progress.changed(position, signal);
    return progress.position > position;
  }

  /** @returns undefined where there is no mirror, or one that cannot be read here: the server knows */
  async #page(options: PageOptions, parsedLate: boolean): Promise<readonly RecordedEvent[] | undefined> {
    const mirror = await this.#current();
    try {
      return parsedLate ? await mirror?.page(options) : mirror?.readAllPage(options);
    } catch (error) {
      if (error instanceof StoreUnavailable || error instanceof SyntaxError) return undefined;
      throw error;
    }
  }

  /** The mirror that the file's name names now, once its last event was found at the server. */
  async #current(): Promise<EmbeddedReader | undefined> {
    if (this.#closing.signal.aborted) return undefined;
    const identity = fileIdentity(this.#file);
    if (this.#mirror !== undefined && this.#mirror.identity === identity) return this.#mirror.reader;
    this.#forget();
    if (identity === undefined) return undefined;
    this.#opening ??= this.#open(identity).finally(() => (this.#opening = undefined));
    return this.#opening;
  }

  async #open(identity: string): Promise<EmbeddedReader | undefined> {
    const db = openMirrorForReading(this.#file);
    if (db === undefined) return undefined;
    const isTrusted = await agrees(this.#server, lastMirrored(db)).catch((error: unknown) => {
      db.close();
      throw error;
    });
    if (!isTrusted || this.#closing.signal.aborted) {
      db.close();
      return undefined;
    }
    const reader = new EmbeddedReader(db, undefined);
    this.#mirror = { identity, reader };
    return reader;
  }

  #forget(): void {
    void this.#mirror?.reader.close();
    this.#mirror = undefined;
  }
}
