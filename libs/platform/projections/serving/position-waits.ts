import type { Position } from '#platform/event-store';

/** How far one projection has come, for those who wait for it. */
export interface Progress {
  readonly name: string;
  readonly version: number;
  /** Position that readers of its rows see. */
  readonly position: Position;
  /** Whether it goes on: what is stopped is not waited for. */
  readonly isRunning: boolean;
}

interface Wait {
  readonly position: Position;
  readonly name: string | undefined;
  readonly settle: (reached: boolean) => void;
}

/** Those who wait until projections have reached a position. */
export class PositionWaits {
  readonly #waits = new Set<Wait>();
  #progress: readonly Progress[] = [];

  /** Whether somebody waits for something that a projection has not committed yet. */
  isWaitedFor(name: string, committed: Position): boolean {
    for (const wait of this.#waits) {
      if (wait.position > committed && (wait.name === undefined || wait.name === name)) return true;
    }
    return false;
  }

  /** How far the projections have come now. */
  update(progress: readonly Progress[]): void {
    this.#progress = progress;
    for (const wait of [...this.#waits]) {
      const outcome = this.#outcome(wait);
      if (outcome !== undefined) wait.settle(outcome);
    }
  }

  /**
   * Waits until the projection `name`, or without a name each of them, has reached the position.
   *
   * @param timeoutMs the longest wait, milliseconds
   * @returns whether it was reached: false after the longest wait, or at once when a projection has stopped before it
   */
  waitFor(position: Position, timeoutMs: number, name?: string): Promise<boolean> {
    const outcome = this.#outcome({ position, name });
    if (outcome !== undefined) return Promise.resolve(outcome);
    return new Promise((resolve) => {
      const timer = setTimeout(() => wait.settle(false), timeoutMs);
      const wait: Wait = {
        position,
        name,
        settle: (reached) => {
          clearTimeout(timer);
          this.#waits.delete(wait);
          resolve(reached);
        },
      };
      this.#waits.add(wait);
    });
  }

  /** Nothing will be reached any more: whoever still waits is told so. */
  end(): void {
    for (const wait of [...this.#waits]) wait.settle(false);
  }

  /** undefined: not yet known. */
  #outcome({ position, name }: Pick<Wait, 'position' | 'name'>): boolean | undefined {
    const concerned = this.#progress.filter((one) => name === undefined || one.name === name);
    if (concerned.length === 0) return undefined;
    const behind = concerned.filter((one) => one.position < position);
    if (behind.length === 0) return true;
    return behind.some(({ isRunning }) => !isRunning) ? false : undefined;
  }
}
