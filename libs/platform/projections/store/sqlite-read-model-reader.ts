import type { Position } from '#platform/event-store';
import { ConnectionPool } from './connection-pool.ts';
import type { Projection } from '../definition/definition.ts';
import { LEAST_REBUILD } from '../life/life-tables.ts';
import type {
  Change,
  ChangeRange,
  Condition,
  PageQuery,
  Positions,
  ProjectionStatus,
  ReadModelReader,
  ReadModelSnapshot,
  StoredRow,
} from './read-model-store.ts';
import { type Beside, type EntriesRange, entriesSql, entryOf } from './entries-beside.ts';
import { sqliteDialect } from './sqlite-dialect.ts';
import { openForReading } from './sqlite-file.ts';
import type { SqliteTables } from './sqlite-tables.ts';

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

  look(projection: Projection, query: PageQuery): Promise<readonly StoredRow[]> {
    return this.#readers.use(async (tables) => tables.page(projection, query));
  }

  positions(): Promise<Positions> {
    return this.#readers.use(async (tables) => tables.positions());
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

  async entries(projection: Projection, beside: Beside, range: EntriesRange) {
    const isThere = this.#tables.first(`SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?`, beside.table);
    if (!isThere) return undefined;
    const { text, parameters } = entriesSql(projection, beside, range, sqliteDialect);
    return this.#tables.all(text, parameters).map((row) => entryOf(beside, row));
  }

  async status(name: string | readonly string[], rebuilds?: 'with rebuilds'): Promise<readonly ProjectionStatus[]> {
    return this.#tables.statuses([name].flat(), rebuilds ? LEAST_REBUILD : 1);
  }

  async statuses(): Promise<readonly ProjectionStatus[]> {
    return this.#tables.statuses();
  }
}

/** Opens the read models in `file` for reading, beside the thread or process that writes them. */
export function openSqliteReadModelReader(file: string): SqliteReadModelReader {
  return new SqliteReadModelReader(file);
}
