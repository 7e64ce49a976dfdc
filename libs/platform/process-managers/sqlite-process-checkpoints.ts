import Database from 'better-sqlite3';
import type { ProcessCheckpoint, ProcessCheckpoints } from './process-checkpoints.ts';

/** Checkpoints of processes in an SQLite file of their own. */
export function openSqliteProcessCheckpoints(file: string): ProcessCheckpoints {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  db.exec(
    'CREATE TABLE IF NOT EXISTS process_checkpoint (process TEXT PRIMARY KEY, position INTEGER NOT NULL, event_id TEXT NOT NULL) STRICT',
  );
  const load = db.prepare<[string], ProcessCheckpoint>(
    'SELECT position, event_id AS eventId FROM process_checkpoint WHERE process = ?',
  );
  const all = db.prepare<[], ProcessCheckpoint & { readonly process: string }>(
    'SELECT process, position, event_id AS eventId FROM process_checkpoint ORDER BY process',
  );
  const save = db.prepare<[string, number, string]>('INSERT OR REPLACE INTO process_checkpoint VALUES (?, ?, ?)');
  return {
    load: (process) => Promise.resolve(load.get(process)),
    all: () =>
      Promise.resolve(new Map(all.all().map(({ process, position, eventId }) => [process, { position, eventId }]))),
    save: (process, { position, eventId }) => {
      save.run(process, position, eventId);
      return Promise.resolve();
    },
    close: () => {
      db.close();
      return Promise.resolve();
    },
  };
}
