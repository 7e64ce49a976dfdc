import { randomUUID } from 'node:crypto';
import type { Database, Statement } from 'better-sqlite3';
import { elementTable } from './element-table.ts';
import { laterStatusColumns, lifeTables, SELECT_POSITIONS, SELECT_STATUSES } from '../life/life-tables.ts';
import { positionsOfRows, statusOfRow } from '../life/status-row.ts';
import { pathOver } from './page-path.ts';
import { changedSql, goneSql, pageSql, quoted, type Sql } from './page-sql.ts';
import type { Planning } from './planning.ts';
import { type Projection, ROWS, tableNames, tableOf } from '../definition/projection.ts';
import {
  type Batch,
  type Change,
  type ChangeRange,
  type Condition,
  type PageQuery,
  type Positions,
  type ProjectionStatus,
  type StoredRow,
  tableName,
} from './read-model-store.ts';
import { fromSqlite, sqliteDialect, sqliteType, toSqlite } from './sqlite-dialect.ts';
import { sqlitePathFinding } from './sqlite-path-finding.ts';
import { rowWrites } from './sqlite-row-writes.ts';
import { tokenTable, tokenWrites } from './sqlite-token-writes.ts';
import { runWrite, type SqliteWrite } from './sqlite-write.ts';
import type { Table } from '../definition/table.ts';
import { buildingIndexes, type Index, indexSuffix, tokensByKey } from './table-indexes.ts';
import { scopeColumns, type Tombstone, tombstoneTableName } from './tombstones.ts';

/** Forms of a query differ by its filters: more of them than this are not kept prepared. */
const MOST_STATEMENTS = 500;

type SqliteRow = Record<string, unknown>;

/** The statements on the tables of read models, over one connection. */
export class SqliteTables {
  readonly db: Database;
  readonly #statements = new Map<string, Statement<unknown[], SqliteRow>>();
  /** How pages of a table are found, by the table's name. */
  readonly #paths = new Map<string, Planning>();
  /** The indexes of a table that were there when the file's tables and indexes changed last. */
  readonly #indexes = new Map<string, { readonly schema: unknown; readonly names: ReadonlySet<string> }>();

  constructor(db: Database) {
    this.db = db;
  }

  /** Who opens the file at the same moment waits, and finds everything made. */
  createStatuses(): void {
    const isThere = this.all(`SELECT name FROM sqlite_master WHERE name = 'leases'`, []).length > 0;
    if (!isThere || this.#missingColumns().length > 0) this.db.transaction(() => this.#createStatuses()).immediate();
  }

  #createStatuses(): void {
    this.db.exec(`CREATE TABLE IF NOT EXISTS projections (
      name TEXT NOT NULL, version INTEGER NOT NULL, state TEXT NOT NULL, shape TEXT NOT NULL,
      position INTEGER, last_event_id TEXT, updated_at TEXT NOT NULL, last_error TEXT,
      PRIMARY KEY (name, version)
    ) STRICT`);
    for (const [name, type] of this.#missingColumns()) {
      this.db.exec(`ALTER TABLE projections ADD COLUMN ${name} ${type}`);
    }
    for (const table of lifeTables) this.db.exec(table);
  }

