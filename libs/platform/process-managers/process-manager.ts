import type { Decision } from '#platform/decider';
import type { DomainEvent } from '#platform/event-schema';

/** A command that a reaction wants issued. */
export interface PlannedCommand {
  readonly decision: Decision;
  readonly command: object;
}

/** A change of an instance's timers, each of which has a name of its own: set (again), or cancelled. */
export type TimerChange =
  | {
      readonly set: string;
      /** ISO 8601 UTC; one that is past by then comes due at once. */
      readonly at: string;
    }
  | { readonly cancel: string };

/** A timer of an instance has come due. */
export interface TimerDue {
  readonly type: '$timer';
  readonly name: string;
  readonly instance: string;
  /** The instant it was set for, however late it is worked off. */
  readonly due: string;
}

/** What follows from an event, or a timer. */
export interface Reaction {
  readonly commands?: readonly PlannedCommand[];
  readonly timers?: readonly TimerChange[];
}

/**
 * A durable reaction, pure: it folds the events of what it is about, and says what follows from each. It sends nothing
 * itself; state, outbox, timers and checkpoint are committed together, and the runner issues what stands in the outbox,
 * in order for each instance, under ids derived from process, cause and index, so that once is enough however often it
 * is delivered (law 6).
 */
export interface ProcessDefinition<Events, Name extends keyof Events, State> {
  /** Kebab case; stored, and part of the ids of its commands. */
  readonly name: string;
  /** Raised when `evolve`, `correlateBy` or what timers it sets change: its state is folded anew then, without acting. */
  readonly version: number;
  /** The events that begin an instance; others are passed over where there is none. */
  readonly startsOn: readonly NoInfer<Name>[];
  /**
   * What it acts on where it comes to a log that is older than it: on all of it, or on what is recorded from `now` on;
   * what stands before is folded, and timers set by it that are still to come are kept.
   */
  readonly actsFrom: 'the beginning' | 'now';
  /** Which instances an event concerns, by the types of event that it follows. */
  readonly correlateBy: { readonly [N in Name]: (event: Events[N]) => Concerned };
  /** State of an instance after an event; undefined ends the instance, and cancels its timers. */
  evolve(state: State | undefined, event: Events[Name]): State | undefined;
  /** @param state after the event, or as it stands when a timer comes due */
  react(state: State | undefined, event: Events[Name] | TimerDue): Reaction;
}

/** One instance, several (each folds the event, and reacts to it, for itself, in this order), or none. */
export type Concerned = string | readonly string[] | undefined;

/** A process manager with its types forgotten: what the runner handles. */
export interface ProcessManager {
  readonly name: string;
  readonly version: number;
  readonly startsOn: readonly string[];
  readonly actsFrom: 'the beginning' | 'now';
  readonly correlateBy: { readonly [typeName: string]: (event: DomainEvent) => Concerned };
  evolve(state: unknown, event: DomainEvent): unknown;
  react(state: unknown, event: DomainEvent | TimerDue): Reaction;
}

/** Makes the `processManager` function over a programme's event types. */
export function processManagersOver<Events>() {
  return <Name extends keyof Events, State>(definition: ProcessDefinition<Events, Name, State>): ProcessManager =>
    definition as unknown as ProcessManager;
}

/** The instances that an event concerns, each once. */
export function instancesOf({ correlateBy }: ProcessManager, event: DomainEvent): readonly string[] {
  const concerned = correlateBy[event.type]?.(event);
  if (concerned === undefined) return [];
  return typeof concerned === 'string' ? [concerned] : [...new Set(concerned)];
}

/** `evolve` of a process that needs to remember nothing: each event says all there is to know. */
export const stateless = (): undefined => undefined;

/** Plans a command for a decision. */
export function issue<C extends object>(decision: Decision, type: new () => C, fields: C): PlannedCommand {
  return { decision, command: Object.assign(new type(), fields) };
}
