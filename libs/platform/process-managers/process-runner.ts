import { setTimeout as pause } from 'node:timers/promises';
import { derivedId, Refusal, type CommandContext, type Decision, type Issued } from '#platform/decider';
import type { DomainEvent, EventRegistry } from '#platform/event-schema';
import { CaughtUp, refuseForeignLog, type Actor, type EventReader, type RecordedEvent } from '#platform/event-store';
import type { ProcessCheckpoint, ProcessCheckpoints } from './process-checkpoints.ts';
import type { ProcessManager } from './process-manager.ts';

/** What became of a planned command that was not simply issued; for the log of the service. */
export interface ProcessReport {
  refused(process: string, event: DomainEvent, decision: string, code: string): void;
  /** The store or another part could not be reached: it is tried again. */
  waiting(process: string, event: DomainEvent, error: unknown): void;
}

export interface ProcessRunnerParts {
  readonly log: EventReader;
  readonly registry: EventRegistry;
  readonly checkpoints: ProcessCheckpoints;
  readonly processes: readonly ProcessManager[];
  readonly issue: (decision: Decision, command: object, context: CommandContext) => Promise<Issued>;
  readonly report: ProcessReport;
}

/** Milliseconds between two attempts at a command while a part is away. */
const RETRY_MS = 250;

/** A checkpoint that only passed over events without consequence is saved after so many of them. */
const IDLE_SAVE = 1_000;

/**
 * Runs processes over the log: each follows it from its checkpoint, issues what each event leads to, and only then
 * moves on. Killed anywhere, it takes up the last event again; the commands issued already are recognised by their ids.
 */
export class ProcessRunner {
  constructor(private readonly parts: ProcessRunnerParts) {}

  /** Runs all processes until the signal aborts. @throws ForeignLog when a checkpoint is of another log. */
  async run(signal: AbortSignal): Promise<void> {
    await Promise.all(this.parts.processes.map((process) => this.#follow(process, signal)));
  }

  async #follow(process: ProcessManager, signal: AbortSignal): Promise<void> {
    const { log, registry, checkpoints } = this.parts;
    const saved = await checkpoints.load(process.name);
    if (saved) await refuseForeignLog(log, { ...saved, knownBy: `the process ${process.name}` });
    let passed: { readonly checkpoint: ProcessCheckpoint; readonly events: number } | undefined;
    for await (const item of log.subscribeToAll({ from: saved?.position ?? 'start', signal })) {
      if (item instanceof CaughtUp) continue;
      const checkpoint = { position: item.position, eventId: item.id };
      const hasReacted = await this.#react(process, item, registry, signal);
      if (signal.aborted) break;
      passed = { checkpoint, events: (passed?.events ?? 0) + 1 };
      if (hasReacted || passed.events >= IDLE_SAVE) {
        await checkpoints.save(process.name, checkpoint);
        passed = undefined;
      }
    }
    if (passed) await checkpoints.save(process.name, passed.checkpoint);
  }

  /** @returns whether the event led to commands; all of them are settled then, unless the signal aborted. */
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
      const context = contextOf(process, event, index);
      for (let settled = false; !settled && !signal.aborted;) {
        settled = await this.#settle(process, event, decision, command, context);
        if (!settled) await pause(RETRY_MS, undefined, { signal }).catch(() => undefined);
      }
    }
    return planned.length > 0;
  }

  /** @returns false when it has to be tried again. */
  async #settle(
    process: ProcessManager,
    event: DomainEvent,
    decision: Decision,
    command: object,
    context: CommandContext,
  ): Promise<boolean> {
    try {
      await this.parts.issue(decision, command, context);
      return true;
    } catch (error) {
      if (error instanceof Refusal) {
        this.parts.report.refused(process.name, event, decision.name, error.code);
        return true;
      }
      this.parts.report.waiting(process.name, event, error);
      return false;
    }
  }
}

/** Ids come from process, event and index alone: delivered again, the same command is issued again. */
function contextOf({ name }: ProcessManager, event: DomainEvent, index: number): CommandContext {
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
