/** Does something as soon as it is wanted, but not more often than once in so many milliseconds. */
export class Pace {
  readonly #everyMs: number;
  readonly #work: () => void;
  #resting: NodeJS.Timeout | undefined;
  #isDue = false;

  constructor(everyMs: number, work: () => void) {
    this.#everyMs = everyMs;
    this.#work = work;
  }

  /** At once, or when the rest is over. */
  soon(): void {
    if (this.#resting) this.#isDue = true;
    else this.#now();
  }

  /** Nothing more is done. */
  end(): void {
    clearTimeout(this.#resting);
    this.#isDue = false;
  }

  #now(): void {
    this.#isDue = false;
    this.#resting = setTimeout(() => {
      this.#resting = undefined;
      if (this.#isDue) this.#now();
    }, this.#everyMs);
    this.#work();
  }
}
