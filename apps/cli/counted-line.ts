/** A line on the terminal that counts on; elsewhere nothing is written. */
export class CountedLine {
  readonly #what: string;

  /** @param what is counted, e.g. `events compared` */
  constructor(what: string) {
    this.#what = what;
  }

  readonly show = (count: number): void => {
    if (process.stderr.isTTY) process.stderr.write(`\r${count} ${this.#what}`);
  };

  /** What is written next begins a line of its own. */
  end(): void {
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  }
}
