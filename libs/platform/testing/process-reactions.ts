import type { DomainEvent } from '#platform/event-schema';
import { instancesOf, type PlannedCommand, type ProcessManager } from '#platform/process-managers';

/**
 * What a process plans, event by event, folded in memory: for who compares a log with what had to follow from it. Timers
 * never come due.
 */
export class ProcessReactions {
  readonly #states = new Map<string, unknown>();

  constructor(readonly process: ProcessManager) {}

  /** The commands that follow from the next event of the log. */
  to(event: DomainEvent): readonly PlannedCommand[] {
    return instancesOf(this.process, event).flatMap((instance) => this.#toIn(instance, event));
  }

  #toIn(instance: string, event: DomainEvent): readonly PlannedCommand[] {
    const before = this.#states.get(instance);
    if (before === undefined && !this.process.startsOn.includes(event.type)) return [];
    const after = this.process.evolve(before, event);
    this.#states.set(instance, after);
    return this.process.react(after, event).commands ?? [];
  }
}
