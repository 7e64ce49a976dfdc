import type { DomainEvent, EventContract, Fact } from '#platform/event-schema';
import type { Actor, OnBehalfOf } from '#platform/event-store';
import type { Aggregate, AnyAggregate } from './aggregate.ts';

/** What the framework asks of a policy; the contexts say what else it holds. */
export interface PolicyVersion {
  readonly version: string;
}

/** The versions of the agreement: which one was in force when, and each by its name; a promise where it has to be looked up. */
export interface PolicyBook<Policy extends PolicyVersion = PolicyVersion> {
  /** @throws Refusal where none is in force */
  inForce(instant: string): Policy | Promise<Policy>;
  /** The one in force or, once that has ended without another after it, the last that was. */
  lastInForce(instant: string): Policy | Promise<Policy>;
  version(version: string): Policy | Promise<Policy>;
}

/** Another aggregate a decision has to know: which one, and where its id is found. Made with {@link read}. */
export interface Read<Command, State> {
  readonly aggregate: AnyAggregate;
  /**
   * Id of the aggregate, or undefined when this command does without it: its initial state is handed over then.
   *
   * @param own the decision's own aggregate as it stands, in a stage the decision can be taken in
   */
  readonly idOf: (command: Command, actor: Actor, own: object) => string | undefined;
  /** Name of the read whose state `idOf` is handed instead of the decision's own. */
  readonly after?: string;
  /** Carries the state's type; never there. */
  readonly state?: State;
}

type StateOf<R> = R extends { readonly state?: infer State } ? Exclude<State, undefined> : never;

/** Everything a decision may know beside command and state; all of it is handed in (law 2). */
export interface DecisionContext<Policy extends PolicyVersion, Reads> {
  readonly actor: Actor;
  readonly onBehalfOf: OnBehalfOf | undefined;
  /** The present instant, ISO 8601 UTC. */
  readonly now: string;
  /** The version of the agreement the aggregate began under; for a new one, the version in force. */
  readonly policy: Policy;
  /** States of the aggregates named in `reads`. */
  readonly reads: { readonly [K in keyof Reads]: StateOf<Reads[K]> };
  /** A UUID derived from the command (version 5) for something the command brings into being: the same on a retry. */
  readonly derivedId: (label: string) => string;
}

/** A class whose instances are commands: fields with class-validator's decorators say their shape. */
export type CommandClass<Command> = new () => Command;

type InStage<State extends { readonly stage: string }, Stage extends State['stage']> = Extract<
  State,
  { readonly stage: Stage }
>;

/**
 * Who may take a decision, at which stages, what it looks at and what it may state. The command handler holds it to all of this
 * before and after `decide`; roles, scope, routes, OpenAPI and `availableActions` are read from here.
 */
export interface DecisionRules<
  Command,
  State extends { readonly stage: string },
  Stage extends State['stage'],
  Policy extends PolicyVersion,
  Reads extends { readonly [name: string]: Read<Command, unknown> },
  Emits extends EventContract,
