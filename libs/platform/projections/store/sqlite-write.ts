import type { Database, Statement } from 'better-sqlite3';

/** A value as SQLite takes it. */
export type SqliteValue = string | number | null;

/**
 * A statement, run once for each `width` of its values; once where it takes none.
 */
export interface SqliteWrite {
  readonly text: string;
  readonly width: number;
  readonly values: readonly SqliteValue[];
}

/**
 * A write on its way between threads, its values as one text of JSON: to write and read it takes a third of the processor time
 * that a copy of each of them does.
 */
export interface PackedWrite extends Pick<SqliteWrite, 'text' | 'width'> {
  readonly packed: string;
}

export function packed({ text, width, values }: SqliteWrite): PackedWrite {
  return { text, width, packed: JSON.stringify(values) };
}

export function unpacked({ text, width, packed: values }: PackedWrite): SqliteWrite {
  return { text, width, values: JSON.parse(values) as SqliteValue[] };
}

/** Runs a write. */
export function runWrite(statement: Statement, { width, values }: SqliteWrite): void {
  if (width === 0) statement.run();
  else for (let at = 0; at < values.length; at += width) statement.run(values.slice(at, at + width));
}

/** What a projection writes in a transaction of several: nothing where the first statement answers no row. */
export interface GuardedWrites {
  readonly guard: { readonly text: string; readonly parameters: readonly SqliteValue[] };
  readonly writes: Iterable<SqliteWrite>;
}

/** What became of them: `refused` by the guard, or why they failed. */
export type WritesOutcome = 'written' | 'refused' | { readonly failed: string };

/** Writes within one transaction, step by step; each {@link GuardedWrites} is a savepoint, and fails by itself. */
export class StepwiseWriter {
  readonly #db: Database;
  readonly #statements = new Map<string, Statement>();
  #outcomes: WritesOutcome[] = [];

  constructor(db: Database) {
    this.#db = db;
  }

  begin(): void {
    this.#outcomes = [];
    this.#db.exec('BEGIN IMMEDIATE');
  }

  guard({ text, parameters }: GuardedWrites['guard']): void {
    this.#db.exec('SAVEPOINT writes');
    this.#outcomes.push('written');
    this.#attempt(() => {
      if (!this.#prepared(text).get(...parameters)) this.#outcomes.splice(-1, 1, 'refused');
    });
  }

  write(write: SqliteWrite): void {
    if (this.#outcomes.at(-1) === 'written') this.#attempt(() => runWrite(this.#prepared(write.text), write));
  }

  commit(): readonly WritesOutcome[] {
    try {
      this.#db.exec('COMMIT');
    } catch (error) {
      this.rollBack();
      throw error;
    }
    return this.#outcomes;
  }

  rollBack(): void {
    if (this.#db.inTransaction) this.#db.exec('ROLLBACK');
  }

  #attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#outcomes.splice(-1, 1, { failed: error instanceof Error ? error.message : String(error) });
      this.#db.exec('ROLLBACK TO writes');
    }
  }

  #prepared(text: string): Statement {
    const known = this.#statements.get(text) ?? this.#db.prepare(text);
    this.#statements.set(text, known);
    return known;
  }
}
