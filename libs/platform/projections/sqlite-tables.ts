import type { Database, Statement } from 'better-sqlite3';
import type { Projection } from './definition.ts';
import { pageSql, quoted } from './page-sql.ts';
import {
  type PageQuery,
  type ProjectionFailure,
  type ProjectionState,
  type ProjectionStatus,
  type RowChange,
  type StoredRow,
  tableName,
  tokenTableName,
} from './read-model-store.ts';
import { fromSqlite, sqliteDialect, sqliteType, toSqlite } from './sqlite-dialect.ts';
import { tableIndexes } from './table-indexes.ts';

/** Forms of a query differ by its filters: more of them than this are not kept prepared. */
const MOST_STATEMENTS = 500;

type SqliteRow = Record<string, unknown>;

/** The statements on the tables of read models, over one connection. */
export class SqliteTables {
  readonly db: Database;
  readonly #statements = new Map<string, Statement<unknown[], SqliteRow>>();

  constructor(db: Database) {
    this.db = db;
  }

  createStatuses(): void {
    this.db.exec(`CREATE TABLE IF NOT EXISTS projections (
      name TEXT NOT NULL, version INTEGER NOT NULL, state TEXT NOT NULL, shape TEXT NOT NULL,
      position INTEGER, last_event_id TEXT, updated_at TEXT NOT NULL, last_error TEXT,
      PRIMARY KEY (name, version)
    ) STRICT`);
  }

  createTable(projection: Projection): void {
    const { columns, keyColumn } = projection.table;
    const table = tableName(projection);
    const lines = Object.entries(columns).map(([name, column]) => {
      const rule = name === keyColumn ? ' PRIMARY KEY NOT NULL' : column.isNullable ? '' : ' NOT NULL';
      return `${quoted(name)} ${sqliteType(column)}${rule}`;
    });
    lines.push('_position INTEGER NOT NULL', '_revision INTEGER');
    // With a rowid: rows of a kilobyte and more are then written one after another, and only their keys at random.
    this.db.exec(`CREATE TABLE ${quoted(table)} (${lines.join(', ')}) STRICT`);
    for (const [index, names] of tableIndexes(projection).entries()) {
      this.db.exec(
        `CREATE INDEX ${quoted(`${table}__i${index}`)} ON ${quoted(table)} (${names.map(quoted).join(', ')})`,
      );
    }
    const tokens = tokenTableName(projection);
    this.db.exec(`CREATE TABLE ${quoted(tokens)} (token TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (token, key))
      STRICT, WITHOUT ROWID`);
    this.db.exec(`CREATE INDEX ${quoted(`${tokens}__key`)} ON ${quoted(tokens)} (key)`);
  }

  page(projection: Projection, query: PageQuery): StoredRow[] {
    const { text, parameters } = pageSql(projection, query, sqliteDialect);
    return this.#all(text, parameters).map((row) => storedRow(projection, row));
  }

  /** The rows whose column holds one of the values, by key. */
  rowsWhere(projection: Projection, column: string, values: readonly string[]): Map<string, StoredRow> {
    const text =
      `SELECT * FROM ${quoted(tableName(projection))} ` + `WHERE ${quoted(column)} IN (SELECT value FROM json_each(?))`;
    const rows = this.#all(text, [JSON.stringify(values)]).map((row) => storedRow(projection, row));
    return new Map(rows.map((row) => [row.key, row]));
  }

  write(projection: Projection, changes: readonly RowChange[]): void {
    const { columns, keyColumn, searched } = projection.table;
    const table = quoted(tableName(projection));
    const names = Object.keys(columns);
    const upsert = this.#prepare(
      `INSERT OR REPLACE INTO ${table} (${[...names.map(quoted), '_position', '_revision'].join(', ')}) ` +
        `VALUES (${Array.from({ length: names.length + 2 }, () => '?').join(', ')})`,
    );
    const remove = this.#prepare(`DELETE FROM ${table} WHERE ${quoted(keyColumn)} = ?`);
    const entries = Object.entries(columns);
    for (const { key, row, position, revision } of changes) {
      if (row) upsert.run(...entries.map(([name, column]) => toSqlite(column, row[name])), position, revision);
      else remove.run(key);
    }
    if (searched.length > 0) this.#writeTokens(projection, changes);
  }

  #writeTokens(projection: Projection, changes: readonly RowChange[]): void {
    const tokenTable = quoted(tokenTableName(projection));
    const forget = this.#prepare(`DELETE FROM ${tokenTable} WHERE key = ?`);
    const remember = this.#prepare(`INSERT OR IGNORE INTO ${tokenTable} (token, key) VALUES (?, ?)`);
    for (const { key, tokens } of changes) {
      forget.run(key);
      for (const token of tokens) remember.run(token, key);
    }
  }

  /** The stored status with the shape its table was made with. */
  status(projection: Projection): { status: ProjectionStatus; shape: string } | undefined {
    const text = 'SELECT * FROM projections WHERE name = ? AND version = ?';
    const row = this.#prepare(text).get(projection.name, projection.version);
    return row && { status: statusOf(row), shape: String(row['shape']) };
  }

  statuses(name?: string): ProjectionStatus[] {
    const where = name === undefined ? '' : 'WHERE name = ?';
    const text = `SELECT * FROM projections ${where} ORDER BY name, version DESC`;
    return this.#all(text, name === undefined ? [] : [name]).map(statusOf);
  }

  /** Runs a statement and answers how many rows it changed. */
  run(text: string, ...parameters: unknown[]): number {
    return this.#prepare(text).run(...parameters).changes;
  }

  #all(text: string, parameters: readonly unknown[]): SqliteRow[] {
    return this.#prepare(text).all(...parameters);
  }

  #prepare(text: string): Statement<unknown[], SqliteRow> {
    const prepared = this.#statements.get(text);
    if (prepared) return prepared;
    if (this.#statements.size >= MOST_STATEMENTS) this.#statements.clear();
    const statement = this.db.prepare<unknown[], SqliteRow>(text);
    this.#statements.set(text, statement);
    return statement;
  }
}

function storedRow({ table }: Projection, stored: SqliteRow): StoredRow {
  const row: Record<string, unknown> = {};
  for (const [name, column] of Object.entries(table.columns)) row[name] = fromSqlite(column, stored[name]);
  return {
    key: String(stored[table.keyColumn]),
    row: row,
    position: Number(stored['_position']),
    revision: stored['_revision'] === null ? null : Number(stored['_revision']),
  };
}

function statusOf(row: SqliteRow): ProjectionStatus {
  const { name, version, state, position, last_event_id: eventId, updated_at: updatedAt, last_error: error } = row;
  return {
    name: String(name),
    version: Number(version),
    state: String(state) as ProjectionState,
    checkpoint: position === null ? undefined : { position: Number(position), eventId: String(eventId) },
    updatedAt: String(updatedAt),
    lastError: error === null ? null : (JSON.parse(error as string) as ProjectionFailure),
  };
}
