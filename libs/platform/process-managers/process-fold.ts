import { derivedId } from '#platform/decider';
import type { DomainEvent, EventRegistry } from '#platform/event-schema';
import type { Position, RecordedEvent } from '#platform/event-store';
import { ownFact } from './own-facts.ts';
import { instancesOf, type ProcessManager, type Reaction, type TimerChange } from './process-manager.ts';
import type {
  Cause,
  OutboxChange,
  OutgoingCommand,
  ProcessCheckpoint,
  ProcessStore,
  RunnerFence,
  StoredTimer,
} from './process-store.ts';

/** Timers worked off in one transaction. */
const TIMERS_AT_ONCE = 500;

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
  readonly reaction: Reaction;
}

/**
 * One process, folding the log. What events and timers lead to gathers in memory until it is committed as one; timers
 * that came due before an event was recorded are worked off before it, so that an outage changes no order. A fold whose
 * commit failed is thrown away, and the next one begins at the checkpoint.
 */
export class ProcessFold {
  #checkpoint: ProcessCheckpoint;
  #nextDue: string | undefined;
  #isReset = false;
  #states = new Map<string, unknown>();
  #ended = new Set<string>();
  #timersGone = new Map<string, Pick<StoredTimer, 'instance' | 'name'>>();
  #timersSet = new Map<string, StoredTimer>();
  #commands = new Map<string, OutgoingCommand>();
  #outbox = new Map<string, OutboxChange>();
  #hasMoved = false;

  private constructor(
    private readonly process: ProcessManager,
    private readonly parts: FoldParts,
    checkpoint: ProcessCheckpoint,
    /** Ids of the commands in the outbox, in the store and not yet there. */
    private readonly standing: Set<string>,
  ) {
    this.#checkpoint = checkpoint;
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
    if (checkpoint.version !== version) fold.#beginAnew();
    else fold.#nextDue = await store.nextDue(name);
    return fold;
  }

