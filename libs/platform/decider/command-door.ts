import { inScope, type RoleTable } from '#platform/access';
import { canonicalJson } from '#platform/audit';
import type { Clock, Ids } from '#platform/clock';
import type { EventRegistry } from '#platform/event-schema';
import { EventStoreError, type Actor, type EventStore, type Json, type Revision } from '#platform/event-store';
import type { BodyDigest, Sealing } from '#platform/privacy';
import { inSpan, presentTraceparent } from '#platform/tracing';
import { availableActions } from './available-actions.ts';
import type { CommandContext, Issued } from './command-context.ts';
import { reported, type CommandReport } from './command-report.ts';
import { derivedId } from './command-id.ts';
import type { Decision, PolicyBook } from './decision.ts';
import { envelop } from './enveloping.ts';
import { AggregateLoader, unwritten, type Loaded } from './loading.ts';
import { ConcurrentChange } from './not-decided.ts';
import { policyFor } from './policy-for.ts';
import { erasedIsRefused, forbidden, keyReused, notAllowed, notFound, stale } from './refusals-at-the-door.ts';
import { send } from './sending.ts';

/** What the door needs from outside. */
export interface CommandDoorParts {
  readonly store: EventStore;
  readonly registry: EventRegistry;
  readonly sealing: Sealing;
  readonly digests: BodyDigest;
  readonly policies: PolicyBook;
  readonly roles: RoleTable;
  /** All decisions of the programme: they tell which actions a refused caller could take instead. */
  readonly decisions: readonly Decision[];
  readonly clock: Clock;
  readonly ids: Ids;
  /** Told of each command that was answered or refused. */
  readonly report?: (report: CommandReport) => void;
}

/** A command that finds the stream changed under it is decided again at most so often. */
const MOST_ATTEMPTS = 20;

/** An aggregate read beside the one decided on; one that the command does without stands there as it begins. */
type LoadedReads = { readonly [name: string]: Loaded };

/**
 * The one door for commands, of HTTP and of processes alike: authorises, loads, decides, seals, chains, appends. On a
 * conflict it decides again; a command that was issued before is answered with what was recorded then.
 */
export class CommandDoor {
  readonly #loader: AggregateLoader;

  constructor(private readonly parts: CommandDoorParts) {
    this.#loader = new AggregateLoader(parts.store, parts.registry);
  }