  #missingColumns() {
    const known = this.all(`SELECT name FROM pragma_table_info('projections')`, []).map(({ name }) => name);
    const later = [...laterStatusColumns, ['reach', 'INTEGER NOT NULL DEFAULT 0']] as const;
    return later.filter(([name]) => !known.includes(name));
  }

  /** Makes the tables, with no more indexes than building takes. */
  createTables(projection: Projection): void {
    for (const name of tableNames(projection)) this.#createTable(projection, name);
    this.db.exec(tokenTable(projection));
    const { columns } = projection.table;
    const scope = scopeColumns(projection).map((name) => `${quoted(name)} ${sqliteType(columns[name]!)}`);
    const lines = ['_key TEXT NOT NULL', '_position INTEGER NOT NULL', '_at TEXT NOT NULL', ...scope];
    this.db.exec(`CREATE TABLE ${quoted(tombstoneTableName(projection))}
      (${lines.join(', ')}, PRIMARY KEY (_position, _key)) STRICT, WITHOUT ROWID`);
    for (const index of buildingIndexes(projection)) this.createIndex(index);
  }

  #createTable(projection: Projection, name: string): void {
    const { columns, keyColumn } = tableOf(projection, name);
    const lines = Object.entries(columns).map(([column, kind]) => {
      const rule = column === keyColumn ? ' PRIMARY KEY NOT NULL' : kind.isNullable ? '' : ' NOT NULL';
      return `${quoted(column)} ${sqliteType(kind)}${rule}`;
    });
    lines.push('_position INTEGER NOT NULL', '_revision INTEGER');
    // With a rowid: rows of a kilobyte and more are then written one after another, and only their keys at random.
    this.db.exec(`CREATE TABLE ${quoted(tableName(projection, name))} (${lines.join(', ')}) STRICT`);
  }

  /**
   * Makes an index where it is missing. One made under the name of a rebuild, which then took the place of its version,
   * keeps that name: SQLite renames no index. Into lists there is one where pages are served by what they hold.
   */
  createIndex(index: Index, projection?: Projection): void {
    const text = this.indexToMake(index, projection);
    if (text !== undefined) this.db.transaction(() => this.db.exec(text)).immediate();
  }

  /** The statements that {@link createIndex} runs, in one transaction; undefined where there is nothing to make. */
  indexToMake(index: Index, projection?: Projection): string | undefined {
    const { name, table, columns, carried, isOfList, isOfMonths } = index;
    const there = this.#indexesOf(table);
    if (there.has(indexSuffix(name)) || there.has(columnsOf(index))) return undefined;
    if (isOfList) {
      if (!projection?.serve || table !== tableName(projection)) return undefined;
      return elementTable(index, projection.table, (wanted) => this.#freeName(wanted)).join(';\n');
    }
    const [first, ...others] = [...columns, ...carried].map(quoted);
    const names = [isOfMonths ? sqliteDialect.month(first!) : first, ...others].join(', ');
    return `CREATE INDEX IF NOT EXISTS ${quoted(this.#freeName(name))} ON ${quoted(table)} (${names})`;
  }

  /** A name for an index that no other has, ending alike: one of a table that was put away, to be dropped, keeps its own. */
  #freeName(wanted: string): string {
    const isTaken = this.first('SELECT 1 FROM sqlite_master WHERE name = ?', wanted) !== undefined;
    return isTaken ? `${randomUUID().slice(0, 8)}__${wanted}` : wanted;
  }

  page(projection: Projection, query: PageQuery, table: string = ROWS): StoredRow[] {
    const rows: SqliteRow[] = [];
    const planning = table === ROWS && projection.serve ? this.#pathOver(projection) : undefined;
    for (const { text, parameters } of pageSql(projection, query, sqliteDialect, table, planning)) {
      rows.push(...this.all(text, parameters));
      if (rows.length >= query.limit) break;
    }
    return rows.slice(0, query.limit).map((row) => storedRow(tableOf(projection, table), row));
  }

  #pathOver(projection: Projection): Planning {
    const table = tableName(projection);
    const known = this.#paths.get(table);
    if (known) return known;
    const first = (text: string, ...parameters: unknown[]) => this.first(text, ...parameters);
    const path = pathOver(
      projection,
      sqlitePathFinding(table, first, () => this.#indexesOf(table)),
    );
    this.#paths.set(table, path);
    return path;
  }

  /** What tells the indexes of a table apart, of those that are there now; and of a primary key of several columns the first. */
  #indexesOf(table: string): ReadonlySet<string> {
    const schema = this.db.pragma('schema_version', { simple: true });
    const known = this.#indexes.get(table);
    if (known && known.schema === schema) return known.names;
    const made = this.all(
      `SELECT name FROM pragma_index_list(?)
       UNION ALL SELECT name FROM sqlite_master WHERE type = 'table' AND substr(name, 1, length(?) + 3) = ? || '__i'`,
      [table, table, table],
    );
    const ordered = this.all(
      'SELECT name FROM pragma_table_info(?) WHERE pk = 1 AND EXISTS (SELECT 1 FROM pragma_table_info(?) WHERE pk = 2)',
      [table, table],
    );
    const names = new Set([
      ...made.map(({ name }) => indexSuffix(String(name))),
      ...ordered.map(({ name }) => columnsOf({ columns: [String(name)], carried: [] })),
    ]);
    this.#indexes.set(table, { schema, names });
    return names;
  }

  changed(projection: Projection, range: ChangeRange): Change[] {
    return this.#changes(changedSql(projection, range, sqliteDialect));
  }

  gone(projection: Projection, where: readonly Condition[], range: ChangeRange): Change[] {
    return this.#changes(goneSql(projection, where, range, sqliteDialect));
  }

  #changes({ text, parameters }: Sql): Change[] {
    return this.all(text, parameters).map(({ key, position }) => ({ key: String(key), position: Number(position) }));
  }

  /** Keeps what is gone, as of an instant (ISO 8601 UTC). */
  remember(projection: Projection, tombstones: readonly Tombstone[], at: string): void {
    const columns = scopeColumns(projection);
    const insert = this.#prepare(
      `INSERT OR REPLACE INTO ${quoted(tombstoneTableName(projection))} ` +
        `(${['_key', '_position', '_at', ...columns.map(quoted)].join(', ')}) ` +
        `VALUES (${Array.from({ length: columns.length + 3 }, () => '?').join(', ')})`,
    );
    for (const { key, position, scope } of tombstones) {
      insert.run(key, position, at, ...columns.map((name) => toSqlite(projection.table.columns[name]!, scope[name])));
    }
  }

  /** Forgets what was gone before an instant, and notes that the tombstones do not reach behind it any more. */
  forget(projection: Projection, before: string): void {
    const table = quoted(tombstoneTableName(projection));
    const last = `SELECT coalesce(max(_position), 0) FROM ${table} WHERE _at < ?`;
    this.run(
      `UPDATE projections SET reach = max(reach, (${last})) WHERE name = ? AND version = ?`,
      before,
      projection.name,
      projection.version,
    );
    this.run(`DELETE FROM ${table} WHERE _at < ?`, before);
  }

  reach({ name, version }: Projection): number {
    return Number(this.first('SELECT reach FROM projections WHERE name = ? AND version = ?', name, version)?.['reach']);
  }

  /** The rows of a table under these keys, by key. */
  rows(projection: Projection, keys: readonly string[], table: string = ROWS): Map<string, StoredRow> {
    return this.rowsWhere(projection, tableOf(projection, table).keyColumn, keys, table);
  }

  /** The rows of a table whose column holds one of the values, by key. */
  rowsWhere(
    projection: Projection,
    column: string,
    values: readonly string[],
    table: string = ROWS,
  ): Map<string, StoredRow> {
    const from = quoted(tableName(projection, table));
    const text = `SELECT * FROM ${from} WHERE ${quoted(column)} IN (SELECT value FROM json_each(?))`;
    const rows = this.all(text, [JSON.stringify(values)]).map((row) => storedRow(tableOf(projection, table), row));
    return new Map(rows.map((row) => [row.key, row]));
  }

  write(projection: Projection, rows: Pick<Batch, 'changes' | 'ownChanges' | 'isBuilding'>): void {
    for (const write of this.writes(projection, rows)) runWrite(this.#prepare(write.text), write);
  }

  /** The statements that write rows, a part of them at a time. */
  *writes(
    projection: Projection,
    { changes, ownChanges = new Map(), isBuilding }: Pick<Batch, 'changes' | 'ownChanges' | 'isBuilding'>,
  ): Generator<SqliteWrite> {
    yield* rowWrites(projection, ROWS, changes, isBuilding);
    for (const [table, ofTable] of ownChanges) yield* rowWrites(projection, table, ofTable, isBuilding);
    if (projection.table.searched.length === 0) return;
    yield* tokenWrites(projection, changes, () => this.indexToMake(tokensByKey(projection)));
  }

  /** The stored status with the shape its table was made with. */
  status(projection: Projection): { status: ProjectionStatus; shape: string } | undefined {
    const text = `${SELECT_STATUSES} WHERE name = ? AND version = ?`;
    const row = this.#prepare(text).get(projection.name, projection.version);
    return row && { status: statusOfRow(row), shape: String(row['shape']) };
  }

  positions(): Positions {
    return positionsOfRows(this.all(SELECT_POSITIONS, []));
  }

  statuses(names?: readonly string[], least = 1): ProjectionStatus[] {
    const where = names === undefined ? '' : 'AND name IN (SELECT value FROM json_each(?))';
    const text = `${SELECT_STATUSES} WHERE version >= ${least} ${where} ORDER BY name, version DESC`;
    return this.all(text, names === undefined ? [] : [JSON.stringify(names)]).map(statusOfRow);
  }

  /** Runs a statement and answers how many rows it changed. */
  run(text: string, ...parameters: unknown[]): number {
    return this.#prepare(text).run(...parameters).changes;
  }

  /** The first row that a statement answers. */
  first(text: string, ...parameters: unknown[]): SqliteRow | undefined {
    return this.#prepare(text).get(...parameters);
  }

  all(text: string, parameters: readonly unknown[]): SqliteRow[] {
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

/** What an index is of, as text that is no suffix of a name. */
function columnsOf({ columns, carried }: Pick<Index, 'columns' | 'carried'>): string {
  return `of ${[...columns, ...carried].join(', ')}`;
}

function storedRow({ columns, keyColumn }: Table, stored: SqliteRow): StoredRow {
  const row: Record<string, unknown> = {};
  for (const [name, column] of Object.entries(columns)) row[name] = fromSqlite(column, stored[name]);
  return {
    key: String(stored[keyColumn]),
    row: row,
    position: Number(stored['_position']),
    revision: stored['_revision'] === null ? null : Number(stored['_revision']),
  };
}
