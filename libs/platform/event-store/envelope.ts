import type { Revision, StreamName } from './port.ts';

/** Who acts: a signed-in person, or a process acting by itself. */
export interface Actor {
  readonly userId: string;
  /** Organisation code, e.g. `iesc`, `nasilc`; `tasuki` for a process. */
  readonly org: string;
  /** Office or association the person acts for; null where there is none (an auditor, a process). */
  readonly officeId: string | null;
  readonly role: string;
}

/** For whom the actor acts, where it is not for themselves. */
export interface OnBehalfOf {
  readonly kind: 'businessOwner' | 'delegator';
  readonly id?: string;
}

/** Where a command came from. */
export type Source = 'ui' | 'api' | 'import' | 'process' | 'migration';

/**
 * The envelope every event carries. All of it is in clear: it holds ids, codes and instants, never a personal value.
 * `$correlationId` and `$causationId` are EventStoreDB's own names for them.
 */
export interface EventMetadata {
  readonly schemaVersion: number;
  readonly programme: 'labour-mobility';
  /** When it happened, ISO 8601 UTC. */
  readonly occurredAt: string;
  readonly actor: Actor;
  readonly onBehalfOf?: OnBehalfOf;
  /** The command's identity: the same command twice is one fact (law 6). */
  readonly commandId: string;
  /** Keyed digest of the command's body: the same key with another body is refused, and an erasure is not outlived. */
  readonly commandDigest: { readonly subjectId: string; readonly digest: string };
  /** The case family: the id of what began it. */
  readonly $correlationId: string;
  /** The command, or the event a process reacted to, that caused this one. */
  readonly $causationId: string;
  readonly agreementVersion: string;
  readonly consentIds: readonly string[];
  /** JIS X 0401 code, null where a fact belongs to no prefecture. */
  readonly prefecture: string | null;
  /** Most confidential class of field the event carries: A shared … D worker's personal data, E statistics. */
  readonly dataClass: DataClass;
  readonly reasonCode?: string;
  /** The revisions of the other aggregates' streams this decision was based on; -1 for one that did not exist. */
  readonly streamsRead: { readonly [stream: StreamName]: Revision };
  readonly source: Source;
  /**
   * W3C Trace Context of the span in which the event was decided, where that was traced: what follows from the event joins
   * its trace. Ids drawn at random, which say nothing of anybody.
   */
  readonly traceparent?: string;
  /** The hash of the stream's event before this one; 64 zeros for the first. */
  readonly previousHash: string;
  /** SHA-256, hex, over the canonical form of the event; see `platform/audit`. */
  readonly hash: string;
}

export type DataClass = 'A' | 'B' | 'C' | 'D' | 'E';
