import type { Position } from '#platform/event-store';
import type { Projection } from '../definition/definition.ts';
import { LEAST_REBUILD } from '../life/life-tables.ts';
import { type Beside, type EntriesRange, entriesSql, entryOf } from './entries-beside.ts';
import { postgresDialect } from './postgres-dialect.ts';
import type { PostgresTables } from './postgres-tables.ts';
import {
  type Change,
  type ChangeRange,
  type Condition,
  type PageQuery,
  type ProjectionStatus,
  type ReadModelSnapshot,
  type StoredRow,
  tokenTableName,
} from './read-model-store.ts';

/** Rows and statuses as they stand in a transaction of PostgreSQL. */
export class PostgresSnapshot implements ReadModelSnapshot {
  readonly #tables: PostgresTables;

  constructor(tables: PostgresTables) {
    this.#tables = tables;
  }

  page(projection: Projection, query: PageQuery, table?: string): Promise<readonly StoredRow[]> {
    return this.#tables.page(projection, query, table);
  }

  async row(projection: Projection, key: string): Promise<StoredRow | undefined> {
    return (await this.rows(projection, [key])).get(key);
  }

  rows(projection: Projection, keys: readonly string[]): Promise<ReadonlyMap<string, StoredRow>> {
    return this.#tables.rows(projection, keys);
  }

  changed(projection: Projection, range: ChangeRange): Promise<readonly Change[]> {
    return this.#tables.changed(projection, range);
  }

  gone(projection: Projection, where: readonly Condition[], range: ChangeRange): Promise<readonly Change[]> {
    return this.#tables.gone(projection, where, range);
  }

  reach(projection: Projection): Promise<Position> {
    return this.#tables.reach(projection);
  }

  /** Lists have an index here, and no table. */
  async entries(projection: Projection, beside: Beside, range: EntriesRange) {
    if (beside.table !== tokenTableName(projection)) return undefined;
    const { text, parameters } = entriesSql(projection, beside, range, postgresDialect);
    return (await this.#tables.all(text, parameters)).map((row) => entryOf(beside, row));
  }

  status(name: string | readonly string[], rebuilds?: 'with rebuilds'): Promise<readonly ProjectionStatus[]> {
    return this.#tables.statuses([name].flat(), rebuilds ? LEAST_REBUILD : 1);
  }

  statuses(): Promise<readonly ProjectionStatus[]> {
    return this.#tables.statuses();
  }
}
