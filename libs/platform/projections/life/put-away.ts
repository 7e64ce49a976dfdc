import type { Database } from 'better-sqlite3';

/** How the names of tables begin that nobody reads any more. */
export const PUT_AWAY = 'dropped__';

/** How long the file is held by one step, milliseconds. */
const STEP_MS = 4;
const [FEWEST, MOST] = [10, 5_000];

/**
 * Drops the tables that were put away, bit by bit: SQLite looks at every page of a table that it drops, which for many rows
 * keeps whoever writes waiting. Each step is a transaction of a few milliseconds.
 */
export class ClearingAway {
  readonly #db: Database;
  #rows = FEWEST;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Takes the next step. @returns whether another is to be taken */
  step(): boolean {
    const table = this.#first(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND substr(name, 1, ${PUT_AWAY.length}) = '${PUT_AWAY}' LIMIT 1`,
    );
    if (table === undefined) return false;
    const index = this.#first(
      `SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = ? LIMIT 1`,
      table,
    );
    if (index !== undefined) this.#db.exec(`DROP INDEX "${index}"`);
    else if (this.#deleted(table) === 0) this.#db.exec(`DROP TABLE "${table}"`);
    return true;
  }

  /** @returns how many rows it was, at most as many as the last step shows to take no longer than it should */
  #deleted(table: string): number {
    const began = performance.now();
    const { changes } = this.#db.prepare(`DELETE FROM "${table}" LIMIT ${this.#rows}`).run();
    const ms = performance.now() - began;
    this.#rows = Math.round(Math.min(MOST, Math.max(FEWEST, this.#rows * Math.min(4, STEP_MS / ms))));
    return changes;
  }

  #first(text: string, ...parameters: string[]): string | undefined {
    return this.#db.prepare<string[], { name: string }>(text).get(...parameters)?.name;
  }
}
