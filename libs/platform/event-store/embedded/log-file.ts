import Database from 'better-sqlite3';
import { ForeignLog, StoreUnavailable } from '../errors.ts';
import { EVENT_COLUMNS } from './event-table.ts';
import { keepToOwner } from './keep-to-owner.ts';
import { codeOf } from './sqlite-failure.ts';

/** "TSKI": marks a SQLite file as one of our logs. */
const APPLICATION_ID = 0x54534b49;
const FORMAT = 1;

/** SQLite's number for `synchronous = FULL`: each commit waits until the write-ahead log is on the disk. */
const FULL = 2;

/**
 * Pages of the write-ahead log, 4 KiB each, after which it is folded back into the file. The commit that does it waits for it:
 * with 1,000 pages some milliseconds, with 10,000 so long that of 200 commands a second one in a hundred took 22 ms instead of 8.
 */
const WAL_PAGES = 1_000;

/** Kibibytes of pages the writer keeps in memory; with SQLite's 2 MB nearly every stream is looked up on the disk. */
const CACHE_KIB = 65_536;

/** The whole log is one table. */
const SCHEMA = `
  CREATE TABLE event (${EVENT_COLUMNS},
    UNIQUE (stream, revision)
  ) STRICT;
  PRAGMA application_id = ${APPLICATION_ID};
  PRAGMA user_version = ${FORMAT};
`;

/**
 * Opens the log's file for its one writer, making it where there is none.
 *
 * @throws ForeignLog when the file holds something else; it is left as it is.
 * @throws StoreUnavailable when SQLite does not take WAL and FULL, without which an answered append could be lost.
 */
export function openLogForWriting(file: string): Database.Database {
  return closedIfRefused(new Database(file), (db) => {
    const fresh = isEmpty(file, db);
    if (!fresh) refuseOtherContent(file, db);
    keepToOwner(db);
    const journal = db.pragma('journal_mode = WAL', { simple: true });
    db.pragma('synchronous = FULL');
    // On macOS a plain fsync leaves the data in the drive's cache; elsewhere these two do nothing.
    db.pragma('fullfsync = ON');
    db.pragma('checkpoint_fullfsync = ON');
    db.pragma(`wal_autocheckpoint = ${WAL_PAGES}`);
    db.pragma(`cache_size = -${CACHE_KIB}`);
    refuseLessThanDurable(file, journal, db.pragma('synchronous', { simple: true }));
    if (fresh) db.transaction(() => db.exec(SCHEMA)).immediate();
  });
}

/**
 * Opens the log's file for reading, beside its writer.
 *
 * @throws StoreUnavailable where there is no such file.
 * @throws ForeignLog when the file holds something else.
 */
export function openLogForReading(file: string): Database.Database {
  return closedIfRefused(openExisting(file), (db) => {
    if (isEmpty(file, db)) throw new ForeignLog(`${file} is empty: start what writes the event log first.`);
    refuseOtherContent(file, db);
  });
}

/** The guard behind {@link openLogForWriting}, with what SQLite says of itself after it was asked for WAL and FULL. */
export function refuseLessThanDurable(file: string, journal: unknown, synchronous: unknown): void {
  if (journal === 'wal' && synchronous === FULL) return;
  throw new StoreUnavailable(
    `${file} cannot be written durably: SQLite answers journal_mode ${String(journal)}, synchronous ${String(synchronous)} instead of ` +
      `wal, ${FULL}. Put the file on a local disk.`,
  );
}

function openExisting(file: string): Database.Database {
  try {
    return new Database(file, { readonly: true, fileMustExist: true });
  } catch (error) {
    throw new StoreUnavailable(`There is no event log to read at ${file}: start what writes it first.`, {
      cause: error,
    });
  }
}

function closedIfRefused(db: Database.Database, check: (db: Database.Database) => void): Database.Database {
  try {
    check(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** @throws ForeignLog for a file that is no SQLite file, which shows when it is first read. */
function isEmpty(file: string, db: Database.Database): boolean {
  try {
    return db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0;
  } catch (error) {
    if (codeOf(error) !== 'SQLITE_NOTADB') throw error;
    throw new ForeignLog(otherContent(file), { cause: error });
  }
}

function refuseOtherContent(file: string, db: Database.Database): void {
  const [application, format] = ['application_id', 'user_version'].map((name) => db.pragma(name, { simple: true }));
  if (application === APPLICATION_ID && format === FORMAT) return;
  throw new ForeignLog(
    application === APPLICATION_ID
      ? `${file} is an event log of format ${String(format)}, this version knows format ${FORMAT}: start the version that wrote it.`
      : otherContent(file),
  );
}

function otherContent(file: string): string {
  return `${file} is no event log of ours: name another file, or move this one away.`;
}
