export interface PaceOptions {
  /** Least milliseconds between two times. */
  readonly restMs: number;
  /** The same while much comes. */
  readonly longRestMs: number;
  /** What is much: so many in a millisecond. */
  readonly muchPerMs: number;
}

/** Does something as soon as it is wanted, but with a rest after it, which is longer while much comes. */
export class Pace {
  readonly #options: PaceOptions;
  readonly #work: () => void;
  #resting: NodeJS.Timeout | undefined;
  /** How many it was wanted for since it was done last, and when that was. */
  #wanted = 0;
  #doneAt = Number.NEGATIVE_INFINITY;

  constructor(options: PaceOptions, work: () => void) {
    this.#options = options;
    this.#work = work;
  }

  /** At once, or when the rest is over: for so many, in whatever the pace counts. */
  soon(count: number): void {
    this.#wanted += count;
    if (!this.#resting) this.#now();
  }

  /** Nothing more is done. */
  end(): void {
    clearTimeout(this.#resting);
    this.#wanted = 0;
  }

  #now(): void {
    const { restMs, longRestMs, muchPerMs } = this.#options;
    const now = performance.now();
    const isMuch = this.#wanted > muchPerMs * (now - this.#doneAt);
    this.#wanted = 0;
    this.#doneAt = now;
    this.#resting = setTimeout(
      () => {
        this.#resting = undefined;
        if (this.#wanted > 0) this.#now();
      },
      isMuch ? longRestMs : restMs,
    );
    this.#work();
  }
}
