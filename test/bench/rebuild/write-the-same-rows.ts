import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase, { type Database } from 'better-sqlite3';
import { readAndParse, type Timed } from './read-and-parse.ts';

interface Schema {
  readonly type: string;
  readonly name: string;
  readonly sql: string;
}

/**
 * Reads and parses a log once, then writes the rows that a file of read models holds into tables of the same shape, in
 * one transaction: what a rebuild could cost if folding cost nothing and everything came in the order of its table.
 */
export function writeTheSameRows(dataDir: string, rowsFile: string): Timed {
  const { schema, tables } = contentOf(rowsFile);
  const folder = mkdtempSync(join(tmpdir(), 'tasuki-bench-rows-'));
  try {
    const began = performance.now();
    const { events } = readAndParse(dataDir);
    const db = new SqliteDatabase(join(folder, 'rows.db'));
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = NORMAL');
    write(db, schema, tables);
    db.close();
    return { events, ms: performance.now() - began };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function contentOf(rowsFile: string) {
  const db = new SqliteDatabase(rowsFile, { readonly: true });
  const schema = db
    .prepare<[], Schema>(`SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'`)
    .all();
  const tables = schema
    .filter(({ type }) => type === 'table')
    .map(({ name }) => ({ name, rows: db.prepare(`SELECT * FROM "${name}"`).raw().all() as unknown[][] }));
  db.close();
  return { schema, tables };
}

function write(
  db: Database,
  schema: readonly Schema[],
  tables: readonly { readonly name: string; readonly rows: readonly unknown[][] }[],
): void {
  for (const { sql } of schema.filter(({ type }) => type === 'table')) db.exec(sql);
  db.transaction(() => {
    for (const { name, rows } of tables) {
      if (rows.length === 0) continue;
      const insert = db.prepare(`INSERT INTO "${name}" VALUES (${rows[0]!.map(() => '?').join(', ')})`);
      for (const row of rows) insert.run(...row);
    }
  })();
  for (const { sql } of schema.filter(({ type }) => type === 'index')) db.exec(sql);
}
