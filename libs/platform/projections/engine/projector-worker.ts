import { parentPort, type MessagePort } from 'node:worker_threads';
import { ForeignLog } from '#platform/event-store';
import { openEmbeddedReader } from '#platform/event-store/adapters';
import type { EngineOptions } from './engine-options.ts';
import type { EngineReport } from './engine-report.ts';
import { ProjectionEngine } from './engine.ts';
import type { Progress } from '../serving/position-waits.ts';
import type { FromProjector, ToProjector } from './projector-messages.ts';
import { TableChanged } from '../store/read-model-store.ts';

/** What the engine works with in a worker thread; the store is closed at the end. */
export interface ProjectorWorkerOptions extends Omit<EngineOptions, 'log' | 'report' | 'onProgress'> {
  /** File of the embedded log. */
  readonly logFile: string;
}

/**
 * Whoever waits for rows is known here, and theirs are committed at once; all others may come together: a third of what the
 * thread does under load are commits, of which each writes the same pages again.
 */
const SETTLE_MS = 100;

/**
 * Runs a projector in this worker thread until the main thread's `ProjectorThread` stops it: the whole of a worker's
 * entry module.
 *
 * @throws when the engine cannot go on: the thread ends with it, and the main thread starts another.
 */
export async function runProjectorThread({ logFile, ...options }: ProjectorWorkerOptions): Promise<void> {
  if (!parentPort) throw new Error('a projector thread is started by ProjectorThread');
  const port = new Port(parentPort);
  const log = openEmbeddedReader(logFile);
  const stopping = new AbortController();
  // While it is being opened something may move already: how far it is then, `opened` tells.
  let opened: ProjectionEngine | undefined;
  try {
    const engine = await ProjectionEngine.open({
      settleMs: SETTLE_MS,
      eventsBetween: (from, to) => to - from,
      ...options,
      log,
      report: (report) => port.reportSoon(report),
      onProgress: () => port.progressSoon(() => opened?.progress()),
    });
    opened = engine;
    port.onMessage((message) => {
      if (message.say === 'stop') stopping.abort();
      else log.wake();
      if (message.say === 'awaited') {
        void engine.waitFor(message.position, message.timeoutMs, message.name);
      }
    });
    port.post({ say: 'opened', progress: engine.progress() });
    await engine.run(stopping.signal);
  } catch (error) {
    if (!(error instanceof ForeignLog || error instanceof TableChanged)) throw error;
    port.post({ say: 'refused', reason: error.message });
  } finally {
    await log.close();
    await options.aside?.close();
    await options.store.close();
    port.close();
  }
}

/** The port to the main thread. */
class Port {
  readonly #port: MessagePort;
  #reports: EngineReport[] = [];
  #progress: (() => readonly Progress[] | undefined) | undefined;
  #flushing: NodeJS.Immediate | undefined;

  constructor(port: MessagePort) {
    this.#port = port;
  }

  onMessage(listener: (message: ToProjector) => void): void {
    this.#port.on('message', listener);
  }

  post(message: FromProjector): void {
    this.#port.postMessage(message);
  }

  /** Posts once for all that is told until the present batch is done. */
  progressSoon(progress: () => readonly Progress[] | undefined): void {
    this.#progress = progress;
    this.#flushing ??= setImmediate(() => this.#flush());
  }

  /** Posted together with the progress. */
  reportSoon(report: EngineReport): void {
    this.#reports.push(report);
    this.#flushing ??= setImmediate(() => this.#flush());
  }

  close(): void {
    this.#flush();
    this.#port.close();
  }

  #flush(): void {
    clearImmediate(this.#flushing);
    this.#flushing = undefined;
    if (this.#progress === undefined && this.#reports.length === 0) return;
    const reports = this.#reports;
    this.#reports = [];
    this.post({ say: 'went on', progress: this.#progress?.(), reports });
  }
}
