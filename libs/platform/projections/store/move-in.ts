import { setTimeout as pause } from 'node:timers/promises';
import SqliteDatabase, { type Database } from 'better-sqlite3';
import { type Projection, tableNames } from '../definition/projection.ts';
import { quoted } from './page-sql.ts';
import { tableName, tokenTableName } from './read-model-store.ts';
import { WAL_PAGES } from './sqlite-file.ts';

/** The name by which the file that was built is attached. */
const ASIDE = 'aside';

/** How long whoever writes waits for one step, milliseconds. */
const STEP_MS = 4;
const [FIRST, FEWEST, MOST] = [50, 5, 2_000];

/** Steps after which the write-ahead log is folded back, while others write: a commit that found 1,000 pages of it would have to. */
const FOLD_BACK_EVERY = 3;

/** What a move runs its statements with. */
export interface MovingHands {
  /** Runs statements in a transaction, when nobody else writes; where it is not wanted any more, nothing, and says so. */
  run(text: string, isWanted: () => boolean): Promise<boolean>;
  /** Runs a statement that no transaction takes. */
  execute(text: string): Promise<void>;
}

/**
 * Moves the rows of a version from the file that it was built in, in the order they were written: so many at a time as take
 * some milliseconds, then as long a rest. What is parked and the checkpoint come last, together.
 *
 * @returns whether all of it is in
 */
export async function moveIn(
  projection: Projection,
  file: string,
  hands: MovingHands,
  isWanted: () => boolean,
): Promise<boolean> {
  const source = new SqliteDatabase(file, { readonly: true });
  await hands.execute(`ATTACH '${file.replaceAll(`'`, `''`)}' AS ${ASIDE}; PRAGMA main.wal_autocheckpoint = 0`);
  try {
    for (const name of tableNames(projection)) {
      if (!(await moveTable(tableName(projection, name), AS_WRITTEN, source, hands, isWanted))) return false;
    }
    if (!(await moveTable(tokenTableName(projection), BY_KEY, source, hands, isWanted))) return false;
    return await hands.run(lastStep(projection), isWanted);
  } finally {
    source.close();
    await hands.execute(`DETACH ${ASIDE}; PRAGMA main.wal_autocheckpoint = ${WAL_PAGES}`);
  }
}

/** An order of a table's rows, and what stands before all of them. */
interface Order {
  readonly column: string;
  readonly first: number | string;
}

const AS_WRITTEN: Order = { column: 'rowid', first: 0 };
const BY_KEY: Order = { column: 'key', first: '' };

async function moveTable(
  table: string,
  { column, first }: Order,
  source: Database,
  hands: MovingHands,
  isWanted: () => boolean,
): Promise<boolean> {
  const columns = source
    .prepare<[string], { name: string }>('SELECT name FROM pragma_table_info(?)')
    .all(table)
    .map(({ name }) => quoted(name))
    .join(', ');
  const end = source.prepare<[number | string, number], { last: number | string | null }>(
    `SELECT max(${column}) AS last FROM
      (SELECT ${column} FROM ${quoted(table)} WHERE ${column} > ? ORDER BY ${column} LIMIT ?)`,
  );
  let after = first;
  let count = FIRST;
  for (let step = 1; ; step++) {
    const last = end.get(after, count)!.last;
    if (last === null) return true;
    const began = performance.now();
    const text =
      `INSERT INTO main.${quoted(table)} (${columns}) SELECT ${columns} FROM ${ASIDE}.${quoted(table)} ` +
      `WHERE ${column} > ${literal(after)} AND ${column} <= ${literal(last)} ORDER BY ${column}`;
    if (!(await hands.run(text, isWanted))) return false;
    const ms = performance.now() - began;
    after = last;
    count = Math.round(Math.min(MOST, Math.max(FEWEST, count * Math.min(2, STEP_MS / ms))));
    if (step % FOLD_BACK_EVERY === 0) await hands.execute('PRAGMA main.wal_checkpoint(PASSIVE)');
    await pause(ms);
  }
}

function literal(value: number | string): string {
  return typeof value === 'number' ? String(value) : `'${value.replaceAll(`'`, `''`)}'`;
}

/** Takes over what is parked, and where it stands. */
function lastStep({ name, version }: Projection): string {
  const own = `name = '${name}' AND version = ${version}`;
  const parked = ['projection_parked', 'projection_queued'].map(
    (table) => `INSERT INTO main.${table} SELECT * FROM ${ASIDE}.${table} WHERE ${own}`,
  );
  const taken = ['position', 'last_event_id', 'reach'].map(
    (column) => `${column} = (SELECT ${column} FROM ${ASIDE}.projections WHERE ${own})`,
  );
  return [...parked, `UPDATE main.projections SET ${taken.join(', ')} WHERE ${own} AND position IS NULL`].join('; ');
}
