import { Worker } from 'node:worker_threads';
import type { Position } from '#platform/event-store';
import type { Report } from './engine-report.ts';
import { FOLDING_YOUNG_MB } from './frugal-heap.ts';
import { Pace, type PaceOptions } from './pace.ts';
import { PositionWaits, type Progress } from '../serving/position-waits.ts';
import type { FromProjector, ToProjector } from './projector-messages.ts';

export interface ProjectorThreadOptions {
  /** The worker's entry module, which calls `runProjectorThread`. */
  readonly entry: URL;
  /** Handed to the entry module: anything that can be cloned. */
  readonly workerData?: unknown;
  /** Node's flags for the worker, e.g. to run from sources; by default the process's own. */
  readonly execArgv?: readonly string[];
  readonly report: Report;
  /** The thread ended by itself; another is started after `againInMs` milliseconds. */
  readonly onCrash: (error: Error, againInMs: number) => void;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;
/** Longest time, in milliseconds, that a stopping thread is given for the batch in hand. */
const STOP_MS = 5000;

/**
 * How often the thread is told that the log has grown, while nobody waits for a position: from 500 events a second on,
 * ten times a second only. A batch is a transaction, and one of 30 events takes 240 µs an event, of 600 events 100 µs: told
 * more often, a service that is busy stays busy.
 */
const TELLING: PaceOptions = { restMs: 10, longRestMs: 100, muchPerMs: 0.5 };

/** The projector cannot start, for a reason that starting again does not mend; the message says what to do. */
export class ProjectorRefused extends Error {
  override readonly name = 'ProjectorRefused';
}

/**
 * The main thread's end of a projector that runs in a worker thread of the same process, so that a rebuild does not
 * stall requests. A thread that crashes is replaced.
 */
export class ProjectorThread {
  readonly #options: ProjectorThreadOptions;
  readonly #waits = new PositionWaits();
  readonly #listeners = new Set<() => void>();
  #progress: readonly Progress[] = [];
  #worker: Worker | undefined;
  #crashes = 0;
  #restart: NodeJS.Timeout | undefined;
  #isStopping = false;
  #appended: Position = 0;
  readonly #telling = new Pace(TELLING, () => this.#say({ say: 'appended', position: this.#appended }));

  constructor(options: ProjectorThreadOptions) {
    this.#options = options;
  }

  /**
   * Starts the thread; resolves when its read models are open.
   *
   * @throws ProjectorRefused when the log is a foreign one or a table was changed.
   * @throws Error what else keeps the thread from starting the first time.
   */
  start(): Promise<void> {
    return new Promise((resolve, reject) => this.#start(resolve, reject));
  }

  /** Calls a listener whenever a projection has committed something; the function answered ends it. */
  onCommit(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** How far each projection has come. */
  progress(): readonly Progress[] {
    return this.#progress;
  }

  /** Says that the log has grown: at once, or with what else is appended within the next milliseconds. */
  appended(position: Position): void {
    // Positions of the embedded log count its events.
    const events = position - this.#appended;
    this.#appended = position;
    this.#telling.soon(events);
  }

  /**
   * Waits until the rows of a projection, or without a name of every one, hold everything up to a position.
   *
   * @param timeoutMs the longest wait, milliseconds
   * @returns whether they do; false at once where a projection has stopped before it
   */
  waitFor(position: Position, timeoutMs: number, name?: string): Promise<boolean> {
    const committed = this.#progress.filter((one) => name === undefined || one.name === name);
    if (committed.length === 0 || committed.some((one) => one.position < position)) {
      this.#say({ say: 'awaited', position, timeoutMs, name });
    }
    return this.#waits.waitFor(position, timeoutMs, name);
  }

  /** Lets the thread finish its batch, and ends it. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    clearTimeout(this.#restart);
    this.#telling.end();
    const worker = this.#worker;
    if (worker) {
      const ended = new Promise((resolve) => worker.once('exit', resolve));
      this.#say({ say: 'stop' });
      const timer = setTimeout(() => void worker.terminate(), STOP_MS);
      await ended;
      clearTimeout(timer);
    }
    this.#waits.end();
  }

  #start(opened: () => void, failed: (error: Error) => void): void {
    const { entry, workerData, execArgv } = this.#options;
    const worker = new Worker(entry, {
      workerData,
      resourceLimits: { maxYoungGenerationSizeMb: FOLDING_YOUNG_MB },
      ...(execArgv && { execArgv: [...execArgv] }),
    });
    this.#worker = worker;
    const startedAt = performance.now();
    let isOpen = false;
    let reason: Error | undefined;
    worker.on('message', (message: FromProjector) => {
      switch (message.say) {
        case 'opened':
          isOpen = true;
          this.#moved(message.progress);
          opened();
          break;
        case 'went on':
          if (message.progress) this.#moved(message.progress);
          message.reports.forEach(this.#options.report);
          break;
        case 'refused':
          reason = new ProjectorRefused(message.reason);
          break;
      }
    });
    worker.on('error', (error: Error) => (reason = error));
    worker.on('exit', (code) => {
      this.#worker = undefined;
      const cause = reason ?? new Error(`the projector's thread ended with code ${code}`);
      if (this.#isStopping) opened();
      else if (isOpen || this.#crashes > 0) this.#startAgain(cause, performance.now() - startedAt);
      else failed(cause);
    });
  }

  /** One that lived for long had a trouble of its own; one that soon dies again waits ever longer, and burns no core. */
  #startAgain(cause: Error, livedMs: number): void {
    if (livedMs > LONGEST_PAUSE_MS) this.#crashes = 0;
    const inMs = Math.min(FIRST_PAUSE_MS * 2 ** this.#crashes++, LONGEST_PAUSE_MS);
    this.#options.onCrash(cause, inMs);
    const nobody = () => undefined;
    this.#restart = setTimeout(() => this.#start(nobody, nobody), inMs);
  }

  #moved(progress: readonly Progress[]): void {
    this.#progress = progress;
    this.#waits.update(progress);
    for (const listener of this.#listeners) listener();
  }

  #say(message: ToProjector): void {
    this.#worker?.postMessage(message);
  }
}
