import { ruleBroken, type CommandContext, type Decision } from '#platform/decider';
import type { EventRegistry } from '#platform/event-schema';
import type { RecordedEvent, StreamName } from '#platform/event-store';
import type { ProcessManager } from '#platform/process-managers';
import {
  openSqliteProcessStore,
  Outbox,
  ProcessFold,
  type OutboxParts,
  type OutgoingCommand,
  type ProcessStore,
} from '#platform/process-managers/engine';

/** What is asked of the door in a world of a law. */
interface Asked {
  readonly commandId: string;
  readonly decision: string;
  readonly body: string;
}

/**
 * A process over a log that grows by the facts of its commands: the door records one for each command, or refuses it, and
 * recognises what it recorded before. What the process does can be interrupted at every step, and begun again.
 */
export class ProcessWorld {
  readonly log: RecordedEvent[] = [];
  /** Every command that came to the door, as often as it came. */
  readonly asked: Asked[] = [];
  /** Facts of commands, in the order they were recorded. */
  readonly facts: Asked[] = [];
  #store: ProcessStore = openSqliteProcessStore(':memory:');
  #fold: ProcessFold | undefined;
  /** What is recorded is recorded then; at first, with the last event. */
  #now = '';

  readonly #process: ProcessManager;
  /** Decisions that the process has planned commands for: an outbox finds them by their names. */
  readonly #planned = new Set<Decision>();

  /** @param refuses whether the door refuses everything */
  constructor(
    process: ProcessManager,
    private readonly registry: EventRegistry,
    private readonly refuses = false,
  ) {
    this.#process = {
      ...process,
      react: (state, event) => {
        const reaction = process.react(state, event);
        for (const { decision } of reaction.commands ?? []) this.#planned.add(decision);
        return reaction;
      },
    };
  }

  /** Takes an event of elsewhere into the log, behind what stands there. */
  record(event: RecordedEvent): void {
    this.log.push({ ...event, position: this.log.length + 1 });
  }

  /** Folds what the log holds behind the last event folded, at most so many events. */
  async follow(most = Infinity): Promise<void> {
    const fold = (this.#fold ??= await this.#open());
    const behind = this.log.filter(({ position }) => position > fold.position);
    for (const event of behind.slice(0, most)) await fold.take(event);
  }

  /** Hands out everything that was folded a second time. */
  async redeliver(): Promise<void> {
    for (const event of this.log) if (event.position <= (this.#fold?.position ?? 0)) await this.#fold!.take(event);
  }

  async flush(): Promise<void> {
    await this.#fold?.flush();
  }

  /** What was gathered and not committed is lost. */
  restart(): void {
    this.#fold = undefined;
  }

  /** Everything that was kept of the process is lost. */
  async lose(): Promise<void> {
    this.restart();
    await this.#store.close();
    this.#store = openSqliteProcessStore(':memory:');
  }

  /** Works off all timers that are due by an instant. */
  async wait(until: string): Promise<void> {
    this.#now = until;
    const fold = (this.#fold ??= await this.#open());
    await fold.workOffDue(until);
  }

  /** Issues what stands in the outbox. @param killedAfter so many commands came to the door, and what is in hand stays in it */
  async issue(killedAfter = Infinity): Promise<void> {
    const killed = new AbortController();
    const store = this.#store;
    const last = this.asked.length + killedAfter;
    const dying: OutboxParts['store'] = {
      heads: (...asked) => store.heads(...asked),
      note: (...noted) => store.note(...noted),
      hasGivenUp: (process) => store.hasGivenUp(process),
      settle: async (...settled) => {
        if (!killed.signal.aborted) await store.settle(...settled);
      },
    };
    const outbox = this.#outboxOver(dying, () => {
      if (this.asked.length >= last) killed.abort();
    });
    await outbox.workOff(killed.signal);
  }

  /** Commands that wait in the outbox. */
  waiting(): Promise<readonly string[]> {
    return this.#store.commandIds(this.#process.name);
  }

  close(): Promise<void> {
    return this.#store.close();
  }

  #open(): Promise<ProcessFold> {
    const { registry } = this;
    return ProcessFold.open(this.#process, { store: this.#store, registry, began: () => Promise.resolve(0) });
  }

  #outboxOver(store: OutboxParts['store'], onAsked: () => void): Outbox {
    return new Outbox(this.#process.name, {
      store,
      decisions: [...this.#planned],
      issue: (decision, command, context) => {
        const answer = this.#door(decision, command, context);
        onAsked();
        return answer;
      },
      journal: {
        refused: (process, command) => Promise.resolve(this.#journal('ProcessCommandRefused', process, command)),
        givenUp: (process, command) => Promise.resolve(this.#journal('ProcessCommandGivenUp', process, command)),
      },
      clock: { now: () => '2026-04-01T00:00:00.000Z' },
      report: {
        refused: () => undefined,
        givenUp: () => undefined,
        failed: (_process, _command, error) => {
          throw error;
        },
      },
      onSettled: (commandId) => this.#fold?.settled(commandId),
    });
  }

  async #door({ name }: Decision, command: object, { commandId }: CommandContext): Promise<never> {
    const asked = { commandId, decision: name, body: JSON.stringify(command) };
    this.asked.push(asked);
    if (this.refuses) throw ruleBroken('REFUSED', { en: 'refused', ja: '不可' });
    const known = this.facts.find((fact) => fact.commandId === commandId);
    if (known) expect(asked).toEqual(known);
    else {
      this.facts.push(asked);
      this.#append(`fact-${commandId}`, 'FactOfCommand', {}, commandId);
    }
    return {} as never;
  }

  #journal(type: string, process: string, { commandId, instance, decision: command }: OutgoingCommand): void {
    const data = { process, instance, plannedId: commandId, command, code: 'REFUSED' };
    this.#append(`process-${commandId}`, type, data, `journal of ${commandId}`);
  }

  #append(stream: StreamName, type: string, data: RecordedEvent['data'], commandId: string): void {
    const last = this.log.at(-1)!;
    const position = this.log.length + 1;
    const metadata = { ...last.metadata, commandId, schemaVersion: 1 };
    const recordedAt = last.recordedAt > this.#now ? last.recordedAt : this.#now;
    this.log.push({ id: `${type} ${commandId}`, stream, type, data, metadata, position, revision: 0, recordedAt });
  }
}
