import type pg from 'pg';
import type { Clock } from '#platform/clock';
import { CONNECT_WITHIN_MS } from '#platform/postgres';
import type { Projection } from '../definition/definition.ts';
import { type Leases, requireLease } from '../life/leases.ts';
import { parkingScript } from '../life/parked-rows.ts';
import { PostgresLeases } from '../life/postgres-leases.ts';
import { ProjectionLife } from '../life/projection-life.ts';
import { postgresScripts } from '../life/script.ts';
import { BareMoves } from './postgres-bare-moves.ts';
import { commitAtOnce } from './postgres-commit.ts';
import { PostgresSnapshot } from './postgres-snapshot.ts';
import { PostgresTables } from './postgres-tables.ts';
import { asOneStatement, inSnapshot, inTransaction } from './postgres-transaction.ts';
import {
  type Batch,
  type Checkpoint,
  CheckpointMoved,
  type PageQuery,
  type Positions,
  type ProjectionFailure,
  type ProjectionState,
  type ProjectionStatus,
  type ReadModelSnapshot,
  type ReadModelStore,
  type StoredRow,
  TableChanged,
} from './read-model-store.ts';
import { countOf } from '../folding/written-rows.ts';
import { type Index, MANY_ROWS, pairIndexes, quickeningIndexesFor, servingIndexes } from './table-indexes.ts';
import { tableShape } from '../definition/table-shape.ts';
import { Forgetting, tombstonesOf } from './tombstones.ts';

export interface PostgresReadModelOptions {
  readonly clock: Clock;
  /** Most connections at once; 10 by default. */
  readonly connections?: number;
  /** How long the right to feed a projection lasts that is not renewed, milliseconds; 5,000 by default. */
  readonly leaseMs?: number;
}

const DEFAULT_CONNECTIONS = 10;

/**
 * Longest time, in milliseconds, that a transaction waits for its next statement: a process that is frozen in the middle
 * of one would keep its locks from whoever takes over.
 */
const LONGEST_PAUSE_MS = 5000;

/**
 * How long a connection is kept that nobody uses, milliseconds. A new one reads anew what the database knows of a table and its
 * indexes: 50 ms of its first page.
 */
const KEPT_MS = 600_000;

/**
 * Rows and their checkpoint are made of the log: those that a crash of the server takes with it, together, are folded again. So
 * nobody waits until they are on its disk, which takes most of a small transaction.
 */
const BEGIN_QUICKLY = 'BEGIN; SET LOCAL synchronous_commit TO off';

/** Read models in a PostgreSQL database, shared by all processes of the programme. */
export class PostgresReadModelStore implements ReadModelStore {
  readonly #pool: pg.Pool;
  readonly #clock: Clock;
  readonly #forgetting: Forgetting;
  readonly #bareMoves: BareMoves;
  readonly life: ProjectionLife;
  readonly leases: Leases;
  #closed: Promise<void> | undefined;

  constructor(pool: pg.Pool, { clock, leaseMs }: PostgresReadModelOptions) {
    this.#pool = pool;
    this.#clock = clock;
    this.#forgetting = new Forgetting(clock);
    this.#bareMoves = new BareMoves(pool, () => clock.now());
    const scripts = postgresScripts(pool);
    this.life = new ProjectionLife(scripts, clock);
    this.leases = new PostgresLeases(scripts, leaseMs);
  }

