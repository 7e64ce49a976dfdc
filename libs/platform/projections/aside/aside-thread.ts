import { Worker } from 'node:worker_threads';
import type { Projection } from '../definition/definition.ts';
import { FOLDING_YOUNG_MB } from '../engine/frugal-heap.ts';
import type { FromAside, ToAside } from './aside-messages.ts';
import type { AsideProgress, AsideVersion, BuildsAside } from './builds-aside.ts';

export interface AsideThreadOptions {
  /** The worker's entry module, which calls `runAsideThread`. */
  readonly entry: URL;
  /** Handed to the entry module: anything that can be cloned. */
  readonly workerData?: unknown;
}

/** How long the thread is kept with nothing to do, milliseconds. */
const IDLE_MS = 5_000;

/** What was asked for and is not answered yet. */
interface Asked {
  readonly done: PromiseWithResolvers<void>;
  readonly goesOn: ((progress: AsideProgress) => boolean) | undefined;
}

/** This thread's end of the one that builds aside: it is started when it is needed, and ends when it has not been for a while. */
export class AsideThread implements BuildsAside {
  readonly #options: AsideThreadOptions;
  readonly #asked = new Map<number, Asked>();
  #worker: Worker | undefined;
  #ids = 0;
  #idle: NodeJS.Timeout | undefined;

  constructor(options: AsideThreadOptions) {
    this.#options = options;
  }

  build(projection: Projection, goesOn: (progress: AsideProgress) => boolean): Promise<void> {
    return this.#ask((id) => ({ say: 'build', id, version: numbersOf(projection) }), goesOn);
  }

  forget(projection: Projection): Promise<void> {
    return this.#ask((id) => ({ say: 'forget', id, version: numbersOf(projection) }));
  }

  keepOnly(projections: readonly Projection[]): Promise<void> {
    return this.#ask((id) => ({ say: 'keep only', id, versions: projections.map(numbersOf) }));
  }

  async close(): Promise<void> {
    clearTimeout(this.#idle);
    const worker = this.#worker;
    if (!worker) return;
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    this.#say({ say: 'close' });
    worker.ref();
    await ended;
  }

  #ask(message: (id: number) => ToAside, goesOn?: Asked['goesOn']): Promise<void> {
    clearTimeout(this.#idle);
    const id = this.#ids++;
    const done = Promise.withResolvers<void>();
    this.#worker ??= this.#start();
    this.#asked.set(id, { done, goesOn });
    this.#say(message(id));
    return done.promise;
  }

  #say(message: ToAside): void {
    this.#worker?.postMessage(message);
  }

  #start(): Worker {
    const { entry, workerData } = this.#options;
    const worker = new Worker(entry, { workerData, resourceLimits: { maxYoungGenerationSizeMb: FOLDING_YOUNG_MB } });
    let reason = 'it ended';
    worker.on('message', (message: FromAside) => this.#told(message));
    worker.on('error', (error: Error) => (reason = error.message));
    worker.on('exit', () => {
      this.#worker = undefined;
      const lost = [...this.#asked.values()];
      this.#asked.clear();
      for (const { done } of lost) done.reject(new Error(`the thread that builds aside was lost: ${reason}`));
    });
    return worker;
  }

  #told(message: FromAside): void {
    const { id } = message;
    const asked = this.#asked.get(id);
    if (!asked) return;
    if (message.told === 'came to') {
      if (asked.goesOn?.(message) === false) this.#say({ say: 'leave', id });
      return;
    }
    this.#asked.delete(id);
    if (message.told === 'done') asked.done.resolve();
    else asked.done.reject(new Error(message.message));
    if (this.#asked.size === 0) this.#idle = setTimeout(() => void this.close(), IDLE_MS).unref();
  }
}

function numbersOf({ name, version, rebuild }: Projection): AsideVersion {
  return { name, version, ...(rebuild !== undefined && { rebuild }) };
}
