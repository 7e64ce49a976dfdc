import type { Position, Revision } from '#platform/event-store';
import type { Fence, Leases } from '../life/leases.ts';
import type { Parking } from '../life/parking.ts';
import type { ProjectionLife } from '../life/projection-life.ts';
import type { AsideFile } from './aside-file.ts';
import type { EntriesReader } from './entries-beside.ts';
import type { Verification } from '../life/verification.ts';
import { type Projection, ROWS } from '../definition/projection.ts';
import type { Row } from '../definition/table.ts';

export type { Row } from '../definition/table.ts';

/** A row with what the engine keeps beside it. */
export interface StoredRow {
  readonly key: string;
  readonly row: Row;
  /** Position of the event that changed the row last. */
  readonly position: Position;
  /**
   * Revision of the stream of the projection's `aggregate` that has the row's key as its id: what `If-Match` expects.
   * null for a projection without `aggregate`, and until the first event of that stream after the row was made.
   */
  readonly revision: Revision | null;
}

/** One row's new value, or its deletion, after a batch. */
export interface RowChange {
  readonly key: string;
  /** undefined: the row is deleted. */
  readonly row: Row | undefined;
  /** The row as the store has it, undefined where it has none; left out where that is not known. */
  readonly before?: Row | undefined;
  readonly position: Position;
  readonly revision: Revision | null;
  /** What `q` finds the row by; replaces the tokens it had. undefined: it keeps them. */
  readonly tokens?: readonly string[] | undefined;
}

/** Whether a row may have tokens that are not its any more. A row that was not there has none. */
export function hasOldTokens(change: RowChange): boolean {
  return change.tokens !== undefined && !('before' in change && change.before === undefined);
}

/** How far a projection has read the log: the last event it has seen, relevant to it or not (law 7). */
export interface Checkpoint {
  readonly position: Position;
  /** Id of the event at that position, so that a foreign or older log is recognised. */
  readonly eventId: string;
}

/** A batch's outcome: rows, checkpoint and what was parked, committed together or not at all. */
export interface Batch {
  /** The checkpoint the batch was folded from; undefined for a projection that has none yet. */
  readonly expected: Checkpoint | undefined;
  readonly checkpoint: Checkpoint;
  /** At most one change a key. */
  readonly changes: readonly RowChange[];
  /** Changes of the projection's own tables, by the table's name; they have no tokens and no revisions. */
  readonly ownChanges?: ReadonlyMap<string, readonly Omit<RowChange, 'tokens'>[]>;
  readonly parking?: Parking;
  /** Nobody reads the version yet, and who commits does not wait: others may have their turn before it is done. */
  readonly isBuilding?: boolean;
  /** The right to feed the projection, where several projectors share them. */
  readonly fence?: Fence;
}

/**
 * `new`: known, nothing is built. `building`: on its way to the end of the log. `verifying`: caught up and fed beside the
 * one that serves, before its promotion and after it was replaced. `live`: fed, and serves. `paused` and `failed`: not
 * fed; where it serves, its old rows are marked stale. `retired`: its tables are gone.
 */
export type ProjectionState = 'new' | 'building' | 'verifying' | 'live' | 'paused' | 'failed' | 'retired';

/** Why a projection stopped: the event it could not fold, never that event's data. */
export interface ProjectionFailure {
  readonly eventId: string;
  readonly eventType: string;
  readonly position: Position;
  readonly message: string;
  /** Where in the program, null where that is not known. */
  readonly stack: string | null;
}

/** Which version of which projection. */
export interface VersionId {
  readonly name: string;
  readonly version: number;
}

/** What is known of one version of a projection. */
export interface ProjectionStatus extends VersionId {
  readonly state: ProjectionState;
  /** Whether queries are answered from it: at most one version of a projection does. */
  readonly serves: boolean;
  /** When it began to serve last, ISO 8601 UTC; null: never. */
  readonly promotedAt: string | null;
  /** undefined: it has committed nothing yet. */
  readonly checkpoint: Checkpoint | undefined;
  /** When state or checkpoint changed last, ISO 8601 UTC. */
  readonly updatedAt: string;
  /** Events of the log a second, relevant or not, while it is being built; null when it is not. */
  readonly rate: number | null;
  /** When it will have caught up at that rate, ISO 8601 UTC. */
  readonly estimatedEnd: string | null;
  readonly lastError: ProjectionFailure | null;
  /** What its last verification found. */
  readonly verification: Verification | null;
  /** Streams that are parked. */
  readonly parked: number;
  /**
   * Grows when rows change otherwise than by an event behind the checkpoint: the version was promoted or rebuilt, a parked
   * stream was folded. Who followed its changes reads it anew.
   */
  readonly edition: number;
}

