import type { RoleTable } from '#platform/access';
import { verifyChain } from '#platform/audit';
import {
  AggregateLoader,
  CommandDoor,
  commandIdOf,
  derivedId,
  envelop,
  Refusal,
  streamOf,
  type AnyAggregate,
  type CommandContext,
  type Decision,
  type Issued,
  type PolicyBook,
} from '#platform/decider';
import type { EventRegistry, Fact } from '#platform/event-schema';
import type { Actor, RecordedEvent } from '#platform/event-store';
import { BodyDigest, Sealing } from '#platform/privacy';
import { MemoryEventStore } from './memory-event-store.ts';
import { MemoryKeyStore } from './memory-key-store.ts';

/** What a programme's specs of decisions have in common. */
export interface DecisionSpecs {
  readonly registry: EventRegistry;
  readonly policies: PolicyBook;
  readonly roles: RoleTable;
  /** All decisions on things of a category. */
  readonly decisionsOn: (category: string) => Promise<readonly Decision[]>;
  /** The instant at which everything happens, unless a spec says otherwise. */
  readonly now: string;
}

/** Who issues a command, and how, in a spec. */
export interface Issuing extends Partial<Omit<CommandContext, 'actor'>> {
  readonly by: Actor;
}

/** A fact in a stream of the spec's past. */
interface Past {
  readonly aggregate: AnyAggregate;
  readonly id: string;
  readonly facts: readonly Fact[];
}

/**
 * The grammar of decisions' specs: `given(past…).when(decision, command, { by }).thenFacts(facts…)`. It goes through the
 * real {@link CommandDoor} over a log in memory: what is compared was validated, sealed, chained, stored and opened.
 */
export function decisionSpecs(specs: DecisionSpecs) {
  return {
    /** Nothing has happened yet, at the usual instant. */
    given: (aggregate?: AnyAggregate, id?: string, ...facts: Fact[]): DecisionSpec =>
      new DecisionSpec(specs, specs.now, aggregate && id !== undefined ? [{ aggregate, id, facts }] : []),
  };
}

class DecisionSpec {
  constructor(
    private readonly specs: DecisionSpecs,
    private readonly now: string,
    private readonly past: readonly Past[],
    /** The instant at which the past happened. */
    private readonly happenedAt = now,
  ) {}

  /** What has happened to another thing. */
  and(aggregate: AnyAggregate, id: string, ...facts: Fact[]): DecisionSpec {
    return new DecisionSpec(this.specs, this.now, [...this.past, { aggregate, id, facts }], this.happenedAt);
  }

  /** The instant at which the command is decided, and the past has only just happened. */
  at(now: string): DecisionSpec {
    return new DecisionSpec(this.specs, now, this.past);
  }

  /** The instant at which the command is decided, the past having happened when it did. */
  later(now: string): DecisionSpec {
    return new DecisionSpec(this.specs, now, this.past, this.happenedAt);
  }

  when<C extends object>(decision: Decision, command: C, { by, ...context }: Issuing): DecisionOutcome {
    const typed = Object.assign(new decision.command(), command);
    const commandId = commandIdOf(by.userId, decision.name, '', 'key-1');
    return new DecisionOutcome(this.specs, this.now, this.past, this.happenedAt, decision, typed, {
      actor: by,
      commandId,
      source: 'api',
      ...context,
    });
  }
}

/** What the door says where the stage does not allow a command, whatever that is in a spec. */
const ofTheStage = () => ({
  id: expect.any(String) as string,
  currentStage: expect.any(String) as string,
  availableActions: expect.any(Array) as string[],
});

/** A decision taken in a spec, to be compared. */
export class DecisionOutcome {
  constructor(
    private readonly specs: DecisionSpecs,
    private readonly now: string,
    private readonly past: readonly Past[],
    private readonly happenedAt: string,
    private readonly decision: Decision,
    private readonly command: object,
    private readonly context: CommandContext,
  ) {}

