import type { ServerWritableStream } from '@grpc/grpc-js';
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { LogRecord, ServerLog } from './server-log.ts';
import { callErrors, checkpointMessage, eventMessage } from './wire.ts';

/** Events the server keeps for a live subscriber; the next one cuts it off. */
const LIVE_BUFFER = 32;
/**
 * The server's writer is a little faster than a subscriber's stream, so that an append of 100 events passes through
 * the live buffer and one of 500 overruns it: records published and messages sent in one turn of the event loop.
 */
const PUBLISHED_A_TURN = 4;
const SENT_A_TURN = 3;

interface LiveFeedOptions {
  readonly log: ServerLog;
  /** The index of the first record to look at. */
  readonly from: number;
  readonly matches: (record: LogRecord) => boolean;
  /** Records looked at between two checkpoints, 0 for none. */
  readonly checkpointEvery: number;
  /** Records looked at since the last checkpoint. */
  readonly considered: number;
  readonly call: ServerWritableStream<ReadReq, ReadResp>;
  /** Called for each event sent. */
  readonly onSent: () => void;
}

/** A subscription that has caught up: what is stored from now on goes through a buffer of 32 messages. */
export class LiveFeed {
  readonly #options: LiveFeedOptions;
  readonly #buffer: ReadResp[] = [];
  readonly #stopListening: () => void;
  #next: number;
  #considered: number;
  #taking = true;
  #scheduled = false;
  #ended = false;

  constructor(options: LiveFeedOptions) {
    this.#options = options;
    this.#next = options.from;
    this.#considered = options.considered;
    this.#stopListening = options.log.onGrowth(() => this.#schedule());
    const end = () => this.#end();
    options.call.on('cancelled', end).on('close', end).on('error', end);
    options.call.on('drain', () => {
      this.#taking = true;
      this.#schedule();
    });
    this.#schedule();
  }

  #schedule(): void {
    if (this.#scheduled || this.#ended) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      if (!this.#ended) this.#turn();
    });
  }

  #turn(): void {
    const { log, call } = this.#options;
    for (let count = 0; count < PUBLISHED_A_TURN; count++) {
      const record = log.at(this.#next);
      if (record === undefined) break;
      this.#next++;
      for (const message of this.#messagesFor(record)) {
        if (this.#buffer.length === LIVE_BUFFER) {
          this.#end();
          const reason = 'Consumer too slow to handle event while live. Client resubscription required.';
          call.emit('error', callErrors.timeout(reason));
          return;
        }
        this.#buffer.push(message);
      }
    }
    for (let count = 0; count < SENT_A_TURN && this.#taking; count++) {
      const message = this.#buffer.shift();
      if (message === undefined) break;
      if (message.hasEvent()) this.#options.onSent();
      this.#taking = call.write(message);
    }
    if (log.at(this.#next) !== undefined || (this.#buffer.length > 0 && this.#taking)) this.#schedule();
  }

  *#messagesFor(record: LogRecord): Iterable<ReadResp> {
    const { matches, checkpointEvery } = this.#options;
    if (matches(record)) yield eventMessage(record);
    this.#considered++;
    if (checkpointEvery > 0 && this.#considered >= checkpointEvery) {
      this.#considered = 0;
      yield checkpointMessage(record.position);
    }
  }

  #end(): void {
    this.#ended = true;
    this.#stopListening();
  }
}
