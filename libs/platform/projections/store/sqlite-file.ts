import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import SqliteDatabase, { type Database } from 'better-sqlite3';
import { keepToOwner } from '#platform/event-store/adapters';
import { SqliteTables } from './sqlite-tables.ts';

/** Longest wait, in milliseconds, for another connection's lock before a statement fails. */
const BUSY_TIMEOUT_MS = 5000;

/**
 * Pages of the write-ahead log, 4 KiB each, after which it is folded back into the file, by the commit that finds so many. At
 * 2,000 events a second a commit writes 1,000 of them, most of them again and again: folded back each time, rows came into
 * sight twice as late as with 4,000. A single commit waits the longer the more there are.
 */
export const WAL_PAGES = 4_000;

/** Kibibytes of pages that a reader keeps in memory: a page of a list comes from as many as it has rows. */
const READER_CACHE_KIB = 16_384;

/** Kibibytes of pages that the writer keeps in memory. */
const WRITER_CACHE_KIB = 24_576;

/** Kibibytes of pages that the thread which builds keeps in memory; as much again while it sorts an index. */
const BUILDING_CACHE_KIB = 16_384;

/** Opens the read models for reading alone. */
export function openForReading(file: string): SqliteTables {
  const db = openFile(file);
  db.pragma('query_only = ON');
  db.pragma(`cache_size = -${READER_CACHE_KIB}`);
  return new SqliteTables(db);
}

/** Rows of many tables, under random keys: pages are kept in memory, and folded back into the file together. */
export function openForWriting(file: string): Database {
  const db = openFile(file);
  db.pragma(`wal_autocheckpoint = ${WAL_PAGES}`);
  db.pragma(`cache_size = -${WRITER_CACHE_KIB}`);
  return db;
}

/** The same for the thread that writes what is being built. */
export function openForBuilding(file: string): Database {
  const db = openForWriting(file);
  db.pragma(`cache_size = -${BUILDING_CACHE_KIB}`);
  return db;
}

/** Opens the file of the read models, making it, its folders and the table of statuses where they are missing. */
export function openFile(file: string): Database {
  mkdirSync(dirname(resolve(file)), { recursive: true });
  const db = new SqliteDatabase(file, { timeout: BUSY_TIMEOUT_MS });
  keepToOwner(db);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  new SqliteTables(db).createStatuses();
  return db;
}
