import type { EventMetadata } from './envelope.ts';
import type { Json, Position, RecordedEvent, Revision, StreamName } from './port.ts';

/** An event as a row of a log in a file: data and metadata are JSON text. */
export interface WrittenEvent {
  readonly position: Position;
  readonly stream: StreamName;
  readonly revision: Revision;
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
  readonly recordedAt: string;
}

/** How our metadata begin, always: the version of the data's schema is read without parsing the rest. */
const SCHEMA_VERSION = /^\{"schemaVersion":(\d+)[,}]/;

/** How they go on, always: when it happened is what is asked for most. */
const OCCURRED_AT = /^\{"schemaVersion":\d+,"programme":"[^"\\]*","occurredAt":"([^"\\]*)"/;

/** Where our metadata name a trace; what a text in them holds has its quotes escaped. */
const TRACEPARENT = /"traceparent":"([^"]*)"/;

/**
 * A recorded event whose data and metadata are parsed when they are asked for, and once: who reads the whole log wants
 * less than half of them.
 */
export class UnparsedEvent implements RecordedEvent {
  readonly id: string;
  readonly type: string;
  readonly stream: StreamName;
  readonly revision: Revision;
  readonly position: Position;
  readonly recordedAt: string;
  readonly #dataText: string;
  readonly #metadataText: string;
  #data: Json | undefined;
  #metadata: EventMetadata | undefined;

  constructor(written: WrittenEvent) {
    this.id = written.id;
    this.type = written.type;
    this.stream = written.stream;
    this.revision = written.revision;
    this.position = written.position;
    this.recordedAt = written.recordedAt;
    this.#dataText = written.data;
    this.#metadataText = written.metadata;
  }

  get data(): Json {
    return (this.#data ??= JSON.parse(this.#dataText) as Json);
  }

  get metadata(): EventMetadata {
    return (this.#metadata ??= JSON.parse(this.#metadataText) as EventMetadata);
  }

  /** Version of the schema of the data. */
  get schemaVersion(): number {
    const [, version] = SCHEMA_VERSION.exec(this.#metadataText) ?? [];
    return version === undefined ? this.metadata.schemaVersion : Number(version);
  }

  /** Of the metadata. */
  get occurredAt(): string {
    if (this.#metadata) return this.#metadata.occurredAt;
    return OCCURRED_AT.exec(this.#metadataText)?.[1] ?? this.metadata.occurredAt;
  }

  /** Of the metadata, without parsing them. */
  get traceparent(): string | undefined {
    return TRACEPARENT.exec(this.#metadataText)?.[1];
  }
}
