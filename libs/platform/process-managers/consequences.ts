import type { OutboxChange, OutgoingCommand, ProcessCommit } from './process-store.ts';

/** What events and timers have led to since the last commit, but for timers: states, commands, what became of commands. */
export class Consequences {
  readonly #states = new Map<string, unknown>();
  readonly #commands = new Map<string, OutgoingCommand>();
  readonly #outbox = new Map<string, OutboxChange>();

  get changes(): number {
    return this.#states.size + this.#commands.size + this.#outbox.size;
  }

  /** The state of an instance, where it has changed. */
  changedState(instance: string): { readonly state: unknown } | undefined {
    const state = this.#states.get(instance);
    return state !== undefined || this.#states.has(instance) ? { state } : undefined;
  }

  /** @param after undefined ends the instance */
  changeState(instance: string, before: unknown, after: unknown): void {
    if (after !== before) this.#states.set(instance, after);
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
  commit(): Pick<ProcessCommit, 'states' | 'commands' | 'outbox'> {
    return { states: this.#states, commands: [...this.#commands.values()], outbox: this.#outbox };
  }
}
