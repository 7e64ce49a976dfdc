const WIDTH = 30;

/** How far something has come. */
export interface Share {
  /** Positions of the log. */
  readonly position: number;
  readonly head: number;
  /** Events a second; null until it is known. */
  readonly rate: number | null;
  /** ISO 8601 UTC. */
  readonly estimatedEnd: string | null;
}

/** One line: a bar, the share done, the rate and the time left, as far as they are known. */
export function progressLine({ position, head, rate, estimatedEnd }: Share, now: number): string {
  const share = head === 0 ? 1 : Math.min(1, position / head);
  const done = Math.floor(share * WIDTH);
  const told = [`[${'#'.repeat(done)}${'.'.repeat(WIDTH - done)}]`, `${Math.floor(share * 100)} %`];
  if (rate !== null) told.push(`${Math.round(rate).toLocaleString('en')} events/s`);
  if (estimatedEnd !== null) told.push(`${duration(Date.parse(estimatedEnd) - now)} left`);
  return told.join('  ');
}

function duration(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** A line that is written over again and again where somebody watches; where nobody does nothing is written. */
export class ProgressBar {
  readonly #output: NodeJS.WriteStream;
  #isWritten = false;

  constructor(output: NodeJS.WriteStream) {
    this.#output = output;
  }

  show(share: Share): void {
    if (!this.#output.isTTY) return;
    this.#output.write(`\r\u001b[K${progressLine(share, Date.now())}`);
    this.#isWritten = true;
  }

  clear(): void {
    if (this.#isWritten) this.#output.write('\r\u001b[K');
  }
}
