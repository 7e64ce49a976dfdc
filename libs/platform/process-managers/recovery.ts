import type { Position } from '#platform/event-store';

/** How far a process has got with what an outage left behind. */
interface Recovering {
  readonly position: Position;
  /** Whether nothing that a fact led to waits in its outbox to be issued for the first time. */
  readonly isIdle: boolean;
  /** Whether it cannot go on: it is not waited for. */
  readonly isStuck: boolean;
}

/**
 * What an outage left behind is done in the order in which it would have happened: first whatever the facts lead to that
 * were recorded meanwhile, in all processes, and what follows from that; then whatever merely came due. Otherwise a timer
 * of one process would overtake the fact that another one cancels it for.
 */
export class Recovery {
  readonly #processes = new Map<string, Recovering>();
  readonly #over = Promise.withResolvers<void>();
  /** What has been recorded because of facts is to be folded by all. */
  #recordedUpTo: Position = 0;
  #isOver = false;

  constructor(processes: readonly string[]) {
    for (const process of processes) this.#processes.set(process, { position: 0, isIdle: false, isStuck: false });
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Resolves when whatever came due may be worked off. */
  get over(): Promise<void> {
    return this.#over.promise;
  }

  /** A command that a fact led to has been recorded there. */
  recorded(position: Position): void {
    if (position > this.#recordedUpTo) this.#recordedUpTo = position;
  }

  stands(process: string, standing: Recovering): void {
    if (this.#isOver) return;
    this.#processes.set(process, standing);
    const isThere = ({ position, isIdle, isStuck }: Recovering) =>
      isStuck || (isIdle && position >= this.#recordedUpTo);
    if (![...this.#processes.values()].every(isThere)) return;
    this.#isOver = true;
    this.#over.resolve();
  }
}