  /**
   * Issues a command whose shape has been validated.
   *
   * @throws Refusal; ConcurrentChange when others were quicker each time; NewerReleaseNeeded; an EventStoreError when the store could
   * not be reached.
   */
  async issue(decision: Decision, command: object, context: CommandContext): Promise<Issued> {
    const attributes = { 'tasuki.command_id': context.commandId, 'tasuki.source': context.source };
    return reported(this.parts.report, decision.name, () =>
      inSpan(`decide ${decision.name}`, { attributes }, () => this.#issue(decision, command, context)),
    );
  }

  /**
   * Types of the events that a command whose shape has been validated would record as things stand. Nothing is stored.
   *
   * @throws Refusal as {@link issue} would
   */
  async rehearse(decision: Decision, command: object, context: CommandContext): Promise<readonly string[]> {
    if (!decision.by.includes(context.actor.role)) throw forbidden(decision, context.actor);
    const { actor, commandId } = context;
    const id = targetOf(decision, command, actor, commandId) ?? derivedId(commandId, decision.aggregate.category);
    const loaded = await this.#loader.load(decision.aggregate, id);
    const { facts } = await this.#judge(decision, command, context, id, loaded);
    return facts.map(({ type }) => type.typeName);
  }

  async #issue(decision: Decision, command: object, context: CommandContext): Promise<Issued> {
    if (!decision.by.includes(context.actor.role)) throw forbidden(decision, context.actor);
    const body = canonicalJson(command as Json);
    const begun = await this.#begun(decision, command, body, context);
    if (begun) return begun;
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      const issued = await this.#attempt(decision, command, body, context);
      if (issued) return issued;
    }
    throw new ConcurrentChange(decision.aggregate.category);
  }

  /**
   * A thing whose id follows from the command's own is there only if this very command was issued before, so its stream
   * is not read first: the append, which expects none, finds out. Whatever else than the thing itself comes of it is left
   * to {@link #attempt}, which looks before it decides (law 6). Saves the embedded log a lookup of 5 µs, a server a read.
   */
  async #begun(
    decision: Decision,
    command: object,
    body: string,
    context: CommandContext,
  ): Promise<Issued | undefined> {
    const { aggregate, from } = decision;
    if (!from.includes('none') || targetOf(decision, command, context.actor, context.commandId) !== undefined) {
      return undefined;
    }
    const id = derivedId(context.commandId, aggregate.category);
    try {
      return await this.#decide(decision, command, body, context, id, unwritten(aggregate, id));
    } catch (error) {
      if (error instanceof EventStoreError) throw error;
      return undefined;
    }
  }

  /** Loads and decides once. @returns undefined when somebody else was quicker, so that it has to be decided again. */
  async #attempt(
    decision: Decision,
    command: object,
    body: string,
    context: CommandContext,
  ): Promise<Issued | undefined> {
    const { actor, commandId } = context;
    const id = targetOf(decision, command, actor, commandId) ?? derivedId(commandId, decision.aggregate.category);
    const loaded = await this.#loader.load(decision.aggregate, id);
    const before = await this.#recordedBefore(decision, id, loaded, body, context);
    return before ?? this.#decide(decision, command, body, context, id, loaded);
  }

  /** Decides on an aggregate as it was loaded, and appends. @returns undefined when its stream has moved on */
  async #decide(
    decision: Decision,
    command: object,
    body: string,
    context: CommandContext,
    id: string,
    loaded: Loaded,
  ): Promise<Issued | undefined> {
    const { facts, reads, now, policy } = await this.#judge(decision, command, context, id, loaded);
    const last = loaded.events.at(-1);
    if (facts.length === 0 && last) return { ...issuedAt(id, last), events: [], created: false };

    const family = familyOf(decision, id, loaded, reads, context);
    const events = await envelop(this.parts, decision.aggregate, loaded, facts, {
      now,
      agreementVersion: policy.version,
      family,
      context,
      body,
      streamsRead: revisionsOf(reads),
      traceparent: presentTraceparent(),
    }).catch(erasedIsRefused);
    const appended = await send(this.parts.store, loaded.stream, loaded.revision ?? 'no stream', events);
    return (
      appended && {
        id,
        stream: loaded.stream,
        ...appended,
        family,
        events: events.map(({ type }) => type),
        created: beginsHere(decision, loaded.revision),
      }
    );
  }

  /** What follows from a command on an aggregate as it was loaded. @throws Refusal */
  async #judge(decision: Decision, command: object, context: CommandContext, id: string, loaded: Loaded) {
    this.#guard(decision, id, loaded, context);

    const reads = await this.#loadReads(decision, command, context.actor, loaded.state);
    const now = this.parts.clock.now();
    const policy = await policyFor(this.parts.policies, decision, command, loaded, now);
    const facts = decision.decide(command, loaded.state, {
      actor: context.actor,
      onBehalfOf: context.onBehalfOf,
      now,
      policy,
      reads: Object.fromEntries(Object.entries(reads).map(([name, { state }]) => [name, state])),
      derivedId: (label) => derivedId(context.commandId, label),
    });
    return { facts, reads, now, policy };
  }

  /** What was recorded for this very command, if it was issued before (law 6). */
  async #recordedBefore(
    decision: Decision,
    id: string,
    { events }: Loaded,
    body: string,
    { commandId }: CommandContext,
  ): Promise<Issued | undefined> {
    const own = events.filter((event) => event.metadata.commandId === commandId);
    const last = own.at(-1);
    if (!last) return undefined;
    const { subjectId, digest } = last.metadata.commandDigest;
    if ((await this.parts.digests.matches(subjectId, digest, body)) === 'different') throw keyReused();
    const created = beginsHere(decision, own[0]!.revision === 0 ? undefined : last.revision);
    return { ...issuedAt(id, last), events: own.map(({ type }) => type), created };
  }

  /** Refuses what is not the caller's, what the caller has an old picture of, and what the stage does not allow. */
  #guard(decision: Decision, id: string, loaded: Loaded, { actor, expectedRevision }: CommandContext): void {
    const { aggregate } = decision;
    const exists = loaded.revision !== undefined;
    const isKnown = exists || aggregate.initialState.stage !== 'none';
    if (!decision.openToAll && exists) this.#requireScope(aggregate, loaded, actor);
    const isAllowed = decision.from.includes(loaded.state.stage);
    // Before the revision is looked at: a 412 would tell what does not exist from what is another's.
    if (!isKnown && !isAllowed) throw notFound();
    if (expectedRevision !== undefined) {
      // Nobody has seen a revision of what is not theirs. To whom it is merely open none is right, or they could try
      // which one is, and the one it has is not told.
      if (decision.openToAll && !this.#isTheirs(aggregate, loaded, actor)) throw stale();
      if (expectedRevision !== loaded.revision) throw stale(loaded);
    }
    if (isAllowed) return;
    const parties = aggregate.parties?.(loaded.state);
    const { stage } = loaded.state;
    const { decisions, roles } = this.parts;
    throw notAllowed(
      decision,
      id,
      stage,
      availableActions(decisions, roles, { category: aggregate.category, stage, parties }, actor),
    );
  }

  #requireScope(aggregate: Decision['aggregate'], loaded: Loaded, actor: Actor): void {
    if (aggregate.parties && !this.#isTheirs(aggregate, loaded, actor)) throw notFound();
  }

  /** Whether the thing is within the caller's reach; what has no parties is nobody's. */
  #isTheirs(aggregate: Decision['aggregate'], { state }: Loaded, actor: Actor): boolean {
    const parties = aggregate.parties?.(state);
    const role = this.parts.roles.get(actor.role);
    return parties !== undefined && role !== undefined && inScope(actor, role, parties);
  }

  async #loadReads(decision: Decision, command: object, actor: Actor, own: object): Promise<LoadedReads> {
    const loading = new Map<string, Promise<Loaded>>();
    const load = async (name: string, { aggregate, idOf, after }: Decision['reads'][string]): Promise<Loaded> => {
      const id = idOf(command, actor, after === undefined ? own : (await loading.get(after)!).state);
      if (id === undefined) return unwritten(aggregate, '');
      const loaded = await this.#loader.load(aggregate, id);
      if (decision.within.includes(name)) this.#requireScope(aggregate, loaded, actor);
      return loaded;
    };
    for (const [name, read] of Object.entries(decision.reads)) loading.set(name, load(name, read));
    const entries = [...loading].map(async ([name, loaded]) => [name, await loaded] as const);
    return Object.fromEntries(await Promise.all(entries));
  }
}

