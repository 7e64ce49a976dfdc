import type { Decision } from '#platform/decider';
import type { DomainEvent } from '#platform/event-schema';

/** A command that a reaction wants issued. */
export interface PlannedCommand {
  readonly decision: Decision;
  readonly command: object;
}

/**
 * A durable reaction: pure, from an event of the log to the commands that follow from it. It sends nothing itself; the
 * runner issues what it plans, in order, under ids derived from process, event and index, so that once is enough
 * however often it is delivered (law 6).
 */
export interface ProcessManager<Events = Record<string, DomainEvent>> {
  /** Kebab case; stored, and part of the ids of its commands. */
  readonly name: string;
  readonly on: { readonly [Name in keyof Events]?: (event: Events[Name]) => readonly PlannedCommand[] };
}

/** Makes the `processManager` function over a programme's event types. */
export function processManagersOver<Events>() {
  return (definition: ProcessManager<Events>): ProcessManager => definition as unknown as ProcessManager;
}

/** Plans a command for a decision. */
export function issue<C extends object>(decision: Decision, type: new () => C, fields: C): PlannedCommand {
  return { decision, command: Object.assign(new type(), fields) };
}