  #beginAnew(): void {
    const { position, actsAfter } = this.#checkpoint;
    const { version } = this.process;
    this.#checkpoint = {
      ...this.#checkpoint,
      ...{ version, position: 0, eventId: '', actsAfter: Math.max(position, actsAfter) },
    };
    this.#isReset = true;
    this.#hasMoved = true;
  }

  /** The last event folded, committed or not. */
  get position(): Position {
    return this.#checkpoint.position;
  }

  get eventId(): string {
    return this.#checkpoint.eventId;
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
    return (
      this.#isReset ||
      [this.#states, this.#ended, this.#timersGone, this.#timersSet, this.#commands, this.#outbox].some(
        ({ size }) => size > 0,
      )
    );
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
    if (event.position <= this.#checkpoint.position) return;
    const isSilent = event.position <= this.#checkpoint.actsAfter;
    await this.#workOff(event.recordedAt, isSilent);
    const fact = ownFact(this.process.name, event, this.parts.registry);
    if (fact) this.#note(fact.commandId, fact.change);
    if (this.standing.size > 0) this.#note(event.metadata.commandId, 'settled');
    if (Object.hasOwn(this.process.correlateBy, event.type)) {
      const decoded = this.parts.registry.decode(event);
      if (decoded) await this.#fold(decoded, isSilent);
    }
    this.#checkpoint = { ...this.#checkpoint, position: event.position, eventId: event.id };
    this.#hasMoved = true;
  }

  /** Works off all timers that have come due by an instant, in order, and commits what they led to. */
  async workOffDue(now: string): Promise<void> {
    await this.#workOff(now, this.#checkpoint.position < this.#checkpoint.actsAfter);
    await this.flush();
  }

  /** Commits what has gathered. @throws ProcessMovedOn, RunnerReplaced, what the store throws: then it is of no use any more */
  async flush(): Promise<void> {
    if (!this.#hasMoved && !this.hasConsequences) return;
    const checkpoint = { ...this.#checkpoint, revision: this.#checkpoint.revision + 1 };
    await this.parts.store.commit({
      checkpoint,
      isReset: this.#isReset,
      states: this.#states,
      ended: [...this.#ended],
      timersGone: [...this.#timersGone.values()],
      timersSet: [...this.#timersSet.values()],
      commands: [...this.#commands.values()],
      outbox: this.#outbox,
      fence: this.parts.fence,
    });
    this.#checkpoint = checkpoint;
    this.#isReset = false;
    this.#hasMoved = false;
    this.#states = new Map();
    this.#ended = new Set();
    this.#timersGone = new Map();
    this.#timersSet = new Map();
    this.#commands = new Map();
    this.#outbox = new Map();
  }

  /** All of its instances, or none: nothing is gathered until each has said what follows. */
  async #fold(event: DomainEvent, isSilent: boolean): Promise<void> {
    const instances = instancesOf(this.process, event);
    const folded: Folded[] = [];
    for (const instance of instances) folded.push(...(await this.#foldInto(instance, event)));
    const { $correlationId: family, traceparent = null } = event.metadata;
    for (const { instance, before, after, reaction } of folded) {
      if (after !== before) this.#states.set(instance, after);
      if (before !== undefined && after === undefined) this.#end(instance);
      // Of one instance, ids derive from the event alone; those of several would meet.
      const id = instances.length === 1 ? event.id : derivedId('process instance', event.id, instance);
      this.#gather(instance, reaction, { id, causationId: event.id, family, traceparent }, isSilent);
    }
  }

  /** @returns nothing where the event begins nothing, and nothing has begun */
  async #foldInto(instance: string, event: DomainEvent): Promise<readonly Folded[]> {
    const { process } = this;
    const before = await this.#stateOf(instance);
    if (before === undefined && !process.startsOn.includes(event.type)) return [];
    const after = process.evolve(before, event);
    return [{ instance, before, after, reaction: process.react(after, event) }];
  }

  async #stateOf(instance: string): Promise<unknown> {
    if (this.#states.has(instance)) return this.#states.get(instance);
    return this.#isReset ? undefined : this.parts.store.state(this.process.name, instance);
  }

  #end(instance: string): void {
    this.#ended.add(instance);
    for (const [key, timer] of this.#timersSet) if (timer.instance === instance) this.#timersSet.delete(key);
  }

  #gather(instance: string, { commands = [], timers = [] }: Reaction, cause: Cause, isSilent: boolean): void {
    const { name } = this.process;
    for (const change of timers) this.#change(instance, change, cause);
    if (isSilent) return;
    for (const [index, { decision, command }] of commands.entries()) {
      const commandId = derivedId('process', name, cause.id, String(index));
      if (this.standing.has(commandId)) continue;
      this.standing.add(commandId);
      this.#commands.set(commandId, {
        ...{ seq: this.#checkpoint.nextSeq, instance, commandId, decision: decision.name },
        body: JSON.stringify(command),
        ...{ causationId: cause.causationId, family: cause.family, traceparent: cause.traceparent },
        ...{ state: 'waiting', failingSince: null, failure: null },
      });
      this.#checkpoint = { ...this.#checkpoint, nextSeq: this.#checkpoint.nextSeq + 1 };
    }
  }

  #change(instance: string, change: TimerChange, cause: Cause): void {
    const name = 'set' in change ? change.set : change.cancel;
    const key = JSON.stringify([instance, name]);
    if ('cancel' in change) {
      this.#timersSet.delete(key);
      this.#timersGone.set(key, { instance, name });
      return;
    }
    // As all instants here are written, so that their order is that of their letters.
    const due = new Date(change.at).toISOString();
    this.#timersSet.set(key, {
      ...cause,
      id: derivedId('process timer', this.process.name, cause.id, name),
      instance,
      name,
      due,
    });
    if (this.#nextDue === undefined || due < this.#nextDue) this.#nextDue = due;
  }

  async #workOff(until: string, isSilent: boolean): Promise<void> {
    const { process } = this;
    while (this.#nextDue !== undefined && this.#nextDue <= until) {
      await this.flush();
      const due = await this.parts.store.dueTimers(process.name, until, TIMERS_AT_ONCE);
      for (const timer of due) {
        // One that its predecessors in the batch have set may come before it.
        if ([...this.#timersSet.values()].some((set) => set.due < timer.due)) break;
        if (!this.#isChanged(timer)) await this.#ring(timer, isSilent);
      }
      await this.flush();
      this.#nextDue = await this.parts.store.nextDue(process.name);
    }
  }

  /** Whether what came due before it, in the same batch, has cancelled it or set it anew. */
  #isChanged({ instance, name }: StoredTimer): boolean {
    const key = JSON.stringify([instance, name]);
    return this.#timersGone.has(key) || this.#timersSet.has(key);
  }

  async #ring(timer: StoredTimer, isSilent: boolean): Promise<void> {
    const { instance, name, due } = timer;
    const state = await this.#stateOf(instance);
    const reaction = this.process.react(state, { type: '$timer', name, instance, due });
    this.#timersGone.set(JSON.stringify([instance, name]), { instance, name });
    this.#gather(instance, reaction, timer, isSilent);
  }

  /** The log says what became of a command in the outbox. */
  #note(commandId: string, change: OutboxChange): void {
    if (!this.standing.has(commandId)) return;
    if (change === 'settled') this.standing.delete(commandId);
    if (change === 'settled' && this.#commands.delete(commandId)) return;
    this.#outbox.set(commandId, change);
  }
}
