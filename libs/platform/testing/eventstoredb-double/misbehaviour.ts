/** What can go wrong with an append. */
export type AppendFault =
  | 'cut before storing'
  | 'cut after storing'
  /** Neither stored nor answered; the connection stays. */
  | 'no answer'
  /** Stored, and answered only when {@link Misbehaviour.releaseAnswers} is called. */
  | 'late answer'
  /** The answer of a server that starts or is overrun: nothing was stored. */
  | 'not ready'
  /** The whole call ends with UNAVAILABLE: nothing was stored. */
  | 'unavailable'
  | 'not leader'
  | 'access denied';

/** What can go wrong with a read or with the beginning of a subscription. */
export type ReadFault =
  /** The connection breaks after the first event. */
  'cut after the first event' | 'no answer' | 'unavailable' | 'not leader' | 'access denied';

/** What can go wrong with a subscription alone, too. */
export type SubscriptionFault =
  | ReadFault
  /** It begins at the start of the log, whatever position was given. */
  | 'from the start'
  /** The server ends it after the first event as if it were complete. */
  | 'ended after the first event';

/** What can go wrong when a client asks what the server can do, as it does before its first append. */
export type LookUpFault = 'no answer' | 'unavailable' | 'access denied';

export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** Faults ordered for the requests to come, first ordered first served. */
class Orders<Fault> {
  readonly #ordered: Fault[] = [];

  add(fault: Fault, times: number): void {
    this.#ordered.push(...Array.from({ length: times }, () => fault));
  }

  next(): Fault | undefined {
    return this.#ordered.shift();
  }
}

/** Everything the double was told to do wrong. */
export class Misbehaviour {
  readonly appends = new Orders<AppendFault>();
  readonly reads = new Orders<ReadFault>();
  readonly subscriptions = new Orders<SubscriptionFault>();
  readonly lookUps = new Orders<LookUpFault>();
  readonly #withheld: (() => void)[] = [];
  /** Whom "not leader" names; while it is set every request that requires the leader is refused with it. */
  leader: Endpoint | undefined;

  /** Keeps an answer back. */
  withhold(answer: () => void): void {
    this.#withheld.push(answer);
  }

  /** Sends all answers kept back; answers how many there were. */
  releaseAnswers(): number {
    const answers = this.#withheld.splice(0);
    for (const answer of answers) answer();
    return answers.length;
  }
}
