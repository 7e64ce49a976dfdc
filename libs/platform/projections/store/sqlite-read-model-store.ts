import { setImmediate as othersTurn, setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '#platform/clock';
import { BuildingThread } from './building-thread.ts';
import { SqliteAsideFile } from './sqlite-aside-file.ts';
import type { Projection } from '../definition/definition.ts';
import { parkingScript } from '../life/parked-rows.ts';
import { ClearingAway } from '../life/put-away.ts';
import { ProjectionLife } from '../life/projection-life.ts';
import { sqliteScripts, type SqliteScripts } from '../life/script.ts';
import type { AsideFile } from './aside-file.ts';
import {
  type Batch,
  CheckpointMoved,
  type ProjectionFailure,
  type ProjectionState,
  type ProjectionStatus,
  type ReadModelStore,
  type StoredRow,
  TableChanged,
} from './read-model-store.ts';
import { openForWriting } from './sqlite-file.ts';
import { SqliteReadModelReader } from './sqlite-read-model-reader.ts';
import { hasMany } from './sqlite-row-counts.ts';
import { SqliteTables } from './sqlite-tables.ts';
import type { SqliteValue } from './sqlite-write.ts';
import { type Index, MANY_ROWS, quickeningIndexesFor, servingIndexes } from './table-indexes.ts';
import { tableShape } from '../definition/table-shape.ts';
import { Forgetting, tombstonesOf } from './tombstones.ts';
import { countOf } from '../folding/written-rows.ts';

export interface SqliteReadModelOptions {
  readonly clock: Clock;
  /**
   * Writes large batches of versions being built, and makes their indexes, in a thread: `true`, or another entry of it. Without
   * it the calling thread does.
   */
  readonly buildingThread?: URL | true;
  /** Rows, of all projections together, from which on the thread commits them; 2,000 by default. */
  readonly leastInThread?: number;
}

const LEAST_IN_THREAD = 2_000;

/** Moves a checkpoint on, if it is where it is expected; answers the state then. */
const MOVE_CHECKPOINT = `UPDATE projections SET position = ?, last_event_id = ?, updated_at = ?,
    reach = CASE state WHEN 'live' THEN reach ELSE ? END
  WHERE name = ? AND version = ? AND position IS ? AND last_event_id IS ? RETURNING state`;

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
  readonly #thread: BuildingThread | undefined;
  readonly #leastInThread: number;
  /** What the thread is doing; nobody else writes meanwhile. */
  #building: Promise<void> | undefined;
  #pending: PendingCommit[] = [];
  readonly aside: AsideFile;

  constructor(file: string, { clock, buildingThread, leastInThread = LEAST_IN_THREAD }: SqliteReadModelOptions) {
    super(file);
    this.#thread = buildingThread && new BuildingThread(file, buildingThread);
    this.#leastInThread = leastInThread;
    this.#tables = new SqliteTables(openForWriting(file));
    this.#clock = clock;
    this.#forgetting = new Forgetting(clock);
    this.#scripts = sqliteScripts(this.#tables.db);
    const run: SqliteScripts['run'] = (script) => this.#whenFree(() => this.#scripts.run(script));
    this.life = new ProjectionLife({ ...this.#scripts, run }, clock);
    this.aside = new SqliteAsideFile(`${file}-aside`, {
      tables: this.#tables,
      scripts: this.#scripts,
      thread: this.#thread,
      whenFree: (work) => this.#whenFree(work),
      atWork: (work) => this.#atWork(work),
    });
  }

  async ensure(projection: Projection): Promise<ProjectionStatus> {
    const status = await this.#whenFree(() => this.#ensureTables(projection));
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
    if (this.#building) return void this.#building.then(() => this.#commitPending());
    const pending = this.#pending;
    this.#pending = [];
    const built = pending.filter(({ batch }) => batch.isBuilding && !batch.parking);
    const rows = built.reduce((sum, { batch }) => sum + countOf(batch), 0);
    const thread = rows >= this.#leastInThread ? this.#thread : undefined;
    this.#commitHere(thread ? pending.filter((one) => !built.includes(one)) : pending);
    if (thread) this.#atWork(this.#commitIn(thread, built));
  }

  /** Does something at once, or when the thread is not at work: nobody else begins between the look and the work. */
  async #whenFree<T>(work: () => T | Promise<T>): Promise<T> {
    while (this.#building) await this.#building;
    return work();
  }

  #atWork(work: Promise<void>): void {
    const ended = () => void (this.#building = undefined);
    this.#building = work.then(ended, ended);
  }

  async #commitIn(thread: BuildingThread, pending: readonly PendingCommit[]): Promise<void> {
    try {
      const outcomes = await thread.commit(
        pending.map(({ projection, batch }) => ({
          guard: { text: MOVE_CHECKPOINT, parameters: this.#move(projection, batch) },
          writes: this.#tables.writes(projection, batch),
        })),
      );
      for (const [index, { projection, batch, resolve, reject }] of pending.entries()) {
        const outcome = outcomes[index]!;
        if (outcome === 'written') resolve();
        else reject(outcome === 'refused' ? this.#moved(projection, batch) : new Error(outcome.failed));
      }
    } catch (error) {
      for (const { reject } of pending) reject(error);
    }
  }

  #commitHere(pending: readonly PendingCommit[]): void {
    if (pending.length === 0) return;
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

  #write(projection: Projection, batch: Batch): void {
    const { parking, ...rows } = batch;
    const moved = this.#tables.first(MOVE_CHECKPOINT, ...this.#move(projection, batch));
    if (!moved) throw this.#moved(projection, batch);
    // What is gone of a version that is not live, nobody has seen.
    const isLive = moved['state'] === 'live';
    this.#tables.write(projection, rows);
    if (parking) this.#scripts.runWithin(() => parkingScript(projection, parking, this.#clock.now()));
    const tombstones = isLive ? tombstonesOf(projection, rows.changes) : [];
    if (tombstones.length > 0) this.#tables.remember(projection, tombstones, this.#clock.now());
    const before = this.#forgetting.due(projection);
    if (before !== undefined) this.#tables.forget(projection, before);
  }

  /** One index at a time: others have their turn in between. */
  async makeServable(projection: Projection): Promise<void> {
    for (const index of servingIndexes(projection)) await this.#createIndex(index, projection);
  }

  async quicken(projection: Projection, signal: AbortSignal, many: number = MANY_ROWS): Promise<boolean> {
    const isLarge = hasMany(this.#tables, projection, many);
    for (const index of quickeningIndexesFor(projection, isLarge)) {
      if (signal.aborted) return false;
      await this.#createIndex(index, projection);
    }
    return isLarge;
  }

  async clearAway(signal: AbortSignal): Promise<void> {
    const clearing = new ClearingAway(this.#tables.db);
    for (;;) {
      const began = performance.now();
      if (signal.aborted || !(await this.#whenFree(() => clearing.step()))) return;
      await pause(performance.now() - began);
    }
  }

  async #createIndex(index: Index, projection: Projection): Promise<void> {
    await this.#whenFree(() => {
      const text = this.#tables.indexToMake(index, projection);
      if (text === undefined) return;
      if (!this.#thread?.isStarted) return this.#tables.createIndex(index, projection);
      const making = this.#thread.run(text);
      this.#atWork(making);
      return making;
    });
    await othersTurn();
  }

  setState(projection: Projection, state: ProjectionState, lastError?: ProjectionFailure): Promise<void> {
    return this.life.setState(projection, state, lastError);
  }

  override async close(): Promise<void> {
    await this.#whenFree(() => this.#commitPending());
    await this.#whenFree(() => this.#thread?.close());
    await super.close();
    this.#tables.db.close();
  }

  #move({ name, version }: Projection, { expected, checkpoint }: Batch): readonly SqliteValue[] {
    const { position, eventId } = checkpoint;
    const was = [expected?.position ?? null, expected?.eventId ?? null];
    return [position, eventId, this.#clock.now(), position, name, version, ...was];
  }

  #moved(projection: Projection, { expected }: Batch): CheckpointMoved {
    return new CheckpointMoved(projection, expected, this.#tables.status(projection)?.status.checkpoint);
  }

  #transaction<T>(work: () => T): T {
    return this.#tables.db.transaction(work).immediate();
  }
}

/** Opens the read models in `file` for reading and writing, making the file and its folders where there are none. */
export function openSqliteReadModels(file: string, options: SqliteReadModelOptions): SqliteReadModelStore {
  return new SqliteReadModelStore(file, options);
}
