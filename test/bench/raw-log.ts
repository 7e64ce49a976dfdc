import Database from 'better-sqlite3';
import type { NewEvent } from '#platform/event-store';

/**
 * The least that stores events durably: a table, and one transaction for all that came in one tick. It checks nothing,
 * knows no revision and wakes nobody.
 */
export class RawLog {
  readonly #db: Database.Database;
  readonly #insert: Database.Statement;
  #pending: { readonly stream: string; readonly events: readonly NewEvent[]; readonly stored: () => void }[] = [];

  constructor(file: string) {
    this.#db = new Database(file);
    this.#db.pragma('journal_mode = WAL');
    this.#db.pragma('synchronous = FULL');
    this.#db.exec(`CREATE TABLE event (
      position INTEGER PRIMARY KEY, stream TEXT NOT NULL, revision INTEGER NOT NULL, id TEXT NOT NULL,
      type TEXT NOT NULL, data TEXT NOT NULL, metadata TEXT NOT NULL, recorded_at TEXT NOT NULL,
      UNIQUE (stream, revision)
    ) STRICT`);
    this.#insert = this.#db.prepare('INSERT INTO event VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)');
  }

  append(stream: string, events: readonly NewEvent[]): Promise<void> {
    return new Promise((stored) => {
      if (this.#pending.length === 0) setImmediate(() => this.#store());
      this.#pending.push({ stream, events, stored });
    });
  }

  close(): void {
    this.#db.close();
  }

  #store(): void {
    const pending = this.#pending;
    this.#pending = [];
    const now = new Date().toISOString();
    this.#db.transaction(() => {
      for (const { stream, events } of pending) {
        for (const [revision, { id, type, data, metadata }] of events.entries()) {
          this.#insert.run(stream, revision, id, type, JSON.stringify(data), JSON.stringify(metadata), now);
        }
      }
    })();
    for (const { stored } of pending) stored();
  }
}
