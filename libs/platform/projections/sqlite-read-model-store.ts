import { setImmediate as othersTurn } from 'node:timers/promises';
import type { Clock } from '#platform/clock';
import type { Position } from '#platform/event-store';
import { ConnectionPool } from './connection-pool.ts';
import type { Projection } from './definition.ts';
import { LEAST_REBUILD } from './life/life-tables.ts';
import { parkingScript } from './life/parked-rows.ts';
import { ProjectionLife } from './life/projection-life.ts';
import { sqliteScripts, type SqliteScripts } from './life/script.ts';
import {
  type Batch,
  type Change,
  type ChangeRange,
  type Checkpoint,
  CheckpointMoved,
  type Condition,
  type PageQuery,
  type ProjectionFailure,
  type ProjectionState,
  type ProjectionStatus,
  type ReadModelReader,
  type ReadModelSnapshot,
  type ReadModelStore,
  type StoredRow,
  TableChanged,
} from './read-model-store.ts';
import { openForReading, openForWriting } from './sqlite-file.ts';
import { SqliteTables } from './sqlite-tables.ts';
import { quickeningIndexes, servingIndexes } from './table-indexes.ts';
import { tableShape } from './table-shape.ts';
import { Forgetting, tombstonesOf } from './tombstones.ts';

/** A query takes well below a millisecond and SQLite answers in the calling thread: few run at once. */
const READERS = 4;

/**
 * Reads read models from the file that another thread or process writes. The file is made where there is none, so that
 * neither has to wait for the other at start.
 */
export class SqliteReadModelReader implements ReadModelReader {
  readonly #readers: ConnectionPool<SqliteTables>;

  constructor(file: string) {
    this.#readers = new ConnectionPool(() => openForReading(file), READERS);
  }

  snapshot<T>(work: (snapshot: ReadModelSnapshot) => Promise<T>): Promise<T> {
    return this.#readers.use(async (tables) => {
      tables.db.exec('BEGIN');
      try {
        return await work(new SqliteSnapshot(tables));
      } finally {
        tables.db.exec('COMMIT');
      }
    });
  }

  async close(): Promise<void> {
    for (const { db } of this.#readers.made) db.close();
  }
}

class SqliteSnapshot implements ReadModelSnapshot {
  readonly #tables: SqliteTables;

  constructor(tables: SqliteTables) {
    this.#tables = tables;
  }

  async page(projection: Projection, query: PageQuery, table?: string): Promise<readonly StoredRow[]> {
    return this.#tables.page(projection, query, table);
  }

  async row(projection: Projection, key: string): Promise<StoredRow | undefined> {
    return (await this.rows(projection, [key])).get(key);
  }

  async rows(projection: Projection, keys: readonly string[]): Promise<ReadonlyMap<string, StoredRow>> {
    return this.#tables.rows(projection, keys);
  }

  async changed(projection: Projection, range: ChangeRange): Promise<readonly Change[]> {
    return this.#tables.changed(projection, range);
  }

  async gone(projection: Projection, where: readonly Condition[], range: ChangeRange): Promise<readonly Change[]> {
    return this.#tables.gone(projection, where, range);
  }

  async reach(projection: Projection): Promise<Position> {
    return this.#tables.reach(projection);
  }

  async status(name: string, rebuilds?: 'with rebuilds'): Promise<readonly ProjectionStatus[]> {
    return this.#tables.statuses(name, rebuilds ? LEAST_REBUILD : 1);
  }

  async statuses(): Promise<readonly ProjectionStatus[]> {
    return this.#tables.statuses();
  }
}

/** A projection's batch that waits for the next transaction. */
interface PendingCommit {
  readonly projection: Projection;
  readonly batch: Batch;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Read models in one SQLite file, written through one connection. Built from the log, so a power cut may cost the last commits. */
export class SqliteReadModelStore extends SqliteReadModelReader implements ReadModelStore {
  readonly #tables: SqliteTables;
  readonly #clock: Clock;
  readonly #forgetting: Forgetting;
  readonly #scripts: SqliteScripts;
  readonly life: ProjectionLife;
  #pending: PendingCommit[] = [];