/** A value that can be compared in a condition: of a key, text, integer, boolean, instant or day column. */
export type Scalar = string | number | boolean;

/** What a row must satisfy to be on a page. Columns are names of declared columns. */
export type Condition =
  | { readonly is: 'equal'; readonly column: string; readonly value: Scalar | null }
  /** One of the values; none of an empty list. The key column too. */
  | { readonly is: 'oneOf'; readonly column: string; readonly values: readonly Scalar[] }
  /** A list column that holds the value. */
  | { readonly is: 'containing'; readonly column: string; readonly value: Scalar }
  /** Not below, or not above, the value, by the order pages are sorted in; a row without a value is neither. */
  | { readonly is: 'atLeast' | 'atMost'; readonly column: string; readonly value: Scalar }
  /** The row has all of these search tokens. */
  | { readonly is: 'found'; readonly tokens: readonly string[] }
  /** At least one of the conditions holds; of none, none does. */
  | { readonly is: 'any'; readonly of: readonly Condition[] }
  /** All of the conditions hold; of none, all do. */
  | { readonly is: 'all'; readonly of: readonly Condition[] };

/** A page of rows: sorted by one column and, where that is equal, by key; rows without a value come last either way. */
export interface PageQuery {
  /** All of these hold. */
  readonly where: readonly Condition[];
  readonly order: { readonly column: string; readonly descending: boolean };
  /** Most rows to answer. */
  readonly limit: number;
  /** Only rows after the one with this sort value and key: the last row of the page before. */
  readonly after?: { readonly value: Scalar | null; readonly key: string };
}

/** A row that changed, or is gone, and the position of the event that did it last. */
export interface Change {
  readonly key: string;
  readonly position: Position;
}

/** Which changes to look at, in order of position and, where that is equal, of key. */
export interface ChangeRange {
  /** Behind all changes of a position or, with a key, behind that one of them. */
  readonly after: { readonly position: Position; readonly key?: string | undefined };
  readonly upTo: Position;
  /** Most changes to answer. */
  readonly limit: number;
}

/** Rows and statuses of one instant: nothing committed meanwhile is seen. */
export interface ReadModelSnapshot extends EntriesReader {
  /** @param table one of the projection's own tables, instead of the one that is served */
  page(projection: Projection, query: PageQuery, table?: string): Promise<readonly StoredRow[]>;
  row(projection: Projection, key: string): Promise<StoredRow | undefined>;
  /** The rows that exist among these keys, by key. */
  rows(projection: Projection, keys: readonly string[]): Promise<ReadonlyMap<string, StoredRow>>;
  /** The rows whose last change is within the range. */
  changed(projection: Projection, range: ChangeRange): Promise<readonly Change[]>;
  /**
   * What is gone within the range: rows deleted, or changed so that who saw them before may not see them any more. All
   * of `where`, conditions on the columns of the scope, must hold for what the row was.
   */
  gone(projection: Projection, where: readonly Condition[], range: ChangeRange): Promise<readonly Change[]>;
  /** The position behind which everything that is gone is still known. */
  reach(projection: Projection): Promise<Position>;
  /**
   * All versions of a projection, or of several, that the store knows, of each the newest first.
   *
   * @param rebuilds also the rebuilds under way, under their versions' numbers below 0
   */
  status(name: string | readonly string[], rebuilds?: 'with rebuilds'): Promise<readonly ProjectionStatus[]>;
  statuses(): Promise<readonly ProjectionStatus[]>;
}

/** The positions of versions of projections, by `versionName`; none of what has committed nothing yet. */
export type Positions = ReadonlyMap<string, Position>;

/** What queries read through. */
export interface ReadModelReader {
  /**
   * Runs `work` on one snapshot and answers what it answers, so that rows and the position they are told with belong
   * together. `work` awaits nothing but the snapshot's own methods: it holds a connection.
   */
  snapshot<T>(work: (snapshot: ReadModelSnapshot) => Promise<T>): Promise<T>;
  /** A page, nothing of which has to be of one instant: for looks whose form is always the same. */
  look(projection: Projection, query: PageQuery): Promise<readonly StoredRow[]>;
  /** How far all versions have come by now: for who waits, and asks again and again. */
  positions(): Promise<Positions>;
  close(): Promise<void>;
}

