import { setImmediate as othersTurn } from 'node:timers/promises';

/**
 * Who works when, in the one thread of an engine: what has just happened comes first, then those who build, one page after
 * another, so that a command's rows wait for no more than one page of them however many are built at once.
 */
export class Turns {
  #live: Promise<unknown> = Promise.resolve();
  #building: Promise<unknown> = Promise.resolve();

  /** Deals with what has just happened, at once. */
  live<T>(work: () => Promise<T>): Promise<T> {
    const turn = work();
    this.#live = turn.catch(() => undefined);
    return turn;
  }

  /**
   * Deals with a page of what is built: after the pages asked for before, after messages that have come meanwhile, and after
   * what is being dealt with because it has just happened. It waits for no more than that, so that a busy log holds no
   * build up.
   */
  build<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#building.then(async () => {
      await othersTurn();
      await this.#live;
      return work();
    });
    this.#building = turn.catch(() => undefined);
    return turn;
  }
}