  async createStatuses(): Promise<void> {
    await this.#transaction('BEGIN', async (tables) => {
      await tables.lockForCreation();
      await tables.createStatuses();
    });
  }

  async ensure(projection: Projection): Promise<ProjectionStatus> {
    const status = await this.#ensureTables(projection);
    if (status.state === 'live') await this.makeServable(projection);
    return status;
  }

  #ensureTables(projection: Projection): Promise<ProjectionStatus> {
    const shape = tableShape(projection);
    return this.#transaction('BEGIN', async (tables) => {
      await tables.lockForCreation();
      const known = await tables.status(projection);
      const isThere = known !== undefined && known.status.state !== 'retired';
      if (isThere && known.shape !== shape) throw new TableChanged(projection);
      if (!isThere) await tables.createTables(projection);
      if (isThere) return known.status;
      await tables.run(
        `INSERT INTO projections (name, version, state, shape, updated_at, rebuild) VALUES ($1, $2, 'new', $3, $4, $5)
         ON CONFLICT (name, version) DO UPDATE SET state = excluded.state, shape = excluded.shape`,
        [projection.name, projection.version, shape, this.#clock.now(), projection.rebuild ?? 0],
      );
      return (await tables.status(projection))!.status;
    });
  }

  load(projection: Projection, keys: readonly string[], table?: string): Promise<ReadonlyMap<string, StoredRow>> {
    return new PostgresTables(this.#pool).rows(projection, keys, table);
  }

  loadWhere(
    projection: Projection,
    column: string,
    values: readonly string[],
    table?: string,
  ): Promise<ReadonlyMap<string, StoredRow>> {
    return new PostgresTables(this.#pool).rowsWhere(projection, column, values, table);
  }

  async commit(projection: Projection, batch: Batch): Promise<void> {
    const before = this.#forgetting.due(projection);
    const tombstones = tombstonesOf(projection, batch.changes);
    const isPlain = !batch.parking && before === undefined && tombstones.length === 0 && !batch.isBuilding;
    // Where it does nothing, the longer way tells why.
    if (isPlain && (await this.#commitAtOnce(projection, batch))) return;
    const { expected, checkpoint, parking, fence, ...rows } = batch;
    await this.#transaction(BEGIN_QUICKLY, async (tables) => {
      if (fence) await tables.runScript(requireLease(fence));
      const isLive = await this.#moveCheckpoint(tables, projection, expected, checkpoint);
      await tables.write(projection, rows);
      if (parking) await tables.runScript(parkingScript(projection, parking, this.#clock.now()));
      if (isLive && tombstones.length > 0) await tables.remember(projection, tombstones, this.#clock.now());
      if (before !== undefined) await tables.forget(projection, before);
    });
  }

  async #commitAtOnce(projection: Projection, batch: Batch): Promise<boolean> {
    if (countOf(batch) === 0) return this.#bareMoves.move({ projection, batch });
    const { text, parameters } = commitAtOnce(projection, batch, this.#clock.now());
    return (await new PostgresTables(this.#pool).prepared(text, parameters)).length > 0;
  }

  async makeServable(projection: Projection): Promise<void> {
    for (const index of servingIndexes(projection)) await this.#createIndex(projection, index);
    await new PostgresTables(this.#pool).analyze(projection);
  }

  async quicken(projection: Projection, signal: AbortSignal, many: number = MANY_ROWS): Promise<boolean> {
    const tables = new PostgresTables(this.#pool);
    const hasMany = await tables.hasMany(projection, many);
    for (const index of quickeningIndexesFor(projection, hasMany)) {
      if (signal.aborted) return false;
      await this.#createIndex(projection, index);
    }
    for (const index of hasMany ? pairIndexes(projection) : []) await this.#making((making) => making.pair(index));
    await tables.analyze(projection);
    return hasMany;
  }

  #createIndex(projection: Projection, index: Index): Promise<void> {
    return this.#making((tables) => tables.createIndex(index, projection.table.columns));
  }

  #making(work: (tables: PostgresTables) => Promise<void>): Promise<void> {
    return this.#transaction('BEGIN', async (tables) => {
      await tables.lockForCreation();
      await work(tables);
    });
  }

  setState(projection: Projection, state: ProjectionState, lastError?: ProjectionFailure): Promise<void> {
    return this.life.setState(projection, state, lastError);
  }

  snapshot<T>(work: (snapshot: ReadModelSnapshot) => Promise<T>): Promise<T> {
    return inSnapshot(this.#pool, (client) => work(new PostgresSnapshot(new PostgresTables(client))));
  }

  look(projection: Projection, query: PageQuery): Promise<readonly StoredRow[]> {
    return asOneStatement(() => new PostgresTables(this.#pool).look(projection, query));
  }

  positions(): Promise<Positions> {
    return asOneStatement(() => new PostgresTables(this.#pool).positions());
  }

  async close(): Promise<void> {
    await (this.#closed ??= this.#pool.end());
  }

  /** @returns whether the version is live; what is gone of one that is not, nobody has seen */
  async #moveCheckpoint(
    tables: PostgresTables,
    projection: Projection,
    expected: Checkpoint | undefined,
    checkpoint: Checkpoint,
  ): Promise<boolean> {
    const { name, version } = projection;
    const moved = await tables.first(
      `UPDATE projections SET position = $1, last_event_id = $2, updated_at = $3,
         reach = CASE state WHEN 'live' THEN reach ELSE $1 END
       WHERE name = $4 AND version = $5
         AND position IS NOT DISTINCT FROM $6 AND last_event_id IS NOT DISTINCT FROM $7 RETURNING state`,
      [
        checkpoint.position,
        checkpoint.eventId,
        this.#clock.now(),
        name,
        version,
        expected?.position ?? null,
        expected?.eventId ?? null,
      ],
    );
    if (moved) return moved['state'] === 'live';
    throw new CheckpointMoved(projection, expected, (await tables.status(projection))?.status.checkpoint);
  }

  #transaction<T>(begin: string, work: (tables: PostgresTables) => Promise<T>): Promise<T> {
    return inTransaction(this.#pool, begin, (client) => work(new PostgresTables(client)));
  }
}

/**
 * Opens the read models in the database at `url` (`postgres://…`), making the table of their statuses where it is
 * missing.
 */
export async function openPostgresReadModels(
  url: string,
  options: PostgresReadModelOptions,
): Promise<PostgresReadModelStore> {
  const { default: driver } = await import('pg');
  const pool = new driver.Pool({
    connectionString: url,
    max: options.connections ?? DEFAULT_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    idle_in_transaction_session_timeout: LONGEST_PAUSE_MS,
    idleTimeoutMillis: KEPT_MS,
    pipeline: true,
  });
  // A connection that breaks while nobody uses it: the pool has dropped it already, the next user gets another.
  pool.on('error', () => undefined);
  const store = new PostgresReadModelStore(pool, options);
  await store.createStatuses();
  return store;
}
