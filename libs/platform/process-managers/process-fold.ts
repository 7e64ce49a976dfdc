import { derivedId } from '#platform/decider';
import type { DomainEvent, EventRegistry } from '#platform/event-schema';
import type { Position, RecordedEvent } from '#platform/event-store';
import { Agenda } from './agenda.ts';
import { Consequences } from './consequences.ts';
import { ownFact, tellsOfCommand } from './own-facts.ts';
import { KnownStates } from './known-states.ts';
import { instancesOf, type ProcessManager } from './process-manager.ts';
import type {
  Cause,
  OutboxChange,
  ProcessCheckpoint,
  ProcessStore,
  RunnerFence,
  StoredTimer,
} from './process-store.ts';
import { written, type WrittenReaction } from './written-reaction.ts';

/** Changes gathered at most before they are committed, while much is caught up with or comes due at once. */
const MOST_GATHERED = 20_000;

/** What a fold needs from outside. */
export interface FoldParts {
  readonly store: ProcessStore;
  readonly registry: EventRegistry;
  readonly fence?: RunnerFence | undefined;
  /** Puts on record that a process begins to act, once for ever. @returns where that stands in the log */
  readonly began: (process: string) => Promise<Position>;
}

/** What an event came to in one instance. */
interface Folded {
  readonly instance: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly reaction: WrittenReaction;
}

/**
 * One process, folding the log. What events and timers lead to gathers in memory until it is committed as one; timers
 * that came due before an event was recorded are worked off before it, so that an outage changes no order. A fold whose
 * commit failed is thrown away, and the next one begins at the checkpoint.
 */
export class ProcessFold {
  /** As it was committed last, but for what its commands count. */
  #checkpoint: ProcessCheckpoint;
  #position: Position;
  #eventId: string;
  #nextDue: string | undefined;
  #isReset = false;
  #gathered = new Consequences();
  #agenda: Agenda;
  #hasMoved = false;
  #known: KnownStates;

  private constructor(
    private readonly process: ProcessManager,
    private readonly parts: FoldParts,
    checkpoint: ProcessCheckpoint,
    /** Ids of the commands in the outbox, in the store and not yet there. */
    private readonly standing: Set<string>,
  ) {
    this.#checkpoint = checkpoint;
    this.#position = checkpoint.position;
    this.#eventId = checkpoint.eventId;
    this.#agenda = new Agenda(process.name, parts.store, { isAnew: false });
    this.#known = new KnownStates(process, parts.store, { isAnew: false });
  }

  /** Takes a process up where it was left; one whose version changed folds its state anew, without acting. */
  static async open(process: ProcessManager, parts: FoldParts): Promise<ProcessFold> {
    const { store } = parts;
    const { name, version, actsFrom } = process;
    const kept = await store.checkpoint(name);
    const checkpoint = kept ?? {
      ...{ process: name, version, position: 0, eventId: '', revision: 0, nextSeq: 0 },
      actsAfter: actsFrom === 'now' ? await parts.began(name) : 0,
    };
    const fold = new ProcessFold(process, parts, checkpoint, new Set(await store.commandIds(name)));
    if (!kept || checkpoint.version !== version) fold.#beginAnew();
    else fold.#nextDue = (await fold.#agenda.first())?.due;
    return fold;
  }

  #beginAnew(): void {
    const actsAfter = Math.max(this.#checkpoint.position, this.#checkpoint.actsAfter);
    const { version } = this.process;
    this.#checkpoint = { ...this.#checkpoint, version, position: 0, eventId: '', actsAfter };
    this.#position = 0;
    this.#eventId = '';
    this.#isReset = true;
    this.#agenda = new Agenda(this.process.name, this.parts.store, { isAnew: true });
    this.#known = new KnownStates(this.process, this.parts.store, { isAnew: true });
    this.#hasMoved = true;
  }

  /** The last event folded, committed or not. */
  get position(): Position {
    return this.#position;
  }

  /** When its next timer comes due, or earlier. */
  get nextDue(): string | undefined {
    return this.#nextDue;
  }

  /** Commands in the outbox, committed or not. */
  get outstanding(): number {
    return this.standing.size;
  }

  /** Whether there is more to commit than a checkpoint that moved over events without consequence. */
  get hasConsequences(): boolean {
    return this.#isReset || this.#gathered.changes + this.#agenda.changes > 0;
  }

  /** Whether so much has gathered that it should be committed, however far the log is. */
  get hasGatheredMuch(): boolean {
    return this.#gathered.changes + this.#agenda.changes >= MOST_GATHERED;
  }