/** The id of the aggregate a command is about; undefined where it is about to be made and has no id of its own yet. */
export function targetOf(
  { aggregate, idOf }: Decision,
  command: object,
  actor: Actor,
  commandId?: string,
): string | undefined {
  if (idOf) return idOf(command, actor, commandId);
  return (command as Readonly<Record<string, string | undefined>>)[aggregate.idField];
}

/**
 * Whether a decision brings its aggregate into being, not only a stream: what is known from reference data, as an office is,
 * has a stage before its first event.
 *
 * @param before revision of the event before the decision's
 */
function beginsHere({ aggregate }: Decision, before: Revision | undefined): boolean {
  return before === undefined && aggregate.initialState.stage === 'none';
}

function issuedAt(id: string, event: Loaded['events'][number]): Omit<Issued, 'events' | 'created'> {
  const { stream, revision, position, metadata } = event;
  return { id, stream, revision, position, family: metadata.$correlationId };
}

/**
 * A stream stays in the family it began in. A new one joins the family a process hands on, or that of the first
 * read its decision names that exists, or begins its own.
 */
function familyOf(
  { joins }: Decision,
  id: string,
  loaded: Loaded,
  reads: LoadedReads,
  { correlationId }: CommandContext,
): string {
  const familyIn = (of: Loaded | undefined) => of?.events[0]?.metadata.$correlationId;
  const joined = joins.map((name) => familyIn(reads[name])).find((family) => family !== undefined);
  return familyIn(loaded) ?? correlationId ?? joined ?? id;
}

function revisionsOf(reads: LoadedReads): Record<string, number> {
  const loaded = Object.values(reads).filter(({ stream }) => !stream.endsWith('-'));
  return Object.fromEntries(loaded.map(({ stream, revision }) => [stream, revision ?? -1]));
}
