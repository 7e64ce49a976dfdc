import { Worker } from 'node:worker_threads';
import type { FromBuilder, ToBuilder } from './building-messages.ts';
import { type GuardedWrites, packed, type WritesOutcome } from './sqlite-write.ts';

const BUILT = new URL('./building-worker.js', import.meta.url);

/** Writes under way to the thread at once, 100 rows each: each of them is in memory twice. */
const UNDER_WAY = 40;

/** How long the thread is kept with nothing to do, milliseconds. */
const IDLE_MS = 5_000;

/**
 * Writes rows of versions that are being built, and makes indexes, in a thread of its own with its own connection: more
 * than half of what a build takes is SQLite's, and meanwhile the next batches are folded. It is started when it is needed,
 * ends when it has not been needed for a while, and one that crashed is replaced. One job at a time.
 */
export class BuildingThread {
  readonly #file: string;
  readonly #entry: URL;
  #worker: Worker | undefined;
  #waiting: PromiseWithResolvers<readonly WritesOutcome[]>[] = [];
  #idle: NodeJS.Timeout | undefined;

  constructor(file: string, entry: URL | true) {
    this.#file = file;
    this.#entry = entry === true ? BUILT : entry;
  }

  /** Whether it is there: to start it takes longer than a small job. */
  get isStarted(): boolean {
    return this.#worker !== undefined;
  }

  /**
   * Commits all of these in one transaction.
   *
   * @returns what became of each
   * @throws what made all of them fail
   */
  async commit(all: readonly GuardedWrites[]): Promise<readonly WritesOutcome[]> {
    const underWay: Promise<unknown>[] = [];
    const say = async (message: ToBuilder) => {
      underWay.push(this.#ask(message));
      if (underWay.length > UNDER_WAY) await underWay.shift();
    };
    try {
      await this.#ask({ say: 'begin' });
      for (const { guard, writes } of all) {
        await say({ say: 'guard', guard });
        for (const write of writes) await say({ say: 'write', write: packed(write) });
      }
      await Promise.all(underWay);
    } catch (error) {
      if (this.isStarted) await this.#ask({ say: 'roll back' }).catch(() => undefined);
      throw error;
    }
    return this.#ask({ say: 'commit' });
  }

  /** Runs statements in a transaction. */
  async run(text: string): Promise<void> {
    await this.#ask({ say: 'run', text });
  }

  /** Runs a statement that no transaction takes. */
  async execute(text: string): Promise<void> {
    await this.#ask({ say: 'execute', text });
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    if (!worker) return;
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    await this.#ask({ say: 'close' });
    clearTimeout(this.#idle);
    worker.ref();
    await ended;
  }

  #ask(message: ToBuilder): Promise<readonly WritesOutcome[]> {
    clearTimeout(this.#idle);
    const worker = (this.#worker ??= this.#start());
    const waiting = Promise.withResolvers<readonly WritesOutcome[]>();
    waiting.promise.catch(() => undefined); // whoever awaits it is told; one that nobody comes to await is of no use
    this.#waiting.push(waiting);
    worker.ref();
    worker.postMessage(message);
    return waiting.promise;
  }

  #start(): Worker {
    const worker = new Worker(this.#entry, { workerData: this.#file });
    let reason = 'its thread ended';
    worker.on('message', (answer: FromBuilder) => this.#answered(answer));
    worker.on('error', (error: Error) => (reason = error.message));
    worker.on('exit', () => {
      this.#worker = undefined;
      const lost = this.#waiting;
      this.#waiting = [];
      for (const { reject } of lost) reject(new Error(`The thread that builds read models failed: ${reason}.`));
    });
    return worker;
  }

  #answered(answer: FromBuilder): void {
    const waiting = this.#waiting.shift();
    if (answer.told === 'done') waiting?.resolve(answer.outcomes);
    else waiting?.reject(new Error(answer.message));
    if (this.#waiting.length > 0) return;
    // With nothing to do it keeps no process alive.
    this.#worker?.unref();
    this.#idle = setTimeout(() => void this.close(), IDLE_MS).unref();
  }
}