> {
  /** Roles that may take it. */
  readonly by: readonly string[];
  /** Stages it can be taken in; `none` where it brings the aggregate into being. */
  readonly from: readonly Stage[];
  /** The event types it may state: the compiler holds `decide` to them, the event catalogue names it with them. */
  readonly emits: readonly Emits[];
  /**
   * Id of the aggregate where it follows from command and actor otherwise than by the aggregate's id field: a natural
   * key.
   * A command that brings something into being and has no id at all gives it one derived from the command's own.
   *
   * @param commandId undefined as long as the command's own id is still to be made
   */
  readonly idOf?: (command: Command, actor: Actor, commandId: string | undefined) => string | undefined;
  /**
   * The version of the agreement that what this brings into being begins under, where that is not the one in force: a part of
   * something that began earlier.
   */
  readonly under?: (command: Command) => string;
  readonly reads?: Reads;
  /**
   * Name of the read whose case family this one joins, or of several: the first that exists. By default a family
   * begins with the aggregate itself.
   */
  readonly joins?: (keyof Reads & string) | readonly (keyof Reads & string)[];
  /** Names of the reads that must be the caller's too, of aggregates that have parties: what is another's is not found. */
  readonly within?: readonly (keyof Reads & string)[];
  /** Taken by a caller whose the aggregate is not (an offer to all, a request from outside); by default it must be theirs. */
  readonly openToAll?: boolean;
  /**
   * It begins something that there is only between the organisations of an agreement: refused while none is in force.
   * Everything else goes on under the last there was.
   */
  readonly needsAgreement?: boolean;
  /**
   * The decision: pure. It answers the facts to record; `[]` only if exactly the asked-for fact is recorded already.
   *
   * @throws Refusal
   */
  decide(
    command: Command,
    state: InStage<State, Stage>,
    context: DecisionContext<Policy, Reads>,
  ): readonly Fact<Emits['typeName']>[];
}

/** A decision with its types forgotten: what the door, the controllers and the list of actions work with. */
export interface Decision {
  /** The command's name, which is also the action's: `DeclineReferral`. */
  readonly name: string;
  readonly command: CommandClass<object>;
  readonly aggregate: AnyAggregate;
  readonly by: readonly string[];
  readonly from: readonly string[];
  readonly emits: readonly EventContract[];
  readonly reads: {
    readonly [name: string]: {
      readonly aggregate: AnyAggregate;
      idOf(command: object, actor: Actor, own: object): string | undefined;
      readonly after?: string;
    };
  };
  idOf?(command: object, actor: Actor, commandId: string | undefined): string | undefined;
  under?(command: object): string;
  readonly joins: readonly string[];
  readonly within: readonly string[];
  readonly openToAll: boolean;
  readonly needsAgreement: boolean;
  decide(command: object, state: object, context: DecisionContext<PolicyVersion, object>): readonly Fact[];
}

/** Makes the `decision` function for a programme whose policy is of a given type. */
export function decisionsUnder<Policy extends PolicyVersion>() {
  return function decision<
    Command extends object,
    State extends { readonly stage: string },
    Event extends DomainEvent,
    const Stage extends State['stage'],
    const Emits extends EventContract,
    const Reads extends { readonly [name: string]: Read<Command, unknown> } = Record<never, never>,
  >(
    on: Aggregate<State, Event>,
    command: CommandClass<Command>,
    rules: DecisionRules<Command, State, Stage, Policy, Reads, Emits>,
  ): Decision {
    return {
      reads: {},
      within: [],
      openToAll: false,
      needsAgreement: false,
      ...rules,
      joins: [rules.joins ?? []].flat(),
      name: command.name,
      command,
      aggregate: on,
    };
  };
}

/** Names another aggregate a decision reads: `reads: { consent: read(consent, (command) => command.consentId) }`. */
export function read<
  Command,
  State extends { readonly stage: string },
  Event extends DomainEvent,
  Own extends object = object,
>(
  of: Aggregate<State, Event>,
  idOf: (command: Command, actor: Actor, own: Own) => string | undefined,
): Read<Command, State> {
  return { aggregate: of, idOf: idOf as Read<Command, State>['idOf'] };
}

/**
 * Names an aggregate by what another of the reads says: `office: readAfter('client', office, (command, client) => …)`. It is
 * loaded after that one, which stands before it.
 */
export function readAfter<
  Command,
  State extends { readonly stage: string },
  Event extends DomainEvent,
  Earlier extends object,
>(
  after: string,
  of: Aggregate<State, Event>,
  idOf: (command: Command, earlier: Earlier, actor: Actor) => string | undefined,
): Read<Command, State> {
  return { aggregate: of, idOf: (command, actor, earlier) => idOf(command, earlier as Earlier, actor), after };
}
