import { Worker } from 'node:worker_threads';
import { FillProgress } from './fill-progress.ts';
import type { FromMirror, MirrorWork } from './mirror-messages.ts';
import type { MirrorFilling } from './mirrored-reader.ts';

/** What is told of a mirror; for the log of the service. */
export interface MirrorReport {
  /** The mirror did not agree with its server, or was deleted, and is filled from the log's beginning. */
  rebuilding(reason: string): void;
  /** It does not go on just now, and is tried again after `inMs`. What reads through it asks the server meanwhile. */
  waiting(message: string, inMs: number): void;
}

/** Before a thread that crashed is replaced, milliseconds. */
const REPLACE_MS = 1_000;

/** Fills a mirror in a thread of its own; one for all who read it in this process. */
export class MirrorThread implements MirrorFilling {
  static readonly #open = new Map<string, MirrorThread>();
  readonly progress = new FillProgress();
  readonly #work: MirrorWork;
  readonly #report: MirrorReport;
  #worker: Worker | undefined;
  #replacing: NodeJS.Timeout | undefined;
  #users = 0;

  private constructor(work: MirrorWork, report: MirrorReport) {
    this.#work = work;
    this.#report = report;
    this.#start();
  }

  /** The thread that fills this file; each user lets it go with {@link stop}. The first one's report is told. */
  static of(work: MirrorWork, report: MirrorReport): MirrorThread {
    const thread = MirrorThread.#open.get(work.file) ?? new MirrorThread(work, report);
    MirrorThread.#open.set(work.file, thread);
    thread.#users++;
    return thread;
  }

  async stop(): Promise<void> {
    if (--this.#users > 0) return;
    MirrorThread.#open.delete(this.#work.file);
    clearTimeout(this.#replacing);
    const worker = this.#worker;
    if (worker === undefined) return;
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    worker.postMessage('stop');
    await ended;
  }

  #start(): void {
    const worker = new Worker(new URL('./mirror-worker.js', import.meta.url), { workerData: this.#work });
    this.#worker = worker;
    let reason = 'its thread ended';
    worker.on('message', (message: FromMirror) => {
      if (message.say === 'moved') this.progress.moved(message.state, message.position);
      else if (message.say === 'rebuilding') this.#report.rebuilding(message.reason);
      else this.#report.waiting(message.message, message.inMs);
    });
    worker.on('error', (error: Error) => (reason = error.message));
    worker.on('exit', () => {
      this.#worker = undefined;
      if (this.#users === 0) return;
      this.progress.moved('off', this.progress.position);
      this.#report.waiting(reason, REPLACE_MS);
      this.#replacing = setTimeout(() => this.#start(), REPLACE_MS);
    });
  }
}
