import Database from 'better-sqlite3';
import { keepToOwner } from '#platform/event-store';
import type { ProcessStore } from './process-store.ts';
import { laterColumns, processTables } from './process-tables.ts';
import { SqlProcessStore, type Sql, type SqlRow, type Statement } from './sql-process-store.ts';

/** Opens the store of processes in an SQLite file of its own; one of the first form is brought to the present one. */
export function openSqliteProcessStore(file: string): ProcessStore {
  const db = new Database(file);
  keepToOwner(db);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  db.transaction(() => {
    for (const table of processTables) db.exec(table);
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
  const prepared = new Map<string, Database.Statement<[object], SqlRow>>();
  const statement = (text: string) => {
    const known = prepared.get(text) ?? db.prepare<[object], SqlRow>(text);
    prepared.set(text, known);
    return known;
  };
  const run = ({ text, parameters, otherwise }: Statement) => {
    const { changes } = statement(text).run(byNumber(parameters));
    if (changes === 0 && otherwise) throw otherwise();
  };
  return {
    rows: async (text, ...parameters) => statement(text).all(byNumber(parameters)),
    transaction: async (statements) => db.transaction(() => statements.forEach(run)).immediate(),
    close: () => Promise.resolve(void db.close()),
  };
}

/** `$1` is the parameter named 1. */
function byNumber(parameters: Statement['parameters']): object {
  return Object.fromEntries(parameters.map((value, index) => [index + 1, value]));
}
