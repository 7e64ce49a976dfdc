import { randomUUID } from 'node:crypto';

/** An event on its way into the log, as the wire carries it. */
export interface ProposedEvent {
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

/** An event as the log holds it. */
export interface LogRecord extends ProposedEvent {
  readonly stream: string;
  readonly revision: bigint;
  /** Byte offset in the log: commit and prepare position are the same for every event. */
  readonly position: bigint;
  /** Instant of storing in 100 ns since 1970. */
  readonly created: bigint;
}

/** What an append or a deletion may expect of its stream. */
export type ExpectedVersion = bigint | 'no stream' | 'any' | 'stream exists';

/** What became of an append. */
export type Written =
  | { readonly outcome: 'stored' | 'stored before'; readonly revision: bigint; readonly position: bigint }
  | { readonly outcome: 'wrong version'; readonly current: bigint | 'no stream' }
  | { readonly outcome: 'deleted' }
  /** The first append of the same events is still under way: the server drops the second without a word. */
  | { readonly outcome: 'dropped' };

export type StreamRead =
  | { readonly found: true; readonly records: readonly LogRecord[] }
  | { readonly found: false; readonly deleted: boolean };

interface Stream {
  readonly records: LogRecord[];
  /** Revisions below this are gone with a soft deletion (the server's `$tb`). */
  truncatedBefore: bigint;
  softDeleted: boolean;
  tombstoned: boolean;
}

/** The revision the server gives the record that ends a stream for ever. */
const TOMBSTONE = 9223372036854775807n;
/** What a record takes on disk beside its names, data and metadata. */
const RECORD_OVERHEAD = 90;

/**
 * A log with the rules of the server about expected versions, repeated event ids and deleted streams. An append is
 * decided at once and can be read one turn of the event loop later, as the server's index follows its writer.
 */
export class ServerLog {
  readonly #records: LogRecord[] = [];
  readonly #streams = new Map<string, Stream>();
  readonly #growth = new Set<() => void>();
  #readable = 0;
  #end = 548n;

  constructor() {
    this.#write('$$$scavenges', [systemEvent('$metadata', '{"$acl":{}}')], 0n);
    this.#readable = this.#records.length;
  }

  /** The log as a backup holds it that was taken after so many records. */
  backup(records: number): ServerLog {
    const copy = new ServerLog();
    copy.#records.length = 0;
    copy.#streams.clear();
    for (const record of this.#records.slice(0, records)) {
      copy.#records.push(record);
      copy.#stream(record.stream).records.push(record);
    }
    copy.#readable = copy.#records.length;
    copy.#end = this.#records[copy.#readable]?.position ?? this.#end;
    return copy;
  }

  /** The number of records that can be read, system events included. */
  get length(): number {
    return this.#readable;
  }

  /** The record at an index of the whole log, undefined beyond its readable end. */
  at(index: number): LogRecord | undefined {
    return index < this.#readable ? this.#records[index] : undefined;
  }

