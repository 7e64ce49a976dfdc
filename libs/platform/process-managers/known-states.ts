import { stateless, type ProcessManager } from './process-manager.ts';
import type { ProcessStore } from './process-store.ts';

/** Kept in memory while the log is caught up with. */
const MOST = 10_000;

/** The same afterwards, of each process: what concerns an instance comes in bursts, a command and what follows from it. */
const MOST_LIVE = 500;

/**
 * States of a process's instances as the store has them, so that most need not be looked up. Nobody else writes them: a fold
 * whose commit is refused is thrown away, with these.
 */
export class KnownStates {
  /** As they were committed, or found, last; the one met longest ago is forgotten first. */
  readonly #known = new Map<string, unknown>();
  #most = MOST;
  /** Instances that have ever had a state, where the log has been folded from its beginning: others have none. */
  #met: Set<string> | undefined;
  readonly #hasNone: boolean;

  constructor(
    private readonly process: Pick<ProcessManager, 'name' | 'evolve'>,
    private readonly store: Pick<ProcessStore, 'state'>,
    { isAnew }: { readonly isAnew: boolean },
  ) {
    this.#hasNone = process.evolve === stateless;
    if (isAnew) this.#met = new Set();
  }

  async of(instance: string): Promise<unknown> {
    if (this.#hasNone || this.#met?.has(instance) === false) return undefined;
    if (this.#known.has(instance)) return this.#known.get(instance);
    const state = await this.store.state(this.process.name, instance);
    this.#know(instance, state);
    return state;
  }

  /** These are in the store now. */
  committed(states: ReadonlyMap<string, unknown>): void {
    for (const [instance, state] of states) {
      this.#met?.add(instance);
      this.#know(instance, state);
    }
  }

  /** What comes now comes one by one: what has not been met of late is looked up. */
  forget(): void {
    this.#known.clear();
    this.#most = MOST_LIVE;
    this.#met = undefined;
  }

  #know(instance: string, state: unknown): void {
    this.#known.delete(instance);
    this.#known.set(instance, state);
    if (this.#known.size <= this.#most) return;
    for (const eldest of this.#known.keys()) {
      this.#known.delete(eldest);
      return;
    }
  }
}
