import {
  AccessDeniedError,
  InvalidArgumentError,
  isCommandError,
  MaxAppendSizeExceededError,
  NotLeaderError,
  StreamDeletedError,
  UnknownError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import {
  AccessDenied,
  AppendTooLarge,
  OutcomeUnknown,
  StoreUnavailable,
  StreamTombstoned,
  WrongExpectedRevision,
} from '../errors.ts';
import type { ExpectedRevision, StreamName } from '../port.ts';

/** gRPC's PERMISSION_DENIED and UNAUTHENTICATED. */
const DENIED = new Set<unknown>([7, 16]);
/** What a server answers to an append it did not handle at all; the client knows it only by its words. */
const NOT_HANDLED = /Server Is Not Ready|Server Is (Too )?Busy|No leader info available/;

/** @throws StoreUnavailable for a store that was closed */
export function refuseClosed(closing: AbortSignal): void {
  if (closing.aborted) throw new StoreUnavailable('the event store is closed');
}

/** The server names another node as the leader; the client turns to that one by itself. Nothing was stored. */
export function isNotLeader(error: unknown): boolean {
  return error instanceof NotLeaderError;
}

/** There is no record where the log was to be read from: an offset of another log, or none at all. */
export function isNoSuchPosition(error: unknown): boolean {
  return error instanceof UnknownError && error.message.includes('ReadAllResult: Error');
}

/** What a failed read, look-up or subscription means to the port. The client's errors have no names; classes tell. */
export function readFailure(error: unknown): Error {
  if (isDenied(error)) return new AccessDenied(words(error), { cause: error });
  if (error instanceof StreamDeletedError) return new StreamTombstoned(words(error), { cause: error });
  return new StoreUnavailable(words(error), { cause: error });
}

/**
 * What a failed append means to the port. An append that was under way when its connection broke is of unknown
 * outcome: it may have been stored, and its answer lost.
 */
export function appendFailure(error: unknown, stream: StreamName, expected: ExpectedRevision): unknown {
  if (error instanceof WrongExpectedVersionError) {
    const { actualVersion } = error;
    return new WrongExpectedRevision(
      stream,
      expected,
      actualVersion === 'no_stream' ? 'no stream' : Number(actualVersion),
    );
  }
  if (error instanceof MaxAppendSizeExceededError) return new AppendTooLarge(`${stream}: ${words(error)}`);
  if (error instanceof StreamDeletedError) return new StreamTombstoned(`${stream} was tombstoned`, { cause: error });
  if (isDenied(error)) return new AccessDenied(words(error), { cause: error });
  if (error instanceof InvalidArgumentError) return error;
  if (isNotLeader(error) || (error instanceof UnknownError && NOT_HANDLED.test(error.message))) {
    return new StoreUnavailable(words(error), { cause: error });
  }
  return new OutcomeUnknown(`append to ${stream}: ${words(error)}`, { cause: error });
}

function isDenied(error: unknown): boolean {
  if (error instanceof AccessDeniedError) return true;
  return error instanceof Error && 'code' in error && DENIED.has(error.code);
}

/** The client's messages are often empty. */
function words(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.message !== '') return error.message;
  return isCommandError(error) && 'type' in error ? String(error.type) : 'the server gave no reason';
}
