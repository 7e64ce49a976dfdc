import type { ClientBase } from 'pg';
import { laterStatusColumns, lifeTables, SELECT_POSITIONS, SELECT_STATUSES } from '../life/life-tables.ts';
import { postgresAnswer, type Script } from '../life/script.ts';
import { positionsOfRows, statusOfRow } from '../life/status-row.ts';
import { changedSql, goneSql, pageSql, quoted, type Sql } from './page-sql.ts';
import {
  arrivingType,
  fromPostgres,
  insertedAs,
  postgresDialect,
  postgresType,
  toPostgres,
} from './postgres-dialect.ts';
import { rowStatements, tokenStatements } from './postgres-row-writes.ts';
import { type Projection, ROWS, tableNames, tableOf } from '../definition/projection.ts';
import {
  hasOldTokens,
  type Batch,
  type Change,
  type ChangeRange,
  type Condition,
  type PageQuery,
  type Positions,
  type ProjectionStatus,
  type RowChange,
  type StoredRow,
  tableName,
  tokenTableName,
} from './read-model-store.ts';
import type { Columns, Table } from '../definition/table.ts';
import { buildingIndexes, type Index, indexSuffix, tokensByKey } from './table-indexes.ts';
import { scopeColumns, type Tombstone, tombstoneTableName } from './tombstones.ts';

/** Most pairs of values of which it is counted how often they come together. */
const PAIRS_COUNTED = 1_000;

type PostgresRow = Record<string, unknown>;

type OwnChange = Omit<RowChange, 'tokens'>;

/** What statements run on: a client of a pool, in or out of a transaction. */
export type Connection = Pick<ClientBase, 'query'>;

/** The statements on the tables of read models, over one connection. */
export class PostgresTables {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** One transaction at a time makes tables, over all instances: `CREATE … IF NOT EXISTS` alone collides with itself. */
  async lockForCreation(): Promise<void> {
    await this.run(`SELECT pg_advisory_xact_lock(hashtext('read models'))`);
  }

  async createStatuses(): Promise<void> {
    await this.run(`CREATE TABLE IF NOT EXISTS projections (
      name text NOT NULL, version integer NOT NULL, state text NOT NULL, shape text NOT NULL,
      position bigint, last_event_id text, updated_at text NOT NULL, last_error json,
      PRIMARY KEY (name, version)
    )`);
    const columns = `SELECT column_name AS name FROM information_schema.columns
      WHERE table_schema = current_schema() AND table_name = 'projections'`;
    const known = (await this.all(columns, [])).map(({ name }) => name);
    for (const [name, type] of [...laterStatusColumns, ['reach', 'bigint NOT NULL DEFAULT 0']] as const) {
      if (!known.includes(name)) await this.run(`ALTER TABLE projections ADD COLUMN ${name} ${type}`);
    }
    for (const table of lifeTables) await this.run(table);
  }

  /** Makes the tables, with no more indexes than building takes. */
  async createTables(projection: Projection): Promise<void> {
    for (const name of tableNames(projection)) await this.#createTable(projection, name);
    await this.run(`CREATE TABLE ${quoted(tokenTableName(projection))}
      (token text COLLATE "C" NOT NULL, key text COLLATE "C" NOT NULL)`);
    const { columns } = projection.table;
    const scope = scopeColumns(projection).map((name) => `${quoted(name)} ${postgresType(columns[name]!)}`);
    const lines = ['_key text COLLATE "C" NOT NULL', '_position bigint NOT NULL', '_at text NOT NULL', ...scope];
    await this.run(`CREATE TABLE ${quoted(tombstoneTableName(projection))}
      (${lines.join(', ')}, PRIMARY KEY (_position, _key))`);
    for (const index of buildingIndexes(projection)) await this.createIndex(index);
  }

