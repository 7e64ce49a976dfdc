import type { Position, Revision } from '#platform/event-store';

/** How far an answer is behind the log. */
export interface Lag {
  /** Events not seen yet; null where the log cannot count them. */
  readonly events: number | null;
  /** Seconds since the first event not seen yet was stored; 0 when all are seen, null while the log is away. */
  readonly seconds: number | null;
}

/** A row as it is answered: its columns and joins, opened, and what it means to its reader. */
export interface Item {
  readonly [member: string]: unknown;
  /** Revision of the aggregate's stream, as `If-Match` takes it; null where the row is of no aggregate. */
  readonly revision: Revision | null;
  /** Names of the commands the reader may issue on it as it stands. */
  readonly availableActions: readonly string[];
  /** Members that are null because the reader may not see them. */
  readonly withheld: readonly string[];
}

/** When an answer is from. */
export interface Freshness {
  /** The log was read up to here, by every read model the answer draws on. */
  readonly position: Position;
  readonly lag: Lag;
  /** There only where a read model has stopped: its rows are old and do not get newer by themselves. */
  readonly stale?: true;
}

export interface PageAnswer extends Freshness {
  readonly items: readonly Item[];
  /** The `cursor` of the next page; null on the last one. */
  readonly next: string | null;
}

export interface RowAnswer extends Freshness {
  readonly item: Item;
}

/** An answer with its entity tag and when it is from; without a body where the caller has it already. */
export interface Tagged<Body> {
  readonly etag: string;
  /** Version of the read model that answered. */
  readonly version: number;
  readonly freshness: Freshness;
  readonly body: Body | undefined;
}

/**
 * When an answer is from, as headers: also an answer without a body says it. `Last-Event-ID` is what the change feed
 * takes to tell what changed from here on.
 */
export function standingHeaders({
  version,
  freshness: { position, lag },
}: Pick<Tagged<unknown>, 'version' | 'freshness'>): { readonly [name: string]: string } {
  return {
    Position: String(position),
    ...(lag.events !== null && { 'Lag-Events': String(lag.events) }),
    ...(lag.seconds !== null && { 'Lag-Seconds': String(lag.seconds) }),
    'Last-Event-ID': changeId(version, position),
  };
}

/** Id of a change: the version of the read model, and the position up to which all changes have been told. */
export function changeId(version: number, position: Position): string {
  return `${version}:${position}`;
}
