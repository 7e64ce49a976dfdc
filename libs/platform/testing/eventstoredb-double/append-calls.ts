import type { sendUnaryData, ServerDuplexStream, ServerReadableStream, ServiceError } from '@grpc/grpc-js';
import type {
  AppendReq,
  AppendResp,
  BatchAppendReq,
  BatchAppendResp,
} from '@eventstore/db-client/generated/streams_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import type { Misbehaviour } from './misbehaviour.ts';
import type { ExpectedVersion, ProposedEvent, ServerLog, Written } from './server-log.ts';
import {
  batchAnswer,
  batchErrors,
  batchSuccess,
  callErrors,
  countedSize,
  expectedVersionOf,
  proposedEventOf,
  streamNameOf,
} from './wire.ts';

/** Most bytes of one append. */
const MAX_APPEND_SIZE = 1_048_576;
/** How long the server holds an append it dropped before it answers "timeout", milliseconds. */
const WRITE_TIMEOUT_MS = 2_000;

interface Append {
  readonly stream: string;
  readonly expected: ExpectedVersion;
  readonly events: ProposedEvent[];
}

/** How an append may be answered: by an answer of its own, or by ending the call it came in. */
interface Answering {
  readonly peer: string;
  readonly requiresLeader: boolean;
  written(append: Append, written: Written): void;
  accessDenied(append: Append): void;
  notReady(append: Append): void;
  endCall(error: ServiceError): void;
}

/** The server's Append and BatchAppend, with what goes wrong with them. */
export class AppendCalls {
  readonly #log: ServerLog;
  readonly #misbehaviour: Misbehaviour;
  readonly #cut: (peer: string) => void;

  /** `cut`: breaks the connection of a peer. */
  constructor(log: ServerLog, misbehaviour: Misbehaviour, cut: (peer: string) => void) {
    this.#log = log;
    this.#misbehaviour = misbehaviour;
    this.#cut = cut;
  }

