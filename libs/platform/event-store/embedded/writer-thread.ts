import { Worker } from 'node:worker_threads';
import { OutcomeUnknown, StoreUnavailable, WrongExpectedRevision } from '../errors.ts';
import type { AppendOutcome, LogWriter, PreparedAppend } from './append-writer.ts';
import { NO_STREAM, REFUSED, requestOf, type CommitAnswer } from './writer-messages.ts';

const BUILT = new URL('./writing-thread.js', import.meta.url);

/**
 * Writes the log in a thread of its own: an fsync takes a disk 0.03 to 3 ms, in which a service can validate, decide and
 * seal what the next commit takes. A thread that crashed is replaced at the next commit.
 */
export class WriterThread implements LogWriter {
  readonly isBlocking = false;
  readonly #file: string;
  readonly #entry: URL;
  #worker: Worker | undefined;
  #waiting: PromiseWithResolvers<CommitAnswer> | undefined;

  constructor(file: string, entry: URL | true) {
    this.#file = file;
    this.#entry = entry === true ? BUILT : entry;
    this.#worker = this.#start();
  }

  async commit(appends: readonly PreparedAppend[], recordedAt: string): Promise<readonly AppendOutcome[]> {
    const worker = (this.#worker ??= this.#start());
    this.#waiting = Promise.withResolvers();
    const { promise } = this.#waiting;
    worker.ref();
    worker.postMessage(requestOf(appends, recordedAt));
    const answer = await promise;
    if ('failed' in answer) throw errorOf(answer);
    return appends.map(({ stream, expected }, index) => {
      const [revision, position] = [answer[2 * index]!, answer[2 * index + 1]!];
      if (position !== REFUSED) return { revision, position };
      return new WrongExpectedRevision(stream, expected, revision === NO_STREAM ? 'no stream' : revision);
    });
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    if (worker === undefined) return;
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    worker.ref();
    worker.postMessage('close');
    await ended;
  }

  #start(): Worker {
    const worker = new Worker(this.#entry, { workerData: this.#file });
    let reason = 'its thread ended';
    worker.on('message', (answer: CommitAnswer) => this.#answer(answer));
    worker.on('error', (error: Error) => (reason = error.message));
    worker.on('exit', () => {
      this.#worker = undefined;
      this.#answer({ failed: 'unknown', message: `The event log failed while it stored: ${reason}.` });
    });
    worker.unref();
    return worker;
  }

  #answer(answer: CommitAnswer): void {
    // Without a commit under way it keeps no process alive.
    this.#worker?.unref();
    this.#waiting?.resolve(answer);
    this.#waiting = undefined;
  }
}

function errorOf({ failed, message }: Exclude<CommitAnswer, readonly number[]>): Error {
  if (failed === 'unavailable') return new StoreUnavailable(message);
  return failed === 'unknown' ? new OutcomeUnknown(message) : new Error(message);
}
