import Database from 'better-sqlite3';
import { EventStoreInUse } from '../errors.ts';
import { keepToOwner } from './keep-to-owner.ts';
import { codeOf } from './sqlite-failure.ts';

/**
 * The right to write a log file: an open exclusive transaction on a side file. The operating system takes it back when
 * the process ends, however it ends, so nothing stale is ever left to clear away.
 */
export class WriterLock {
  readonly #db: Database.Database;

  /** @throws EventStoreInUse when somebody holds it. */
  constructor(file: string) {
    this.#db = new Database(`${file}.lock`, { timeout: 0 });
    keepToOwner(this.#db);
    try {
      this.#db.exec('BEGIN EXCLUSIVE');
    } catch (error) {
      this.#db.close();
      if (codeOf(error) !== 'SQLITE_BUSY') throw error;
      throw new EventStoreInUse(
        `Another process writes the event log ${file}: end it first, or name another data folder.`,
        { cause: error },
      );
    }
  }

  release(): void {
    this.#db.close();
  }
}
