import type { Actor, OnBehalfOf, Position, Revision, Source, StreamName } from '#platform/event-store';

/** What comes with a command: who issues it, under which identity, and what it follows from. */
export interface CommandContext {
  readonly actor: Actor;
  readonly onBehalfOf?: OnBehalfOf;
  readonly commandId: string;
  /** The revision the caller has seen (`If-Match`); without it, whatever is current. */
  readonly expectedRevision?: Revision;
  /** The case family, where it is known beforehand (a process continuing one). */
  readonly correlationId?: string;
  /** The event a process reacts to; by default the command itself. */
  readonly causationId?: string;
  readonly source: Source;
}

/** The answer to a command: where its last event stands; of a repeated command, where it stood then. */
export interface Issued {
  readonly id: string;
  readonly stream: StreamName;
  readonly revision: Revision;
  readonly position: Position;
  /** The case family the facts belong to. */
  readonly family: string;
  /** Types of the events it recorded, in order; none where exactly that was recorded already. */
  readonly events: readonly string[];
  /** Whether the command brought the aggregate into being. */
  readonly created: boolean;
}
