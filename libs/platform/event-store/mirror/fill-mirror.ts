import { setTimeout as pause } from 'node:timers/promises';
import { CaughtUp, type Position } from '../port.ts';
import { agrees } from './agreement.ts';
import type { FillProgress } from './fill-progress.ts';
import { deleteMirror, MirrorWriter } from './mirror-file.ts';
import type { MirrorSource } from './mirror-source.ts';
import type { RawEvent } from './raw-event.ts';

/** Events stored in one transaction at most: some 5 MB, some 30 ms. */
const BATCH = 5_000;
/** Longest time an event waits for others before it is stored, milliseconds. */
const GATHER_MS = 50;
/** Before the next attempt after a failure, milliseconds; each further one in a row is twice as long, up to the longest. */
const RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;

/** What is told of a mirror's filling; for the log of the service. */
export interface FillReport {
  /** The mirror lacked, or did not agree with its server, and is filled from the log's beginning. */
  rebuilding(reason: string): void;
  /** It does not go on just now, and is tried again after `inMs`. */
  waiting(error: unknown, inMs: number): void;
}

export interface FillOptions {
  readonly source: MirrorSource;
  readonly file: string;
  readonly progress: Pick<FillProgress, 'moved'>;
  readonly report: FillReport;
  readonly signal: AbortSignal;
  /** See {@link RETRY_MS}. */
  readonly retryMs?: number;
}

/**
 * Keeps a mirror until the signal aborts: compares its last event with the server's, fills it with what came after, goes on
 * live. After every interruption it begins so again, for the server that answers then may hold another log. A mirror that
 * disagrees is deleted and rebuilt; one that somebody deleted is rebuilt. Where it has come to is its last event.
 */
export async function fillMirror(options: FillOptions): Promise<void> {
  const { progress, report, signal, retryMs = RETRY_MS } = options;
  for (let inMs = retryMs; !signal.aborted;) {
    const filling = new Filling(options);
    try {
      await filling.run();
    } catch (error) {
      if (signal.aborted) return;
      if (filling.hasMoved) inMs = retryMs;
      if (error instanceof MirrorGone) report.rebuilding(error.message);
      else if (!(error instanceof Interrupted && filling.hasMoved)) {
        progress.moved('off', filling.position);
        report.waiting(error instanceof Interrupted ? error.cause : error, inMs);
        await pause(inMs, undefined, { signal }).catch(() => undefined);
        inMs = Math.min(inMs * 2, LONGEST_RETRY_MS);
      }
    }
  }
}

/** Somebody deleted the file. */
class MirrorGone extends Error {}

/** The server was away for a moment at least. */
class Interrupted extends Error {}

/** One opening of the mirror, until it is to be opened again. */
class Filling {
  readonly #options: FillOptions;
  /** Aborted with what ended the filling. */
  readonly #over = new AbortController();
  #pending: RawEvent[] = [];
  #gathering: NodeJS.Timeout | undefined;
  #isLive = false;
  /** Of the last event that stands in the mirror. */
  position: Position = 0;
  /** Whether the server has handed on anything. */
  hasMoved = false;

  constructor(options: FillOptions) {
    this.#options = options;
  }

  async run(): Promise<void> {
    const { source, signal } = this.#options;
    const writer = await this.#open();
    const ended = AbortSignal.any([signal, this.#over.signal]);
    const onInterruption = (cause: Error) => this.#over.abort(new Interrupted('interrupted', { cause }));
    try {
      this.#tell();
      for await (const item of source.follow({ from: this.position, signal: ended, onInterruption })) {
        this.hasMoved = true;
        if (item instanceof CaughtUp) this.#isLive = true;
        else this.#pending.push(item);
        if (item instanceof CaughtUp || this.#pending.length >= BATCH) this.#store(writer);
        else this.#gathering ??= setTimeout(() => this.#storeOrEnd(writer), GATHER_MS);
      }
      this.#over.signal.throwIfAborted();
      this.#store(writer);
    } finally {
      clearTimeout(this.#gathering);
      writer.close();
    }
  }

  async #open(): Promise<MirrorWriter> {
    const { source, file, report } = this.#options;
    const writer = MirrorWriter.open(file);
    try {
      const last = writer.last();
      if (await agrees(source, last)) {
        this.position = last?.position ?? 0;
        return writer;
      }
      // Who reads it keeps the file that they have open, and is given the new one when they look again.
      deleteMirror(file);
    } catch (error) {
      writer.close();
      throw error;
    }
    writer.close();
    report.rebuilding('its last event is not what the server holds there');
    return MirrorWriter.open(file);
  }

  #store(writer: MirrorWriter): void {
    clearTimeout(this.#gathering);
    this.#gathering = undefined;
    if (!writer.isInPlace) throw new MirrorGone('it was deleted');
    const last = this.#pending.at(-1);
    if (last !== undefined) {
      writer.add(this.#pending);
      this.#pending = [];
      this.position = last.position;
    }
    this.#tell();
  }

  #storeOrEnd(writer: MirrorWriter): void {
    try {
      this.#store(writer);
    } catch (error) {
      this.#over.abort(error);
    }
  }

  #tell(): void {
    this.#options.progress.moved(this.#isLive ? 'live' : 'filling', this.position);
  }
}
