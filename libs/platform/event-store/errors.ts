import type { ExpectedRevision, Revision, StreamName } from './port.ts';

/** Base of everything the event store refuses or fails with. */
export abstract class EventStoreError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** The stream is not at the revision the append expected; nothing was stored. */
export class WrongExpectedRevision extends EventStoreError {
  constructor(
    readonly stream: StreamName,
    readonly expected: ExpectedRevision,
    readonly actual: Revision | 'no stream',
  ) {
    super(`${stream} is at ${actual}, expected ${expected}`);
  }
}

/** The store cannot be reached, or cannot store just now (a full disk); nothing was stored. */
export class StoreUnavailable extends EventStoreError {}

/** The answer to an append was lost (deadline, broken connection): it may or may not have been stored. */
export class OutcomeUnknown extends EventStoreError {}

/** The store does not accept these credentials. */
export class AccessDenied extends EventStoreError {}

/** One append may carry 1,048,576 bytes; nothing was stored. */
export class AppendTooLarge extends EventStoreError {}

/** A stream was tombstoned: nothing of ours does that, so it is somebody's hand in the store. */
export class StreamTombstoned extends EventStoreError {}

/** Another process (or another store in this one) writes this log file already. */
export class EventStoreInUse extends EventStoreError {}

/** This is not the log that somebody's checkpoint was made on, or it has lost events since: it must not be used. */
export class ForeignLog extends EventStoreError {}
