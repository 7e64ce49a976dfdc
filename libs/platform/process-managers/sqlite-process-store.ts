import Database from 'better-sqlite3';
import { keepToOwner } from '#platform/event-store/adapters';
import type { ProcessStore } from './process-store.ts';
import { laterColumns, processTables } from './process-tables.ts';
import type { SqlRow } from './process-rows.ts';
import { SqlProcessStore, type Sql, type Statement } from './sql-process-store.ts';

/** Of the file, in memory: what is folded anew is written all over it. */
const CACHE_KB = 16_384;

/** Milliseconds after a commit before the next: a reaction may take a hundred, and is two commits away from its event. */
const REST_MS = 10;

/** Opens the store of processes in an SQLite file of its own; one of the first form is brought to the present one. */
export function openSqliteProcessStore(file: string): ProcessStore {
  const db = new Database(file);
  keepToOwner(db);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  db.pragma(`cache_size = -${CACHE_KB}`);
  db.transaction(() => {
    // Looked up and written by their keys alone: kept in the order of these, each is found and written once.
    for (const made of processTables) db.exec(made.startsWith('CREATE TABLE') ? `${made} WITHOUT ROWID` : made);
    const columnsOf = (table: string) =>
      (db.pragma(`table_info(${table})`) as { name: string }[]).map((column) => column.name);
    for (const { table, name, type } of laterColumns) {
      // The first form was a STRICT table, which knows no other word for it.
      const word = type.replace('BIGINT', 'INTEGER');
      if (!columnsOf(table).includes(name)) db.exec(`ALTER TABLE ${table} ADD COLUMN ${name} ${word}`);
    }
  }).immediate();
  return new SqlProcessStore(sqlOver(db));
}

function sqlOver(db: Database.Database): Sql {
  const prepared = new Map<string, Prepared>();
  const statement = (text: string): Prepared => {
    const known = prepared.get(text) ?? prepare(db, text);
    prepared.set(text, known);
    return known;
  };
  const run = ({ text, parameters, otherwise }: Statement) => {
    const { sql, bound } = statement(text);
    const { changes } = sql.run(bound(parameters));
    if (changes === 0 && otherwise) throw otherwise();
  };
  const together = new TransactionsTogether(db, run);
  return {
    rows: async (text, ...parameters) => {
      const { sql, bound } = statement(text);
      return sql.all(bound(parameters));
    },
    transaction: (statements) => together.run(statements),
    close: async () => {
      together.commit();
      db.close();
    },
  };
}

interface Waiting {
  readonly statements: readonly Statement[];
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * What all processes write in one turn of the event loop is one commit, and under load what they write in the rest after
 * it: a commit costs much the same for one as for many. One failure is that of one of them.
 */
class TransactionsTogether {
  readonly #db: Database.Database;
  readonly #run: (statement: Statement) => void;
  #waiting: Waiting[] = [];
  #committedAt = Number.NEGATIVE_INFINITY;

  constructor(db: Database.Database, run: (statement: Statement) => void) {
    this.#db = db;
    this.#run = run;
  }

  run(statements: readonly Statement[]): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#waiting.length === 0) this.#commitSoon();
      this.#waiting.push({ statements, resolve, reject });
    });
  }

  #commitSoon(): void {
    const rest = this.#committedAt + REST_MS - performance.now();
    if (rest > 0) setTimeout(() => this.commit(), rest);
    else setImmediate(() => this.commit());
  }

  commit(): void {
    const waiting = this.#waiting;
    if (waiting.length === 0) return;
    this.#waiting = [];
    this.#committedAt = performance.now();
    try {
      const answers = this.#db.transaction(() => waiting.map((one) => this.#attempt(one))).immediate();
      for (const answer of answers) answer();
    } catch (error) {
      for (const { reject } of waiting) reject(error);
    }
  }

  /** Inside of another transaction it is a savepoint. */
  #attempt({ statements, resolve, reject }: Waiting): () => void {
    try {
      this.#db.transaction(() => statements.forEach(this.#run))();
      return resolve;
    } catch (error) {
      return () => reject(error);
    }
  }
}

interface Prepared {
  readonly sql: Database.Statement<[Parameters], SqlRow>;
  /** The parameters in the order in which the statement names them. */
  readonly bound: (parameters: Parameters) => Parameters;
}

type Parameters = Statement['parameters'];

/** `$1` as SQLite binds it the fastest: by its place. */
function prepare(db: Database.Database, text: string): Prepared {
  const places = [...text.matchAll(/\$(\d+)/g)].map(([, number]) => Number(number) - 1);
  const sql = db.prepare<[Parameters], SqlRow>(text.replace(/\$\d+/g, '?'));
  const isInOrder = places.every((place, index) => place === index);
  return { sql, bound: isInOrder ? (given) => given : (given) => places.map((place) => given[place]!) };
}
