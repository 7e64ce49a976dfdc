/** Hands what arrives one by one on in batches: whatever has come while the last batch was dealt with. */
export class Inbox<T> {
  readonly #capacity: number;
  #items: T[] = [];
  #ended = false;
  #failure: { readonly error: unknown } | undefined;
  #arrived: (() => void) | undefined;
  #taken: (() => void) | undefined;

  /** @param capacity items held before {@link put} has to wait */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Adds an item; the promise, where there is one, resolves when there is room for the next. */
  put(item: T): Promise<void> | undefined {
    this.#items.push(item);
    this.#arrived?.();
    if (this.#items.length < this.#capacity) return undefined;
    return new Promise((resolve) => (this.#taken = resolve));
  }

  /** Nothing more comes. */
  end(): void {
    this.#ended = true;
    this.#arrived?.();
  }

  /** Nothing more comes, because of an error: whoever takes what comes is told of it, when all has been taken. */
  fail(error: unknown): void {
    this.#failure = { error };
    this.end();
  }

  /** Everything that is there, at least one item; undefined when nothing more comes. @throws what {@link fail} was told */
  async take(): Promise<readonly T[] | undefined> {
    if (this.#items.length === 0 && !this.#ended) {
      await new Promise<void>((resolve) => (this.#arrived = resolve));
      this.#arrived = undefined;
      // What is handed on one by one arrives in one turn: the first of a page would otherwise be a batch of its own.
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
    if (this.#items.length === 0 && this.#failure) throw this.#failure.error;
    if (this.#items.length === 0) return undefined;
    const items = this.#items;
    this.#items = [];
    this.#taken?.();
    this.#taken = undefined;
    return items;
  }
}