  async #createTable(projection: Projection, name: string): Promise<void> {
    const { columns, keyColumn } = tableOf(projection, name);
    const lines = Object.entries(columns).map(([column, kind]) => {
      const rule = column === keyColumn ? ' PRIMARY KEY' : kind.isNullable ? '' : ' NOT NULL';
      return `${quoted(column)} ${postgresType(kind)}${rule}`;
    });
    lines.push('_position bigint NOT NULL', '_revision bigint');
    await this.run(`CREATE TABLE ${quoted(tableName(projection, name))} (${lines.join(', ')})`);
  }

  /** Makes an index where it is missing, but for those of months, which its planner takes for no span; lists are not carried in one: PostgreSQL would look into the row all the same. */
  async createIndex({ name, table, columns, carried, isOfList, isOfMonths }: Index, of: Columns = {}): Promise<void> {
    if (isOfMonths) return;
    const scalars = isOfList ? [] : carried.filter((column) => of[column]?.kind !== 'list');
    const list = [...columns, ...scalars].map(quoted).join(', ');
    const method = isOfList ? `USING gin (${list} jsonb_path_ops)` : `(${list})`;
    await this.run(`CREATE INDEX IF NOT EXISTS ${quoted(name)} ON ${quoted(table)} ${method}`);
  }

  /** Has it counted which values of two columns come together, when the table is analysed next: by themselves, each is common. */
  async pair({ name, table, columns }: Index): Promise<void> {
    const known = `SELECT 1 FROM pg_statistic_ext WHERE stxrelid = $1::regclass AND starts_with(reverse(stxname), reverse($2))`;
    if (await this.first(known, [quoted(table), `${indexSuffix(name)}_s`])) return;
    const statistics = quoted(`${name}_s`);
    const of = columns.map(quoted).join(', ');
    await this.run(`CREATE STATISTICS ${statistics} (mcv) ON ${of} FROM ${quoted(table)}`);
    await this.run(`ALTER STATISTICS ${statistics} SET STATISTICS ${PAIRS_COUNTED}`);
  }

  /** Looks how many rows hold which values, so that a page goes by the index with the fewest. */
  async analyze(projection: Projection): Promise<void> {
    await this.run(`ANALYZE ${quoted(tableName(projection))}`);
    if (projection.table.searched.length > 0) await this.run(`ANALYZE ${quoted(tokenTableName(projection))}`);
  }

  page(projection: Projection, query: PageQuery, table: string = ROWS): Promise<StoredRow[]> {
    return this.#page(projection, query, table, (text, parameters) => this.all(text, parameters));
  }

  /** A page of the served table, by statements whose form comes again and again. */
  look(projection: Projection, query: PageQuery): Promise<StoredRow[]> {
    return this.#page(projection, query, ROWS, (text, parameters) => this.prepared(text, parameters));
  }

  async #page(
    projection: Projection,
    query: PageQuery,
    table: string,
    all: (text: string, parameters: readonly unknown[]) => Promise<PostgresRow[]>,
  ): Promise<StoredRow[]> {
    const rows: PostgresRow[] = [];
    for (const { text, parameters } of pageSql(projection, query, postgresDialect, table)) {
      rows.push(...(await all(text, parameters)));
      if (rows.length >= query.limit) break;
    }
    return rows.slice(0, query.limit).map((row) => storedRow(tableOf(projection, table), row));
  }

  changed(projection: Projection, range: ChangeRange): Promise<Change[]> {
    return this.#changes(changedSql(projection, range, postgresDialect));
  }

  gone(projection: Projection, where: readonly Condition[], range: ChangeRange): Promise<Change[]> {
    return this.#changes(goneSql(projection, where, range, postgresDialect));
  }

  async #changes({ text, parameters }: Sql): Promise<Change[]> {
    const changes = await this.all(text, parameters);
    return changes.map(({ key, position }) => ({ key: String(key), position: Number(position) }));
  }

  /** Keeps what is gone, as of an instant (ISO 8601 UTC). */
  async remember(projection: Projection, tombstones: readonly Tombstone[], at: string): Promise<void> {
    const scope = scopeColumns(projection).map((name) => [name, projection.table.columns[name]!] as const);
    const names = ['_key', '_position', '_at', ...scope.map(([name]) => quoted(name))];
    const arriving = ['text', 'bigint', 'text', ...scope.map(([, column]) => arrivingType(column))];
    const inserted = names.map((name, place) => (scope[place - 3] ? insertedAs(scope[place - 3]![1], name) : name));
    const text =
      `INSERT INTO ${quoted(tombstoneTableName(projection))} (${names.join(', ')}) SELECT ${inserted.join(', ')} ` +
      `FROM unnest(${arriving.map((type, place) => `$${place + 1}::${type}[]`).join(', ')}) AS r(${names.join(', ')}) ` +
      `ON CONFLICT DO NOTHING`;
    await this.run(text, [
      tombstones.map(({ key }) => key),
      tombstones.map(({ position }) => position),
      tombstones.map(() => at),
      ...scope.map(([name, column]) => tombstones.map((tombstone) => toPostgres(column, tombstone.scope[name]))),
    ]);
  }

  /** Forgets what was gone before an instant, and notes that the tombstones do not reach behind it any more. */
  async forget(projection: Projection, before: string): Promise<void> {
    const table = quoted(tombstoneTableName(projection));
    const last = `SELECT coalesce(max(_position), 0) FROM ${table} WHERE _at < $1`;
    await this.run(`UPDATE projections SET reach = greatest(reach, (${last})) WHERE name = $2 AND version = $3`, [
      before,
      projection.name,
      projection.version,
    ]);
    await this.run(`DELETE FROM ${table} WHERE _at < $1`, [before]);
  }

  async reach({ name, version }: Projection): Promise<number> {
    const text = 'SELECT reach FROM projections WHERE name = $1 AND version = $2';
    return Number((await this.first(text, [name, version]))?.['reach']);
  }

  /** The rows of a table under these keys, by key. */
  rows(projection: Projection, keys: readonly string[], table: string = ROWS): Promise<Map<string, StoredRow>> {
    return this.rowsWhere(projection, tableOf(projection, table).keyColumn, keys, table);
  }

  /** The rows of a table whose column holds one of the values, by key. */
  async rowsWhere(
    projection: Projection,
    column: string,
    values: readonly string[],
    table: string = ROWS,
  ): Promise<Map<string, StoredRow>> {
    const text = `SELECT * FROM ${quoted(tableName(projection, table))} WHERE ${quoted(column)} = ANY($1::text[])`;
    const rows = (await this.prepared(text, [[...values]])).map((row) => storedRow(tableOf(projection, table), row));
    return new Map(rows.map((row) => [row.key, row]));
  }

  async write(
    projection: Projection,
    { changes, ownChanges = new Map() }: Pick<Batch, 'changes' | 'ownChanges'>,
  ): Promise<void> {
    await this.#writeRows(projection, ROWS, changes);
    for (const [table, ofTable] of ownChanges) await this.#writeRows(projection, table, ofTable);
    await this.#writeTokens(projection, changes);
  }

  async #writeRows(projection: Projection, table: string, changes: readonly OwnChange[]): Promise<void> {
    for (const { text, parameters } of rowStatements(projection, table, changes)) await this.run(text, parameters);
  }

  /** Tokens that a version being built had are looked up by an index that is made when there are some. */
  async #writeTokens(projection: Projection, changes: readonly RowChange[]): Promise<void> {
    if (projection.table.searched.length > 0 && changes.some(hasOldTokens)) {
      await this.createIndex(tokensByKey(projection));
    }
    for (const { text, parameters } of tokenStatements(projection, changes)) await this.run(text, parameters);
  }

  /** Whether the served table has at least so many rows. */
  async hasMany(projection: Projection, many: number): Promise<boolean> {
    const some = `SELECT 1 FROM ${quoted(tableName(projection))} LIMIT $1`;
    return Number((await this.first(`SELECT count(*) AS count FROM (${some}) AS found`, [many]))?.['count']) === many;
  }

  /** The stored status with the shape its table was made with. */
  async status(projection: Projection): Promise<{ status: ProjectionStatus; shape: string } | undefined> {
    const text = `${SELECT_STATUSES} WHERE name = $1 AND version = $2`;
    const [row] = await this.all(text, [projection.name, projection.version]);
    return row && { status: statusOfRow(row), shape: String(row['shape']) };
  }

  async positions(): Promise<Positions> {
    return positionsOfRows(await this.prepared(SELECT_POSITIONS, []));
  }

  async statuses(names?: readonly string[], least = 1): Promise<ProjectionStatus[]> {
    const where = names === undefined ? '' : 'AND name = ANY($1::text[])';
    const text = `${SELECT_STATUSES} WHERE version >= ${least} ${where} ORDER BY name, version DESC`;
    return (await this.prepared(text, names === undefined ? [] : [[...names]])).map(statusOfRow);
  }

  /** Runs a script as a part of the transaction that the connection is in. */
  runScript<T>(script: Script<T>): Promise<T> {
    return postgresAnswer(this.#connection, script);
  }

  /** Runs a statement and answers how many rows it changed. */
  async run(text: string, parameters: readonly unknown[] = []): Promise<number> {
    return (await this.#connection.query(text, [...parameters])).rowCount ?? 0;
  }

  /** The first row that a statement answers. */
  async first(text: string, parameters: readonly unknown[]): Promise<PostgresRow | undefined> {
    return (await this.all(text, parameters))[0];
  }

  /** The rows that a statement answers which comes again and again: the server plans it once for each connection. */
  async prepared(text: string, parameters: readonly unknown[]): Promise<PostgresRow[]> {
    const query = { name: preparedName(text), text, values: [...parameters] };
    return (await this.#connection.query<PostgresRow>(query)).rows;
  }

  async all(text: string, parameters: readonly unknown[]): Promise<PostgresRow[]> {
    return (await this.#connection.query<PostgresRow>(text, [...parameters])).rows;
  }
}

const preparedNames = new Map<string, string>();

/** One of this process's own: its connections are nobody else's. */
function preparedName(text: string): string {
  const known = preparedNames.get(text) ?? `s${preparedNames.size}`;
  preparedNames.set(text, known);
  return known;
}

function storedRow({ columns, keyColumn }: Table, stored: PostgresRow): StoredRow {
  const row: Record<string, unknown> = {};
  for (const [name, column] of Object.entries(columns)) row[name] = fromPostgres(column, stored[name]);
  return {
    key: String(stored[keyColumn]),
    row: row,
    position: Number(stored['_position']),
    revision: stored['_revision'] === null ? null : Number(stored['_revision']),
  };
}
