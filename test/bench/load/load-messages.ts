/** What the load generator is asked for: the same kind of command again and again, each under a key of its own. */
export interface Load {
  readonly port: number;
  readonly path: string;
  readonly token: string;
  /** Bodies, taken in turn: on and on over all loads for one port. */
  readonly bodies: readonly string[];
  readonly connections: number;
  readonly seconds: number;
  /**
   * Commands a second, sent when they are due whatever became of those before; undefined: each connection sends the
   * next when the last is answered.
   */
  readonly perSecond?: number;
  /** Every so many commands the row they made is asked for at once, at `<lookAt>/<id>`. */
  readonly look?: { readonly every: number; readonly at: string };
}

/** A load as the generator is told of it. */
export interface LoadOrder extends Load {
  /** Number of the first command: how many were sent to that port before. */
  readonly from: number;
}

/** What became of it. */
export interface LoadReport {
  readonly sent: number;
  readonly answered: number;
  /** Answers a second. */
  readonly rate: number;
  /** Milliseconds from when a command was due to its answer. */
  readonly latencies: readonly number[];
  /** Milliseconds from a command's answer to the row that shows it. */
  readonly visible: readonly number[];
  /** Answers other than success by their status, and the first of them. */
  readonly refusals: Readonly<Record<string, number>>;
  readonly firstRefusal: string | undefined;
}