  constructor(file: string, clock: Clock) {
    super(file);
    this.#tables = new SqliteTables(openForWriting(file));
    this.#clock = clock;
    this.#forgetting = new Forgetting(clock);
    this.#scripts = sqliteScripts(this.#tables.db);
    this.life = new ProjectionLife(this.#scripts, clock);
  }

  async ensure(projection: Projection): Promise<ProjectionStatus> {
    const status = this.#ensureTables(projection);
    if (status.state === 'live') await this.makeServable(projection);
    return status;
  }

  #ensureTables(projection: Projection): ProjectionStatus {
    const shape = tableShape(projection);
    return this.#transaction(() => {
      const known = this.#tables.status(projection);
      const isThere = known !== undefined && known.status.state !== 'retired';
      if (isThere && known.shape !== shape) throw new TableChanged(projection);
      if (!isThere) this.#tables.createTables(projection);
      if (isThere) return known.status;
      this.#tables.run(
        `INSERT INTO projections (name, version, state, shape, updated_at, rebuild) VALUES (?, ?, 'new', ?, ?, ?)
         ON CONFLICT (name, version) DO UPDATE SET state = excluded.state, shape = excluded.shape`,
        projection.name,
        projection.version,
        shape,
        this.#clock.now(),
        projection.rebuild ?? 0,
      );
      return this.#tables.status(projection)!.status;
    });
  }

  async load(projection: Projection, keys: readonly string[], table?: string): Promise<ReadonlyMap<string, StoredRow>> {
    return this.#tables.rows(projection, keys, table);
  }

  async loadWhere(
    projection: Projection,
    column: string,
    values: readonly string[],
    table?: string,
  ): Promise<ReadonlyMap<string, StoredRow>> {
    return this.#tables.rowsWhere(projection, column, values, table);
  }

  /** What all projections commit in one turn of the event loop is one transaction, and one failure is one projection's. */
  commit(projection: Projection, batch: Batch): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#pending.length === 0) setImmediate(() => this.#commitPending());
      this.#pending.push({ projection, batch, resolve, reject });
    });
  }

  #commitPending(): void {
    const pending = this.#pending;
    this.#pending = [];
    const answers: (() => void)[] = [];
    try {
      this.#transaction(() => {
        for (const { projection, batch, resolve, reject } of pending) {
          try {
            this.#tables.db.transaction(() => this.#write(projection, batch))(); // inside of another one: a savepoint
            answers.push(resolve);
          } catch (error) {
            answers.push(() => reject(error));
          }
        }
      });
    } catch (error) {
      for (const { reject } of pending) reject(error);
      return;
    }
    for (const answer of answers) answer();
  }

  #write(projection: Projection, { expected, checkpoint, parking, ...rows }: Batch): void {
    const isLive = this.#moveCheckpoint(projection, expected, checkpoint);
    this.#tables.write(projection, rows);
    if (parking) this.#scripts.runWithin(() => parkingScript(projection, parking, this.#clock.now()));
    const tombstones = isLive ? tombstonesOf(projection, rows.changes) : [];
    if (tombstones.length > 0) this.#tables.remember(projection, tombstones, this.#clock.now());
    const before = this.#forgetting.due(projection);
    if (before !== undefined) this.#tables.forget(projection, before);
  }

  /** One index at a time: others have their turn in between. */
  async makeServable(projection: Projection): Promise<void> {
    for (const index of servingIndexes(projection)) {
      this.#tables.createIndex(index, projection);
      await othersTurn();
    }
  }

  async quicken(projection: Projection, signal: AbortSignal): Promise<void> {
    for (const index of quickeningIndexes(projection)) {
      if (signal.aborted) return;
      this.#tables.createIndex(index, projection);
      await othersTurn();
    }
  }

  setState(projection: Projection, state: ProjectionState, lastError?: ProjectionFailure): Promise<void> {
    return this.life.setState(projection, state, lastError);
  }

  override async close(): Promise<void> {
    if (this.#pending.length > 0) this.#commitPending();
    await super.close();
    this.#tables.db.close();
  }

  /** @returns whether the version is live; what is gone of one that is not, nobody has seen */
  #moveCheckpoint(projection: Projection, expected: Checkpoint | undefined, checkpoint: Checkpoint): boolean {
    const { name, version } = projection;
    const moved = this.#tables.first(
      `UPDATE projections SET position = ?, last_event_id = ?, updated_at = ?,
         reach = CASE state WHEN 'live' THEN reach ELSE ? END
       WHERE name = ? AND version = ? AND position IS ? AND last_event_id IS ? RETURNING state`,
      checkpoint.position,
      checkpoint.eventId,
      this.#clock.now(),
      checkpoint.position,
      name,
      version,
      expected?.position ?? null,
      expected?.eventId ?? null,
    );
    if (moved) return moved['state'] === 'live';
    throw new CheckpointMoved(projection, expected, this.#tables.status(projection)?.status.checkpoint);
  }

  #transaction<T>(work: () => T): T {
    return this.#tables.db.transaction(work).immediate();
  }
}

/** Opens the read models in `file` for reading and writing, making the file and its folders where there are none. */
export function openSqliteReadModels(file: string, { clock }: { readonly clock: Clock }): SqliteReadModelStore {
  return new SqliteReadModelStore(file, clock);
}

/** Opens the read models in `file` for reading, beside the thread or process that writes them. */
export function openSqliteReadModelReader(file: string): SqliteReadModelReader {
  return new SqliteReadModelReader(file);
}