  readonly batchAppend = (call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>): void => {
    const unfinished = new Map<string, Append>();
    call.on('error', () => {});
    call.on('end', () => call.end());
    call.on('data', (request: BatchAppendReq) => {
      const id = request.getCorrelationId();
      const key = id?.getString() ?? '';
      const answer = (append: Append, fill: (answer: BatchAppendResp) => void) => {
        const message = batchAnswer(id, append.stream);
        fill(message);
        if (!call.cancelled && call.writable) call.write(message);
      };
      const options = request.getOptions();
      if (options !== undefined) {
        unfinished.set(key, {
          stream: streamNameOf(options.getStreamIdentifier()),
          expected: expectedVersionOf(options, options.getStreamPosition()),
          events: [],
        });
      }
      const append = unfinished.get(key);
      if (append === undefined) return;
      const deadline = options?.getDeadline()?.toDate();
      if (deadline !== undefined && deadline.getTime() <= Date.now()) {
        unfinished.delete(key);
        answer(append, (message) => message.setError(batchErrors.timeout()));
        return;
      }
      append.events.push(...request.getProposedMessagesList().map(proposedEventOf));
      if (countedSize(append.events) > MAX_APPEND_SIZE) {
        unfinished.delete(key);
        answer(append, (message) => message.setError(batchErrors.tooLarge(MAX_APPEND_SIZE)));
        return;
      }
      if (!request.getIsFinal()) return;
      unfinished.delete(key);
      this.#perform(append, {
        peer: call.getPeer(),
        requiresLeader: call.metadata.get('requires-leader').includes('true'),
        written: (_append, written) =>
          answer(append, (message) => {
            if (written.outcome === 'wrong version') {
              message.setError(batchErrors.wrongVersion(written.current, append.expected));
            } else if (written.outcome === 'deleted') message.setError(batchErrors.streamDeleted(append.stream));
            else if (written.outcome === 'dropped') message.setError(batchErrors.timeout());
            else message.setSuccess(batchSuccess(written.revision, written.position));
          }),
        accessDenied: () => answer(append, (message) => message.setError(batchErrors.accessDenied())),
        notReady: () => answer(append, (message) => message.setError(batchErrors.notReady())),
        endCall: (error) => call.emit('error', error),
      });
    });
  };

  readonly append = (call: ServerReadableStream<AppendReq, AppendResp>, callback: sendUnaryData<AppendResp>): void => {
    let append: Append | undefined;
    call.on('error', () => {});
    call.on('data', (request: AppendReq) => {
      const options = request.getOptions();
      const message = request.getProposedMessage();
      if (options !== undefined) {
        append = {
          stream: streamNameOf(options.getStreamIdentifier()),
          expected: expectedVersionOf(options, options.getRevision()),
          events: [],
        };
      } else if (message !== undefined) append?.events.push(proposedEventOf(message));
    });
    call.on('end', () => {
      if (append === undefined) return;
      if (countedSize(append.events) > MAX_APPEND_SIZE) return callback(callErrors.tooLarge(MAX_APPEND_SIZE));
      this.#perform(append, {
        peer: call.getPeer(),
        requiresLeader: call.metadata.get('requires-leader').includes('true'),
        written: ({ stream, expected }, written) => {
          if (written.outcome === 'deleted') callback(callErrors.streamDeleted(stream));
          else if (written.outcome === 'dropped') callback(callErrors.timeout('Prepare phase timeout.'));
          else callback(null, appendResponse(expected, written));
        },
        accessDenied: () => callback(callErrors.accessDenied()),
        notReady: () => callback(callErrors.unavailable()),
        endCall: (error) => callback(error),
      });
    });
  };

  #perform(append: Append, answering: Answering): void {
    const { leader } = this.#misbehaviour;
    const fault = leader !== undefined && answering.requiresLeader ? 'not leader' : this.#misbehaviour.appends.next();
    switch (fault) {
      case 'cut before storing':
        return this.#cut(answering.peer);
      case 'no answer':
        return;
      case 'not ready':
        return answering.notReady(append);
      case 'access denied':
        return answering.accessDenied(append);
      case 'unavailable':
        return answering.endCall(callErrors.unavailable());
      case 'not leader':
        return answering.endCall(callErrors.notLeader(leader?.host ?? '127.0.0.1', leader?.port ?? 1));
      default:
    }
    const written = this.#log.append(append.stream, append.expected, append.events);
    if (written.outcome === 'dropped') {
      setTimeout(() => answering.written(append, written), WRITE_TIMEOUT_MS).unref();
      return;
    }
    setImmediate(() => {
      if (fault === 'cut after storing') this.#cut(answering.peer);
      else if (fault === 'late answer') this.#misbehaviour.withhold(() => answering.written(append, written));
      else answering.written(append, written);
    });
  }
}

function appendResponse(
  expected: ExpectedVersion,
  written: Exclude<Written, { readonly outcome: 'deleted' | 'dropped' }>,
): AppendResp {
  if (written.outcome !== 'wrong version') {
    const at = String(written.position);
    return new streams.AppendResp().setSuccess(
      new streams.AppendResp.Success()
        .setCurrentRevision(String(written.revision))
        .setPosition(new streams.AppendResp.Position().setCommitPosition(at).setPreparePosition(at)),
    );
  }
  const wrong = new streams.AppendResp.WrongExpectedVersion();
  if (written.current === 'no stream') wrong.setCurrentNoStream(new shared.Empty());
  else wrong.setCurrentRevision(String(written.current));
  if (expected === 'no stream') wrong.setExpectedNoStream(new shared.Empty());
  else if (expected === 'any') wrong.setExpectedAny(new shared.Empty());
  else if (expected === 'stream exists') wrong.setExpectedStreamExists(new shared.Empty());
  else wrong.setExpectedRevision(String(expected));
  return new streams.AppendResp().setWrongExpectedVersion(wrong);
}
