import { Metadata, status, type ServiceError } from '@grpc/grpc-js';
import type { StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb.js';
import type { BatchAppendReq, BatchAppendResp, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import rpcStatus from '@eventstore/db-client/generated/status_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import any from 'google-protobuf/google/protobuf/any_pb.js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';
import type { Message } from 'google-protobuf';
import type { ExpectedVersion, LogRecord, ProposedEvent } from './server-log.ts';

/** What an expectation looks like in each of the requests that carry one. */
interface ExpectationOnTheWire {
  hasNoStream(): boolean;
  hasAny(): boolean;
  hasStreamExists(): boolean;
}

/** An event as Append and BatchAppend carry it. */
type ProposedMessage = Pick<
  BatchAppendReq.ProposedMessage,
  'getId' | 'getMetadataMap' | 'getData_asU8' | 'getCustomMetadata_asU8'
>;

export function streamNameOf(identifier: StreamIdentifier | undefined): string {
  return Buffer.from(identifier?.getStreamName_asU8() ?? []).toString('utf8');
}

export function expectedVersionOf(options: ExpectationOnTheWire, revision: string): ExpectedVersion {
  if (options.hasNoStream()) return 'no stream';
  if (options.hasAny()) return 'any';
  if (options.hasStreamExists()) return 'stream exists';
  return BigInt(revision);
}

export function proposedEventOf(message: ProposedMessage): ProposedEvent {
  return {
    id: message.getId()?.getString() ?? '',
    type: message.getMetadataMap().get('type') ?? '',
    contentType: message.getMetadataMap().get('content-type') ?? '',
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
}

/**
 * What the server counts against the limit of an append: the bytes of the data. Metadata and type are meant to be
 * counted too, but are not.
 */
export function countedSize(events: readonly ProposedEvent[]): number {
  return events.reduce((total, event) => total + event.data.length, 0);
}

export function streamIdentifier(name: string): StreamIdentifier {
  return new shared.StreamIdentifier().setStreamName(Buffer.from(name));
}

export function eventMessage(record: LogRecord): ReadResp {
  const event = new streams.ReadResp.ReadEvent.RecordedEvent()
    .setId(new shared.UUID().setString(record.id))
    .setStreamIdentifier(streamIdentifier(record.stream))
    .setStreamRevision(String(record.revision))
    .setCommitPosition(String(record.position))
    .setPreparePosition(String(record.position))
    .setData(record.data)
    .setCustomMetadata(record.metadata);
  event
    .getMetadataMap()
    .set('type', record.type)
    .set('created', String(record.created))
    .set('content-type', record.contentType);
  const readEvent = new streams.ReadResp.ReadEvent().setEvent(event).setCommitPosition(String(record.position));
  return new streams.ReadResp().setEvent(readEvent);
}

export function streamNotFoundMessage(name: string): ReadResp {
  const notFound = new streams.ReadResp.StreamNotFound().setStreamIdentifier(streamIdentifier(name));
  return new streams.ReadResp().setStreamNotFound(notFound);
}

export function confirmationMessage(id: string): ReadResp {
  return new streams.ReadResp().setConfirmation(new streams.ReadResp.SubscriptionConfirmation().setSubscriptionId(id));
}

export function caughtUpMessage(): ReadResp {
  return new streams.ReadResp().setCaughtUp(new streams.ReadResp.CaughtUp());
}

export function checkpointMessage(position: bigint): ReadResp {
  const checkpoint = new streams.ReadResp.Checkpoint()
    .setCommitPosition(String(position))
    .setPreparePosition(String(position));
  return new streams.ReadResp().setCheckpoint(checkpoint);
}

/** The answer to one append of a batch call: success or error is still to be set. */
export function batchAnswer(correlationId: UUID | undefined, stream: string): BatchAppendResp {
  return new streams.BatchAppendResp().setCorrelationId(correlationId).setStreamIdentifier(streamIdentifier(stream));
}

export function batchSuccess(revision: bigint, position: bigint): BatchAppendResp.Success {
  const at = new shared.AllStreamPosition().setCommitPosition(String(position)).setPreparePosition(String(position));
  return new streams.BatchAppendResp.Success().setCurrentRevision(String(revision)).setPosition(at);
}

/** The errors a batch call answers for one append, while the call goes on. */
export const batchErrors = {
  wrongVersion(current: bigint | 'no stream', expected: ExpectedVersion) {
    const details = new shared.WrongExpectedVersion();
    if (current === 'no stream') details.setCurrentNoStream(new empty.Empty());
    else details.setCurrentStreamRevision(String(current));
    if (expected === 'no stream') details.setExpectedNoStream(new empty.Empty());
    else if (expected === 'any') details.setExpectedAny(new empty.Empty());
    else if (expected === 'stream exists') details.setExpectedStreamExists(new empty.Empty());
    else details.setExpectedStreamPosition(String(expected));
    return batchError(6, 'WrongExpectedVersion', details, 'event_store.client.WrongExpectedVersion');
  },
  streamDeleted: (stream: string) =>
    batchError(
      5,
      'StreamDeleted',
      new shared.StreamDeleted().setStreamIdentifier(streamIdentifier(stream)),
      'event_store.client.StreamDeleted',
    ),
  accessDenied: () => batchError(7, 'AccessDenied', new shared.AccessDenied(), 'event_store.client.AccessDenied'),
  timeout: () => batchError(4, 'Timeout', new shared.Timeout(), 'event_store.client.Timeout'),
  tooLarge: (limit: number) =>
    batchError(
      3,
      'MaximumAppendSizeExceeded',
      new shared.MaximumAppendSizeExceeded().setMaxappendsize(limit),
      'event_store.client.MaximumAppendSizeExceeded',
    ),
  /** A server that starts or is overrun; it answers so in words only. */
  notReady: () => batchError(0, 'Server Is Not Ready', new empty.Empty(), 'google.protobuf.Empty'),
};

function batchError(code: 0 | 3 | 4 | 5 | 6 | 7, message: string, details: Message, typeName: string) {
  const packed = new any.Any();
  packed.pack(details.serializeBinary(), typeName);
  return new rpcStatus.Status().setCode(code).setMessage(message).setDetails(packed);
}

/** The errors that end a call; `exception` is how the client tells them apart. */
export const callErrors = {
  unavailable: () => callError(status.UNAVAILABLE, 'Server Is Not Ready'),
  notLeader: (host: string, port: number) =>
    callError(status.NOT_FOUND, 'Leader info available', {
      exception: 'not-leader',
      'leader-endpoint-host': host,
      'leader-endpoint-port': String(port),
    }),
  accessDenied: () => callError(status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' }),
  streamDeleted: (stream: string) =>
    callError(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
      exception: 'stream-deleted',
      'stream-name': stream,
    }),
  wrongVersion: (operation: string, stream: string, expected: ExpectedVersion, current: bigint | 'no stream') =>
    callError(status.FAILED_PRECONDITION, `${operation} failed due to WrongExpectedVersion.`, {
      exception: 'wrong-expected-version',
      'stream-name': stream,
      'expected-version': String(expected === 'no stream' ? -1 : expected === 'any' ? -2 : expected),
      'actual-version': current === 'no stream' ? '-1' : String(current),
    }),
  tooLarge: (limit: number) =>
    callError(status.INVALID_ARGUMENT, `Maximum Append Size of ${limit} Exceeded.`, {
      exception: 'maximum-append-size-exceeded',
      'maximum-append-size': String(limit),
    }),
  timeout: (message: string) => callError(status.ABORTED, `Operation timed out: ${message}`),
  noSuchPosition: () => callError(status.UNKNOWN, 'Unexpected ReadAllResult: Error'),
  /** What becomes of a subscription from where no record begins. */
  handlerThrew: () => callError(status.UNKNOWN, 'Exception was thrown by handler.'),
};

function callError(code: status, details: string, trailers: Record<string, string> = {}): ServiceError {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(trailers)) metadata.set(key, value);
  return Object.assign(new Error(details), { name: 'ServiceError', code, details, metadata });
}
