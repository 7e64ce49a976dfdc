import type { OutboxChange, OutgoingCommand, ProcessCommit, StoredTimer } from './process-store.ts';

type NamedTimer = Pick<StoredTimer, 'instance' | 'name'>;

const keyOf = ({ instance, name }: NamedTimer): string => JSON.stringify([instance, name]);

/** What events and timers have led to since the last commit: states, timers, commands, and what became of commands. */
export class Consequences {
  readonly #states = new Map<string, unknown>();
  readonly #ended = new Set<string>();
  readonly #timersGone = new Map<string, NamedTimer>();
  readonly #timersSet = new Map<string, StoredTimer>();
  readonly #commands = new Map<string, OutgoingCommand>();
  readonly #outbox = new Map<string, OutboxChange>();

  get isEmpty(): boolean {
    const all = [this.#states, this.#ended, this.#timersGone, this.#timersSet, this.#commands, this.#outbox];
    return all.every(({ size }) => size === 0);
  }

  /** The state of an instance, where it has changed. */
  changedState(instance: string): { readonly state: unknown } | undefined {
    return this.#states.has(instance) ? { state: this.#states.get(instance) } : undefined;
  }

  /** @param after undefined ends an instance that was, and cancels its timers */
  changeState(instance: string, before: unknown, after: unknown): void {
    if (after !== before) this.#states.set(instance, after);
    if (before === undefined || after !== undefined) return;
    this.#ended.add(instance);
    for (const [key, timer] of this.#timersSet) if (timer.instance === instance) this.#timersSet.delete(key);
  }

  setTimer(timer: StoredTimer): void {
    this.#timersSet.set(keyOf(timer), timer);
  }

  cancelTimer(timer: NamedTimer): void {
    this.#timersSet.delete(keyOf(timer));
    this.rung(timer);
  }

  /** A timer has come due: as it was set, it is gone. */
  rung({ instance, name }: NamedTimer): void {
    this.#timersGone.set(keyOf({ instance, name }), { instance, name });
  }

  /** Whether a timer was cancelled, has rung or was set anew. */
  hasChanged(timer: NamedTimer): boolean {
    return this.#timersGone.has(keyOf(timer)) || this.#timersSet.has(keyOf(timer));
  }

  /** Whether one was set that comes due before an instant. */
  hasTimerBefore(due: string): boolean {
    return [...this.#timersSet.values()].some((set) => set.due < due);
  }

  plan(command: OutgoingCommand): void {
    this.#commands.set(command.commandId, command);
  }

  /** What became of a command; one that is settled before it was committed is forgotten. */
  note(commandId: string, change: OutboxChange): void {
    if (change === 'settled' && this.#commands.delete(commandId)) return;
    this.#outbox.set(commandId, change);
  }

  /** To be committed with the checkpoint. */
  commit(): Omit<ProcessCommit, 'checkpoint' | 'isReset' | 'fence'> {
    return {
      states: this.#states,
      ended: [...this.#ended],
      timersGone: [...this.#timersGone.values()],
      timersSet: [...this.#timersSet.values()],
      commands: [...this.#commands.values()],
      outbox: this.#outbox,
    };
  }
}
