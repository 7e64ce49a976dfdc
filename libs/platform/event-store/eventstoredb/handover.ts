/**
 * What one side hands on at once and the other takes in its own time. It says when it is too full, and calls back when
 * there is room again; it refuses nothing.
 */
export class Handover<Item> {
  readonly #limit: number;
  #items: Item[] = [];
  #taken = 0;
  #wake: (() => void) | undefined;
  #onRoom: (() => void) | undefined;
  #end: { readonly error?: unknown } | undefined;

  /** `limit`: how many items are too many. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get full(): boolean {
    return this.#items.length - this.#taken >= this.#limit;
  }

  put(item: Item): void {
    this.#items.push(item);
    this.#wake?.();
  }

  /** Nothing more will come: what is there is no longer handed on, and {@link more} says so. */
  end(error?: unknown): void {
    this.#end ??= error === undefined ? {} : { error };
    this.#wake?.();
    this.#onRoom?.();
  }

  /** Resolves when half of the room is free again. */
  async room(): Promise<void> {
    while (this.#end === undefined && (this.#items.length - this.#taken) * 2 > this.#limit) {
      await new Promise<void>((resolve) => {
        this.#onRoom = resolve;
      });
    }
  }

  /** The next item if there is one, without waiting. */
  take(): Item | undefined {
    if (this.#end !== undefined || this.#taken === this.#items.length) return undefined;
    const item = this.#items[this.#taken++];
    if (this.#taken === this.#items.length || this.#taken >= this.#limit) {
      this.#items = this.#items.slice(this.#taken);
      this.#taken = 0;
    }
    if ((this.#items.length - this.#taken) * 2 <= this.#limit) this.#onRoom?.();
    return item;
  }

  /** Waits until there is an item: true; or until the end: false. Throws the error it was ended with. */
  async more(): Promise<boolean> {
    while (this.#end === undefined && this.#taken === this.#items.length) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    if (this.#end !== undefined && 'error' in this.#end) throw this.#end.error;
    return this.#end === undefined;
  }
}