  /**
   * Exactly these facts are recorded, in this order. Also holds the laws every decision is under: the chain is whole,
   * the envelope names command, actor and agreement, and the same command once more records nothing and answers the same.
   */
  async thenFacts(...facts: Fact[]): Promise<readonly RecordedEvent[]> {
    const stage = await this.#stage();
    const issued = await stage.issue();
    const recorded = stage.recorded();
    expect(await stage.opened(recorded)).toEqual(facts.map(({ type, data }) => ({ type: type.typeName, data })));
    const agreement = this.decision.under?.(this.command) ?? (await this.specs.policies.inForce(this.now)).version;
    for (const { metadata } of recorded) {
      expect(metadata.commandId).toBe(this.context.commandId);
      expect(metadata.actor).toEqual(this.context.actor);
      expect(metadata.agreementVersion).toBe(agreement);
    }
    expect(verifyChain(stage.streamOf(issued))).toBeUndefined();
    expect(await stage.issue()).toEqual(issued);
    expect(stage.recorded()).toEqual(recorded);
    return recorded;
  }

  /** The asked-for fact is recorded already: nothing is added. */
  async thenNothing(): Promise<void> {
    const stage = await this.#stage();
    const issued = await stage.issue();
    expect(stage.recorded()).toEqual([]);
    const { revision, position } = stage.streamOf(issued).at(-1)!;
    expect(issued).toMatchObject({ revision, position, events: [], created: false });
  }

  /**
   * Refused with this code and these details, and nothing is recorded. What the door itself says of a stage is compared where
   * it is given.
   */
  async thenRefused(code: string, details: Partial<Refusal['details']> = {}): Promise<void> {
    const stage = await this.#stage();
    const refusal: unknown = await stage.issue().then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(refusal).toBeInstanceOf(Refusal);
    expect((refusal as Refusal).code).toBe(code);
    expect((refusal as Refusal).details).toEqual({ ...(code === 'NOT_ALLOWED' && ofTheStage()), ...details });
    expect(stage.recorded()).toEqual([]);
  }

  async #stage() {
    const { registry, policies, roles } = this.specs;
    const decisions = await this.specs.decisionsOn(this.decision.aggregate.category);
    const store = new MemoryEventStore(() => this.now);
    const keys = new MemoryKeyStore();
    const sealing = new Sealing(keys);
    const digests = new BodyDigest(keys);
    let drawn = 0;
    const ids = { next: () => derivedId('event', String(drawn++)) };
    const parts = {
      store,
      registry,
      sealing,
      digests,
      policies,
      roles,
      decisions,
      clock: { now: () => this.now },
      ids,
    };
    const loader = new AggregateLoader(store, registry);
    for (const [index, { aggregate, id, facts }] of this.past.entries()) {
      const loaded = await loader.load(aggregate, id);
      const agreementVersion = (await policies.inForce(this.happenedAt)).version;
      const context: CommandContext = {
        actor: { userId: 'past', org: 'tasuki', officeId: null, role: 'process' },
        commandId: derivedId('past', String(index)),
        source: 'api',
      };
      const events = await envelop(parts, aggregate, loaded, facts, {
        now: this.happenedAt,
        agreementVersion,
        family: id,
        context,
        body: '{}',
        streamsRead: {},
      });
      await store.append(streamOf(aggregate, id), loaded.revision ?? 'no stream', events);
    }
    const before = store.log.length;
    const door = new CommandDoor(parts);
    return {
      issue: () => door.issue(this.decision, this.command, this.context),
      recorded: () => store.log.slice(before),
      streamOf: ({ stream }: Issued) => store.log.filter((event) => event.stream === stream),
      opened: (events: readonly RecordedEvent[]) =>
        Promise.all(events.map(async ({ type, data }) => ({ type, data: await sealing.open(data) }))),
    };
  }
}