  /**
   * Passes over an event of which nothing can follow, without looking further into it: it is of no type that the process
   * follows, came before the next timer is due, and tells of none of its commands.
   *
   * @returns false for one that has to be taken
   */
  passesOver(event: RecordedEvent): boolean {
    const { correlateBy } = this.process;
    const mayConcern =
      Object.hasOwn(correlateBy, event.type) ||
      this.standing.size > 0 ||
      tellsOfCommand(event) ||
      (this.#nextDue !== undefined && this.#nextDue <= event.recordedAt);
    if (!mayConcern && event.position > this.position) this.#moveTo(event);
    return !mayConcern;
  }

  /** The log has been caught up with: what comes now comes one by one. */
  hasCaughtUp(): void {
    this.#known.forget();
    this.#agenda.forget();
  }

  /** A command in the outbox was settled and taken out of it. */
  settled(commandId: string): void {
    this.standing.delete(commandId);
  }

  /**
   * Folds the next event of the log; one that was folded already is passed over.
   *
   * @throws what the event makes the process throw, or the store; of the event nothing is gathered then
   */
  async take(event: RecordedEvent): Promise<void> {
    if (event.position <= this.#position) return;
    const isSilent = event.position <= this.#checkpoint.actsAfter;
    await this.#workOff(event.recordedAt, isSilent);
    const fact = ownFact(this.process.name, event, this.parts.registry);
    if (fact) this.#note(fact.commandId, fact.change);
    if (this.standing.size > 0) this.#note(event.metadata.commandId, 'settled');
    if (Object.hasOwn(this.process.correlateBy, event.type)) {
      const decoded = this.parts.registry.decode(event);
      if (decoded) await this.#fold(decoded, isSilent);
    }
    this.#moveTo(event);
  }

  /** Works off all timers that have come due by an instant, in order, and commits what they led to. */
  async workOffDue(now: string): Promise<void> {
    await this.#workOff(now, this.#position < this.#checkpoint.actsAfter);
    await this.flush();
  }

  /** Commits what has gathered. @throws ProcessMovedOn, RunnerReplaced, what the store throws: then it is of no use any more */
  async flush(): Promise<void> {
    if (!this.#hasMoved && !this.hasConsequences) return;
    const { revision } = this.#checkpoint;
    const moved = { position: this.#position, eventId: this.#eventId, revision: revision + 1 };
    const checkpoint = { ...this.#checkpoint, ...moved };
    // Events may be passed over while it is on its way.
    this.#hasMoved = false;
    const { states, ...gathered } = this.#gathered.commit();
    await this.parts.store.commit({
      ...{ checkpoint, isReset: this.#isReset, states, ...gathered },
      ...this.#agenda.commit(),
      fence: this.parts.fence,
    });
    this.#checkpoint = checkpoint;
    this.#isReset = false;
    this.#known.committed(states);
    this.#gathered = new Consequences();
    this.#agenda.committed();
  }

  #moveTo({ position, id }: RecordedEvent): void {
    this.#position = position;
    this.#eventId = id;
    this.#hasMoved = true;
  }

  /** All of its instances, or none: nothing is gathered until each has said what follows. */
  async #fold(event: DomainEvent, isSilent: boolean): Promise<void> {
    const instances = instancesOf(this.process, event);
    const folded: Folded[] = [];
    for (const instance of instances) folded.push(...(await this.#foldInto(instance, event, isSilent)));
    for (const { instance, before, after, reaction } of folded) {
      this.#gathered.changeState(instance, before, after);
      if (before !== undefined && after === undefined) this.#agenda.end(instance);
      // Of one instance, ids derive from the event alone; those of several would meet.
      const id = instances.length === 1 ? event.id : derivedId('process instance', event.id, instance);
      if (reaction.timers.length + reaction.commands.length > 0) {
        const { $correlationId: family, traceparent = null } = event.metadata;
        this.#gather(instance, reaction, { id, causationId: event.id, family, traceparent });
      }
    }
  }

  /** @returns nothing where the event begins nothing, and nothing has begun */
  async #foldInto(instance: string, event: DomainEvent, isSilent: boolean): Promise<readonly Folded[]> {
    const { process } = this;
    const before = await this.#stateOf(instance);
    if (before === undefined && !process.startsOn.includes(event.type)) return [];
    const after = process.evolve(before, event);
    return [{ instance, before, after, reaction: written(process.react(after, event), isSilent) }];
  }

  async #stateOf(instance: string): Promise<unknown> {
    const changed = this.#gathered.changedState(instance);
    if (changed) return changed.state;
    return this.#known.of(instance);
  }

  /** @param due of the timer that it follows from */
  #gather(instance: string, { timers, commands }: WrittenReaction, cause: Cause, due: string | null = null): void {
    const { name } = this.process;
    for (const timer of timers) this.#change(instance, timer, cause);
    for (const [index, command] of commands.entries()) {
      const commandId = derivedId('process', name, cause.id, String(index));
      if (this.standing.has(commandId)) continue;
      this.standing.add(commandId);
      this.#gathered.plan({
        ...{ seq: this.#checkpoint.nextSeq, instance, commandId, ...command },
        ...{ causationId: cause.causationId, family: cause.family, traceparent: cause.traceparent, due },
        ...{ state: 'waiting', failingSince: null, failure: null },
      });
      this.#checkpoint = { ...this.#checkpoint, nextSeq: this.#checkpoint.nextSeq + 1 };
    }
  }

  #change(instance: string, { name, due }: WrittenReaction['timers'][number], cause: Cause): void {
    if (due === undefined) return this.#agenda.cancel({ instance, name });
    const id = derivedId('process timer', this.process.name, cause.id, name);
    this.#agenda.set({ ...cause, id, instance, name, due });
    if (this.#nextDue === undefined || due < this.#nextDue) this.#nextDue = due;
  }

  async #workOff(until: string, isSilent: boolean): Promise<void> {
    if (this.#nextDue === undefined || this.#nextDue > until) return;
    let first = await this.#agenda.first();
    for (; first && first.due <= until; first = await this.#agenda.first()) {
      await this.#ring(first, isSilent);
      if (this.hasGatheredMuch) await this.flush();
    }
    this.#nextDue = first?.due;
  }

  async #ring(timer: StoredTimer, isSilent: boolean): Promise<void> {
    const { instance, name, due } = timer;
    const state = await this.#stateOf(instance);
    const reaction = written(this.process.react(state, { type: '$timer', name, instance, due }), isSilent);
    this.#agenda.cancel(timer);
    this.#gather(instance, reaction, timer, due);
  }

  /** The log says what became of a command in the outbox. */
  #note(commandId: string, change: OutboxChange): void {
    if (!this.standing.has(commandId)) return;
    if (change === 'settled') this.standing.delete(commandId);
    this.#gathered.note(commandId, change);
  }
}
