import { setTimeout as pause } from 'node:timers/promises';
import { derivedId, Refusal, type CommandContext, type Decision, type Issued } from '#platform/decider';
import type { DomainEvent, EventRegistry } from '#platform/event-schema';
import {
  CaughtUp,
  ForeignLog,
  refuseForeignLog,
  type Actor,
  type EventReader,
  type Position,
  type RecordedEvent,
} from '#platform/event-store';
import { inSpan } from '#platform/tracing';
import type { ProcessCheckpoint, ProcessCheckpoints } from './process-checkpoints.ts';
import type { ProcessManager } from './process-manager.ts';

/** What became of a planned command that was not simply issued; for the log of the service. */
export interface ProcessReport {
  refused(process: string, event: DomainEvent, decision: string, code: string): void;
  /**
   * A part could not be reached, or the event is one that this program cannot deal with: it is tried again after
   * `inMs`, and nothing behind it is touched. Without an event it is the log or the checkpoint that failed.
   */
  waiting(process: string, event: RecordedEvent | undefined, error: unknown, inMs: number): void;
}

/** How far a process has come. */
export interface ProcessProgress {
  readonly process: string;
  /** The event there, and everything before it, is settled; 0 before the first. */
  readonly position: Position;
  /** Whether it tries the event after it again: a part is away, or the program cannot deal with the event. */
  readonly isWaiting: boolean;
}

/** Closed by who opened them. */
export type RunnerCheckpoints = Pick<ProcessCheckpoints, 'load' | 'save'>;

export interface ProcessRunnerParts {
  readonly log: EventReader;
  readonly registry: EventRegistry;
  readonly checkpoints: RunnerCheckpoints;
  readonly processes: readonly ProcessManager[];
  readonly issue: (decision: Decision, command: object, context: CommandContext) => Promise<Issued>;
  readonly report: ProcessReport;
}

/** Milliseconds before the first attempt is repeated; each pause after it is twice as long, up to the longest. */
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;

/** A checkpoint that only passed over events without consequence is saved after so many of them. */
const IDLE_SAVE = 1_000;

/**
 * Runs processes over the log: each follows it from its checkpoint, issues what each event leads to, and only then
 * moves on. Killed anywhere, it takes up the last event again; the commands issued already are recognised by their ids.
 */
export class ProcessRunner {
  readonly #positions = new Map<string, Position>();
  readonly #waiting = new Set<string>();

  constructor(private readonly parts: ProcessRunnerParts) {}

  /** How far each process has come since {@link run}, ahead of its checkpoint by events without consequence. */
  progress(): readonly ProcessProgress[] {
    return this.parts.processes.map(({ name }) => ({
      process: name,
      position: this.#positions.get(name) ?? 0,
      isWaiting: this.#waiting.has(name),
    }));
  }

  /**
   * Runs all processes until the signal aborts. One that fails tries again and holds up no other.
   *
   * @throws ForeignLog when a checkpoint is of another log.
   */
  async run(signal: AbortSignal): Promise<void> {
    await Promise.all(
      this.parts.processes.map((process) =>
        this.#untilDone(process, undefined, signal, () => this.#follow(process, signal)),
      ),
    );
  }

  /** Does the work until it succeeds or the signal aborts. @returns what it answered, undefined when aborted */
  async #untilDone<T>(
    { name }: ProcessManager,
    event: RecordedEvent | undefined,
    signal: AbortSignal,
    work: () => Promise<T>,
  ): Promise<T | undefined> {
    for (let pauseMs = FIRST_PAUSE_MS; !signal.aborted; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      try {
        return await work();
      } catch (error) {
        if (error instanceof ForeignLog) throw error;
        this.#waiting.add(name);
        this.parts.report.waiting(name, event, error, pauseMs);
        await pause(pauseMs, undefined, { signal }).catch(() => undefined);
      }
    }
    return undefined;
  }

  async #follow(process: ProcessManager, signal: AbortSignal): Promise<void> {
    const { log, registry, checkpoints } = this.parts;
    const saved = await checkpoints.load(process.name);
    if (saved) await refuseForeignLog(log, { ...saved, knownBy: `the process ${process.name}` });
    this.#positions.set(process.name, saved?.position ?? 0);
    let passed: { readonly checkpoint: ProcessCheckpoint; readonly events: number } | undefined;
    const following = { from: saved?.position ?? 'start', signal, parsedLate: true } as const;
    for await (const item of log.subscribeToAll(following)) {
      if (item instanceof CaughtUp) {
        this.#passed(process, item.position);
        continue;
      }
      const checkpoint = { position: item.position, eventId: item.id };
      // Most events are nothing to most processes, and this thread answers requests too.
      const hasReacted =
        Object.hasOwn(process.on, item.type) &&
        (await this.#untilDone(process, item, signal, () => this.#react(process, item, registry, signal)));
      if (signal.aborted) break;
      this.#passed(process, item.position);
      passed = { checkpoint, events: (passed?.events ?? 0) + 1 };
      if (hasReacted || passed.events >= IDLE_SAVE) {
        await checkpoints.save(process.name, checkpoint);
        passed = undefined;
      }
    }
    if (passed) await checkpoints.save(process.name, passed.checkpoint);
  }

  /** Following goes on: nothing of what was waited for keeps it any more. */
  #passed({ name }: ProcessManager, position: Position): void {
    this.#positions.set(name, position);
    this.#waiting.delete(name);
  }

  /**
   * @returns whether the event led to commands; all of them are settled then, unless the signal aborted.
   * @throws what keeps one from being settled, or the event from being understood; taken up again, the event issues
   *   all its commands anew, and those issued already are recognised.
   */
  async #react(
    process: ProcessManager,
    recorded: RecordedEvent,
    registry: EventRegistry,
    signal: AbortSignal,
  ): Promise<boolean> {
    const react = process.on[recorded.type];
    const event = react && registry.decode(recorded);
    if (!react || !event) return false;
    const planned = react(event);
    for (const [index, { decision, command }] of planned.entries()) {
      if (signal.aborted) break;
      await this.#issue(process, event, decision, command, reactionContext(process, event, index));
    }
    return planned.length > 0;
  }

  /** @throws what keeps the command from being answered; not a refusal, which is an answer. */
  async #issue(
    process: ProcessManager,
    event: DomainEvent,
    decision: Decision,
    command: object,
    context: CommandContext,
  ): Promise<void> {
    try {
      await inSpan(`react ${process.name}`, { parent: event.metadata.traceparent }, () =>
        this.parts.issue(decision, command, context),
      );
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.parts.report.refused(process.name, event, decision.name, error.code);
    }
  }
}

/** Ids come from process, event and index alone: delivered again, the same command is issued again. */
export function reactionContext({ name }: ProcessManager, event: DomainEvent, index: number): CommandContext {
  return {
    actor: actorOf(name),
    commandId: derivedId('process', name, event.id, String(index)),
    correlationId: event.metadata.$correlationId,
    causationId: event.id,
    source: 'process',
  };
}

function actorOf(name: string): Actor {
  return { userId: `process:${name}`, org: 'tasuki', officeId: null, role: 'process' };
}
