import type { EventReader, Position } from '#platform/event-store';
import type { ProcessManager } from './process-manager.ts';
import type { OutgoingCommand, ProcessCounts, ProcessStore, StoredTimer } from './process-store.ts';

/** How a process stands, for who runs the service. */
export interface OperatedProcess extends ProcessCounts {
  readonly name: string;
  /** Of what is kept of it; null where nothing is kept yet. */
  readonly version: number | null;
  /** What the event there, and everything before it, leads to is in the outbox, or settled. */
  readonly position: Position;
  /** Whether this program has a definition of it. */
  readonly isDefined: boolean;
}

/** A command of a process that is not settled yet, without what it says. */
export type OperatedCommand = Pick<
  OutgoingCommand,
  'commandId' | 'instance' | 'decision' | 'state' | 'failingSince' | 'failure' | 'causationId'
>;

/** A timer that is set. */
export type OperatedTimer = Pick<StoredTimer, 'instance' | 'name' | 'due'>;

/** A process with what it has to do next, the first of each. */
export interface OperatedProcessInFull extends OperatedProcess {
  readonly commands: readonly OperatedCommand[];
  readonly nextTimers: readonly OperatedTimer[];
}

/** All processes, and where the log ends. */
export interface ProcessesOverview {
  readonly head: Position;
  readonly items: readonly OperatedProcess[];
}

/** Commands and timers shown of a process. */
const SHOWN = 100;

/** What an operator sees of the processes, whichever program runs them. It shows no value of any command or state. */
export class OperatedProcesses {
  constructor(
    private readonly parts: {
      readonly store: ProcessStore;
      readonly log: Pick<EventReader, 'head'>;
      readonly processes: readonly Pick<ProcessManager, 'name'>[];
    },
  ) {}

  async overview(): Promise<ProcessesOverview> {
    const head = await this.parts.log.head();
    return { head, items: await Promise.all((await this.#names()).map((name) => this.#standing(name))) };
  }

  /** @returns undefined where there is no such process */
  async of(name: string): Promise<OperatedProcessInFull | undefined> {
    if (!(await this.#names()).includes(name)) return undefined;
    const { store } = this.parts;
    const commands = await store.commands(name, SHOWN);
    const timers = await store.timers(name, SHOWN);
    return {
      ...(await this.#standing(name)),
      commands: commands.map(({ commandId, instance, decision, state, failingSince, failure, causationId }) => ({
        ...{ commandId, instance, decision, state, failingSince, failure, causationId },
      })),
      nextTimers: timers.map(({ instance, name: timer, due }) => ({ instance, name: timer, due })),
    };
  }

  /** Of all that are defined here, or have left anything. */
  async #names(): Promise<readonly string[]> {
    const kept = (await this.parts.store.checkpoints()).map(({ process }) => process);
    return [...new Set([...this.parts.processes.map(({ name }) => name), ...kept])].sort();
  }

  async #standing(name: string): Promise<OperatedProcess> {
    const { store, processes } = this.parts;
    const checkpoint = await store.checkpoint(name);
    return {
      name,
      version: checkpoint?.version ?? null,
      position: checkpoint?.position ?? 0,
      isDefined: processes.some((process) => process.name === name),
      ...(await store.counts(name)),
    };
  }
}