  /** The index of the record at a position: the end of the log beyond its last record, undefined inside another one. */
  indexOf(position: bigint): number | undefined {
    if (position > (this.#records[this.#readable - 1]?.position ?? 0n)) return this.#readable;
    const index = this.#lowerBound(position);
    return this.#records[index]?.position === position ? index : undefined;
  }

  /** Calls back whenever more records can be read; answers how to stop that. */
  onGrowth(callback: () => void): () => void {
    this.#growth.add(callback);
    return () => this.#growth.delete(callback);
  }

  append(name: string, expected: ExpectedVersion, events: readonly ProposedEvent[]): Written {
    const stream = this.#stream(name);
    if (stream.tombstoned) return { outcome: 'deleted' };
    const last = lastRevision(stream);
    const after = expectedLast(expected, last);
    if (after === undefined || after > last) return wrongVersion(last);
    if (after < last) {
      const alike = countAlike(stream, after, events);
      if (alike === events.length) return this.#storedBefore(stream.records[Number(after) + alike]);
      if (alike > 0 || expected !== 'no stream' || !stream.softDeleted) return wrongVersion(last);
    }
    const stored = this.#write(name, events, last + 1n);
    if (stream.softDeleted) {
      stream.softDeleted = false;
      stream.truncatedBefore = last + 1n;
      this.#writeMetadata(name, `{"$tb":${last + 1n}}`);
    }
    return stored;
  }

  /** Soft deletion: the stream answers "not found", and its revisions go on counting. */
  softDelete(name: string, expected: ExpectedVersion): Written {
    const stream = this.#stream(name);
    const last = lastRevision(stream);
    if (stream.tombstoned) return { outcome: 'deleted' };
    if (expectedLast(expected, last) !== last) return wrongVersion(last);
    stream.softDeleted = true;
    stream.truncatedBefore = TOMBSTONE;
    return this.#writeMetadata(name, `{"$tb":${TOMBSTONE}}`);
  }

  /** Deletion for good: the stream answers "deleted" for ever. */
  tombstone(name: string, expected: ExpectedVersion): Written {
    const stream = this.#stream(name);
    const last = lastRevision(stream);
    if (stream.tombstoned) return { outcome: 'deleted' };
    if (expectedLast(expected, last) !== last) return wrongVersion(last);
    stream.tombstoned = true;
    return this.#write(name, [systemEvent('$streamDeleted', '')], TOMBSTONE);
  }

  /** The readable records of a stream in the order of their revisions. */
  read(name: string): StreamRead {
    const stream = this.#streams.get(name);
    if (stream?.tombstoned === true) return { found: false, deleted: true };
    if (stream === undefined || stream.softDeleted) return { found: false, deleted: false };
    const records = stream.records.filter(
      (record) => record.revision >= stream.truncatedBefore && this.#isReadable(record),
    );
    return records.length === 0 ? { found: false, deleted: false } : { found: true, records };
  }

  #stream(name: string): Stream {
    const known = this.#streams.get(name);
    if (known !== undefined) return known;
    const fresh: Stream = { records: [], truncatedBefore: 0n, softDeleted: false, tombstoned: false };
    this.#streams.set(name, fresh);
    return fresh;
  }

  #storedBefore(record: LogRecord | undefined): Written {
    if (record === undefined || !this.#isReadable(record)) return { outcome: 'dropped' };
    return { outcome: 'stored before', revision: record.revision, position: record.position };
  }

  #write(name: string, events: readonly ProposedEvent[], first: bigint): Written {
    const stream = this.#stream(name);
    const created = BigInt(Date.now()) * 10_000n;
    let last = { revision: first - 1n, position: this.#end };
    for (const event of events) {
      const record = { ...event, stream: name, revision: last.revision + 1n, position: this.#end, created };
      this.#records.push(record);
      stream.records.push(record);
      this.#end += BigInt(
        RECORD_OVERHEAD + name.length + event.type.length + event.data.length + event.metadata.length,
      );
      last = record;
    }
    const count = this.#records.length;
    setImmediate(() => this.#makeReadable(count));
    return { outcome: 'stored', revision: last.revision, position: last.position };
  }

  #writeMetadata(name: string, json: string): Written {
    const metadataStream = `$$${name}`;
    return this.#write(
      metadataStream,
      [systemEvent('$metadata', json)],
      BigInt(this.#stream(metadataStream).records.length),
    );
  }

  #makeReadable(count: number): void {
    if (count <= this.#readable) return;
    this.#readable = count;
    for (const callback of [...this.#growth]) callback();
  }

  #isReadable(record: LogRecord): boolean {
    const firstHidden = this.#records[this.#readable];
    return firstHidden === undefined || record.position < firstHidden.position;
  }

  #lowerBound(position: bigint): number {
    let [low, high] = [0, this.#records.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#records[middle]?.position ?? 0n) < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function lastRevision(stream: Stream): bigint {
  return BigInt(stream.records.length) - 1n;
}

/** The last revision an expectation names, -1 for no stream; undefined where it cannot be met. */
function expectedLast(expected: ExpectedVersion, last: bigint): bigint | undefined {
  if (expected === 'no stream') return -1n;
  if (expected === 'any') return last;
  if (expected === 'stream exists') return last < 0n ? undefined : last;
  return expected;
}

function wrongVersion(last: bigint): Written {
  return { outcome: 'wrong version', current: last < 0n ? 'no stream' : last };
}

/** How many of the events stand, with the same ids, where they would have been stored; their content is not compared. */
function countAlike(stream: Stream, after: bigint, events: readonly ProposedEvent[]): number {
  const different = events.findIndex((event, index) => stream.records[Number(after) + 1 + index]?.id !== event.id);
  return different === -1 ? events.length : different;
}

function systemEvent(type: string, json: string): ProposedEvent {
  return {
    id: randomUUID(),
    type,
    contentType: 'application/json',
    data: Buffer.from(json),
    metadata: new Uint8Array(),
  };
}
