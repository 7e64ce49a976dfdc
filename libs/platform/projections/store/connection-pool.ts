/**
 * Connections that are lent to one borrower at a time: made when first needed, up to a number; who comes later waits for
 * one to come back, first come first served.
 */
export class ConnectionPool<Connection> {
  readonly #make: () => Connection;
  readonly #most: number;
  readonly #made: Connection[] = [];
  readonly #free: Connection[] = [];
  readonly #waiting: ((connection: Connection) => void)[] = [];

  constructor(make: () => Connection, most: number) {
    this.#make = make;
    this.#most = most;
  }

  /** Every connection made so far, lent or not. */
  get made(): readonly Connection[] {
    return this.#made;
  }

  async use<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const connection = await this.#take();
    try {
      return await work(connection);
    } finally {
      this.#giveBack(connection);
    }
  }

  #take(): Connection | Promise<Connection> {
    const free = this.#free.pop();
    if (free !== undefined) return free;
    if (this.#made.length >= this.#most) return new Promise((resolve) => this.#waiting.push(resolve));
    const connection = this.#make();
    this.#made.push(connection);
    return connection;
  }

  #giveBack(connection: Connection): void {
    const next = this.#waiting.shift();
    if (next) next(connection);
    else this.#free.push(connection);
  }
}
