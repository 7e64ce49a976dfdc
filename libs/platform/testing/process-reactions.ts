import type { DomainEvent } from '#platform/event-schema';
import type { PlannedCommand, ProcessManager } from '#platform/process-managers';

/**
 * What a process plans, event by event, folded in memory: for who compares a log with what had to follow from it. Timers
 * never come due.
 */
export class ProcessReactions {
  readonly #states = new Map<string, unknown>();

  constructor(readonly process: ProcessManager) {}

  /** The commands that follow from the next event of the log. */
  to(event: DomainEvent): readonly PlannedCommand[] {
    const { startsOn, correlateBy } = this.process;
    const instance = correlateBy[event.type]?.(event);
    if (instance === undefined) return [];
    const before = this.#states.get(instance);
    if (before === undefined && !startsOn.includes(event.type)) return [];
    const after = this.process.evolve(before, event);
    this.#states.set(instance, after);
    return this.process.react(after, event).commands ?? [];
  }
}