/**
 * The port to the tables of the read models. Adapters: SQLite and PostgreSQL; one contract suite holds for both.
 *
 * A projection's served table is `<name>__v<version>`, with the declared columns and the engine's own, and beside it
 * `<name>__v<version>__tokens` and `<name>__v<version>__gone`; each other table of it is
 * `<name>__v<version>__t_<table>`.
 */
export interface ReadModelStore extends ReadModelReader {
  /** States, orders and parked streams. */
  readonly life: ProjectionLife;
  /** Who feeds what, where several processes may; left out where only one writes. */
  readonly leases?: Leases;

  /**
   * Creates the tables and the status (`new`, no checkpoint) of a projection version where they are missing, and where it
   * is retired; of one that serves, the indexes too.
   *
   * @throws TableChanged when they are there with other columns.
   */
  ensure(projection: Projection): Promise<ProjectionStatus>;

  /** The rows of a table, by default the one that is served, that exist among these keys, by key. */
  load(projection: Projection, keys: readonly string[], table?: string): Promise<ReadonlyMap<string, StoredRow>>;

  /** The rows of a table, by default the one that is served, whose column holds one of the values, by key. */
  loadWhere(
    projection: Projection,
    column: string,
    values: readonly string[],
    table?: string,
  ): Promise<ReadonlyMap<string, StoredRow>>;

  /**
   * Writes rows, tokens, checkpoint and what was parked in one transaction, and what is gone as long as the version is
   * live: before that nobody has seen its rows. What has been gone for seven days is forgotten.
   *
   * @throws LeaseLost when another projector has taken the projection over: nothing was written.
   * @throws CheckpointMoved when the stored checkpoint is not the expected one: nothing was written.
   */
  commit(projection: Projection, batch: Batch): Promise<void>;

  /** Makes the indexes that queries take, where they are missing: a version is built without them, and serves with them. */
  makeServable(projection: Projection): Promise<void>;

  /**
   * Makes the indexes that all filters are quick with, where they are missing, of a version that serves already; others
   * have their turn between two of them. An aborted signal ends it after the one in hand.
   * @param many rows from which on all are made; fewer do without some; {@link MANY_ROWS} by default
   * @returns whether all are there
   */
  quicken(projection: Projection, signal: AbortSignal, many?: number): Promise<boolean>;

  /** What is built in a file of its own, and how it gets in here; left out where a build is in nobody's way. */
  readonly aside?: AsideFile;

  /**
   * Drops the tables of versions that were retired or replaced, bit by bit, others having their turn in between; left out
   * where they are dropped at once. An aborted signal ends it.
   */
  clearAway?(signal: AbortSignal): Promise<void>;

  /** As {@link ProjectionLife.setState}. */
  setState(projection: Projection, state: ProjectionState, lastError?: ProjectionFailure): Promise<void>;
}

/** Somebody else moved the projection's checkpoint: another projector feeds it. Nothing was written. */
export class CheckpointMoved extends Error {
  override readonly name = 'CheckpointMoved';
  constructor(projection: Projection, expected: Checkpoint | undefined, actual: Checkpoint | undefined) {
    const at = (checkpoint: Checkpoint | undefined) => (checkpoint ? `position ${checkpoint.position}` : 'its start');
    super(`${projection.name} version ${projection.version} is at ${at(actual)}, expected ${at(expected)}`);
  }
}

/** A projection's columns were changed without raising its version. */
export class TableChanged extends Error {
  override readonly name = 'TableChanged';
  constructor(projection: Projection) {
    super(
      `the table of ${projection.name} version ${projection.version} was built from another definition: ` +
        'raise the version of the projection, or delete the read models so that they are rebuilt from the log',
    );
  }
}

type TableOwner = Pick<Projection, 'name' | 'version' | 'rebuild'>;

/** The physical table of one of a version's tables, by default the one that is served; its rebuild has its own beside them. */
export function tableName({ name, version, rebuild }: TableOwner, table = ROWS): string {
  const served = `${name}__v${Math.abs(version)}${rebuild ? `__r${rebuild}` : ''}`;
  return table === ROWS ? served : `${served}__t_${table}`;
}

/** Table of what `q` finds a projection's rows by: (token, key). */
export function tokenTableName(projection: Projection): string {
  return `${tableName(projection)}__tokens`;
}
