import { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import { decisions, openCommandDoor, programme } from '#contexts/programme';
import type { BackendSettings } from '#platform/backends';
import { TravellingClock, type Clock } from '#platform/clock';
import type { EventStore } from '#platform/event-store';
import type { EmbeddedEventStore } from '#platform/event-store/adapters';
import { describeError } from '#platform/http';
import { countCommands, countRefusals, type Metrics } from '#platform/metrics';
import type { KeyStore } from '#platform/privacy';
import type { IssueForProcess, ProcessProgress, ProcessReport } from '#platform/process-managers/engine';
import type { ProjectingThreadData } from './projecting.ts';
import { errorOf, inWords, type FromReacting, type ToReacting } from './reacting-messages.ts';
import { issueThrough, reportTo, type Reacting } from './reacting.ts';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;
/** Commands of processes in hand at once: whoever sends one over HTTP waits behind few of them. */
const AT_ONCE = 4;
/** Longest time, in milliseconds, that a stopping thread is given for the command in hand. */
const STOP_MS = 5_000;

interface Parts {
  /** The log itself, which tells that it has grown, and as commands are issued on it. */
  readonly log: EmbeddedEventStore;
  readonly store: EventStore;
  readonly keys: KeyStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** Runs the programme's processes in a thread beside the one that answers requests; a thread that crashes is replaced. */
export function startReactingBeside(settings: BackendSettings, parts: Parts): Reacting {
  const { log, store, keys, clock, logger, metrics } = parts;
  const door = openCommandDoor(programme, { store, keys, clock, report: countCommands(metrics) });
  const thread = new ReactingThread({
    data: { settings, ...(clock instanceof TravellingClock && { time: clock.memory }) },
    issue: issueThrough(door),
    report: countRefusals(metrics, reportTo(logger)),
    onCrash: (error, againInMs) =>
      logger.error(
        { error: describeError(error), againInMs },
        'the thread of the processes ended and is started again',
      ),
  });
  const forget = log.onAppended(() => thread.say({ say: 'appended' }));
  if (clock instanceof TravellingClock) clock.onMoved(() => thread.say({ say: 'clock moved' }));
  return {
    progress: () => thread.progress(),
    done: thread.done,
    stop: async () => {
      forget();
      await thread.stop();
    },
  };
}

interface ReactingThreadParts {
  readonly data: ProjectingThreadData;
  readonly issue: IssueForProcess;
  readonly report: ProcessReport;
  readonly onCrash: (error: Error, againInMs: number) => void;
}

type ToIssue = Extract<FromReacting, { readonly say: 'issue' }>;

/** The main thread's end: it issues what the processes plan. */
class ReactingThread {
  readonly #decisions = new Map(decisions.map((decision) => [decision.name, decision]));
  readonly #done = Promise.withResolvers<void>();
  readonly #asked = new Map<number, (progress: readonly ProcessProgress[]) => void>();
  #asking = 0;
  #crashes = 0;
  #isStopping = false;
  #worker: Worker | undefined;
  #restart: NodeJS.Timeout | undefined;
  readonly #waiting: ToIssue[] = [];
  #inHand = 0;

  constructor(private readonly parts: ReactingThreadParts) {
    this.#start();
  }

  /** Resolves when it has been stopped; rejects when it cannot go on. */
  get done(): Promise<void> {
    return this.#done.promise;
  }

  say(message: ToReacting): void {
    this.#worker?.postMessage(message);
  }

  /** None while it is started again. */
  progress(): Promise<readonly ProcessProgress[]> {
    if (!this.#worker) return Promise.resolve([]);
    return new Promise((resolve) => {
      this.#asked.set(++this.#asking, resolve);
      this.say({ say: 'how far', asked: this.#asking });
    });
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    clearTimeout(this.#restart);
    const worker = this.#worker;
    if (worker) {
      const ended = new Promise((resolve) => worker.once('exit', resolve));
      this.say({ say: 'stop' });
      const timer = setTimeout(() => void worker.terminate(), STOP_MS);
      await ended;
      clearTimeout(timer);
    }
    this.#done.resolve();
  }

  #start(): void {
    const worker = new Worker(new URL('./reacting-thread.js', import.meta.url), { workerData: this.parts.data });
    this.#worker = worker;
    const startedAt = performance.now();
    let reason: Error | undefined;
    worker.on('message', (message: FromReacting) => this.#hear(message));
    worker.on('error', (error: Error) => (reason = error));
    worker.on('exit', (code) => {
      this.#worker = undefined;
      this.#waiting.length = 0;
      for (const answer of this.#asked.values()) answer([]);
      this.#asked.clear();
      if (!this.#isStopping)
        this.#startAgain(reason ?? new Error(`it ended with code ${code}`), performance.now() - startedAt);
    });
  }

  /** One that lived for long had a trouble of its own; one that soon dies again waits ever longer, and burns no core. */
  #startAgain(cause: Error, livedMs: number): void {
    if (livedMs > LONGEST_PAUSE_MS) this.#crashes = 0;
    const inMs = Math.min(FIRST_PAUSE_MS * 2 ** this.#crashes++, LONGEST_PAUSE_MS);
    this.parts.onCrash(cause, inMs);
    this.#restart = setTimeout(() => this.#start(), inMs);
  }

  #hear(message: FromReacting): void {
    const { report } = this.parts;
    switch (message.say) {
      case 'issue':
        this.#waiting.push(message);
        return this.#issueNext();
      case 'so far':
        this.#asked.get(message.asked)?.(message.progress);
        return void this.#asked.delete(message.asked);
      case 'refused':
        return report.refused(message.process, message.command, message.code);
      case 'given up':
        return report.givenUp(message.process, message.command, errorOf(message.error));
      case 'failed':
        return report.failed(message.process, message.command, errorOf(message.error), message.inMs);
      case 'waiting':
        return report.waiting(message.process, message.event, errorOf(message.error), message.inMs);
      case 'cannot go on':
        this.#isStopping = true;
        return this.#done.reject(errorOf(message.error));
    }
  }

  #issueNext(): void {
    if (this.#inHand === AT_ONCE) return;
    const next = this.#waiting.shift();
    if (!next) return;
    this.#inHand++;
    void this.#issue(next).finally(() => {
      this.#inHand--;
      this.#issueNext();
    });
  }

  async #issue({ asked, decision: name, command, context, within }: ToIssue): Promise<void> {
    const worker = this.#worker;
    try {
      const decision = this.#decisions.get(name)!;
      const body = Object.assign(new decision.command(), command) as object;
      const issued = await this.parts.issue(decision, body, context, within);
      worker?.postMessage({ say: 'issued', asked, issued } satisfies ToReacting);
    } catch (error) {
      worker?.postMessage({ say: 'not issued', asked, error: inWords(error) } satisfies ToReacting);
    }
  }
}
