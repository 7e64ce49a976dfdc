import { rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { EVENT_COLUMNS } from '../embedded/event-table.ts';
import { keepToOwner } from '../embedded/keep-to-owner.ts';
import { makeFolder } from '../embedded/make-folder.ts';
import { codeOf } from '../embedded/sqlite-failure.ts';
import { WriterLock } from '../embedded/writer-lock.ts';
import { ForeignLog } from '../errors.ts';
import type { Position } from '../port.ts';
import type { RawEvent } from './raw-event.ts';

/** "TSKM": marks a SQLite file as a mirror. An embedded log has another mark, so that neither is ever taken for the other. */
const APPLICATION_ID = 0x54534b4d;
const FORMAT = 2;

/** Pages of the write-ahead log after which it is folded back into the file, 4 KiB each. */
const WAL_PAGES = 4_000;

/** The embedded log's table, without its index of streams, which nobody asks. */
const SCHEMA = `
  CREATE TABLE event (${EVENT_COLUMNS}
  ) STRICT;
  PRAGMA application_id = ${APPLICATION_ID};
  PRAGMA user_version = ${FORMAT};
`;

/** Where the mirror lies in a data folder. */
export function mirrorFile(dataDir: string): string {
  return join(dataDir, 'mirror.db');
}

/** What tells one file from another that took its name; undefined where there is none. */
export function fileIdentity(file: string): string | undefined {
  const found = statSync(file, { throwIfNoEntry: false });
  return found && `${found.dev}:${found.ino}`;
}

/** Deletes a mirror: it is rebuilt from its server. Who reads it keeps what they have open. */
export function deleteMirror(file: string): void {
  for (const part of ['', '-wal', '-shm']) rmSync(`${file}${part}`, { force: true });
}

/** Opens a mirror for reading, beside its writer. @returns undefined where there is none that can be read */
export function openMirrorForReading(file: string): Database.Database | undefined {
  let db: Database.Database | undefined;
  try {
    db = new Database(file, { readonly: true, fileMustExist: true });
    if (isMirror(db)) return db;
  } catch (error) {
    if (codeOf(error) === undefined && !(error instanceof TypeError)) throw error;
  }
  db?.close();
  return undefined;
}

/**
 * A mirror's file in the hand of the one who fills it. It is a cache: a power cut may take its last transactions, and what
 * it lacks is read from the server again. So it does not wait for the disk.
 */
export class MirrorWriter {
  readonly #file: string;
  readonly #lock: WriterLock;
  readonly #db: Database.Database;
  readonly #insert: Database.Statement<[Position, string, number, string, string, Uint8Array, Uint8Array, string]>;
  readonly #identity: string | undefined;

  /**
   * Opens the mirror, making it where there is none, and anew where it is damaged or of another release.
   *
   * @throws ForeignLog when the file holds something else; it is left as it is
   * @throws EventStoreInUse when somebody else fills it
   */
  static open(file: string): MirrorWriter {
    makeFolder(dirname(resolve(file)));
    const lock = new WriterLock(file);
    try {
      return new MirrorWriter(file, lock, opened(file));
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  private constructor(file: string, lock: WriterLock, db: Database.Database) {
    this.#file = file;
    this.#lock = lock;
    this.#db = db;
    this.#insert = db.prepare('INSERT INTO event VALUES (?, ?, ?, ?, ?, CAST(? AS TEXT), CAST(? AS TEXT), ?)');
    this.#identity = fileIdentity(file);
  }

  /** The last event, undefined in an empty mirror. */
  last(): MirroredEvent | undefined {
    return lastMirrored(this.#db);
  }

  /** Whether the file is still the one that its name names: anybody may delete a cache. */
  get isInPlace(): boolean {
    return fileIdentity(this.#file) === this.#identity;
  }

  /** Adds events at the end, in one transaction. */
  add(events: readonly RawEvent[]): void {
    this.#db.transaction(() => {
      for (const { position, stream, revision, id, type, data, metadata, recordedAt } of events) {
        this.#insert.run(position, stream, revision, id, type, data, metadata, recordedAt);
      }
    })();
  }

  close(): void {
    this.#db.close();
    this.#lock.release();
  }
}

/** What of an event tells whether a server holds the same one at its position. */
export interface MirroredEvent {
  readonly position: Position;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  /** The event's own hash in its stream's chain; null where it has none. */
  readonly hash: string | null;
}

/** The last event of a mirror. */
export function lastMirrored(db: Database.Database): MirroredEvent | undefined {
  return db
    .prepare<[], MirroredEvent>(
      `SELECT position, stream, revision, id, iif(json_valid(metadata), metadata ->> 'hash', NULL) AS hash
       FROM event ORDER BY position DESC LIMIT 1`,
    )
    .get();
}

/** What SQLite says of a file that is none of its own, or not any more. */
const DAMAGED = new Set(['SQLITE_NOTADB', 'SQLITE_CORRUPT']);

function opened(file: string): Database.Database {
  try {
    return prepared(file);
  } catch (error) {
    if (!(error instanceof OldMirror || DAMAGED.has(codeOf(error) ?? ''))) throw error;
    deleteMirror(file);
    return prepared(file);
  }
}

function prepared(file: string): Database.Database {
  const db = new Database(file);
  try {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = NORMAL');
    db.pragma(`wal_autocheckpoint = ${WAL_PAGES}`);
    if (db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0) {
      db.transaction(() => db.exec(SCHEMA)).immediate();
    }
    if (db.pragma('application_id', { simple: true }) !== APPLICATION_ID) {
      throw new ForeignLog(`${file} is no mirror of ours: move it away, or name another data folder.`);
    }
    if (!isMirror(db)) throw new OldMirror();
    keepToOwner(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** A mirror in the format of another release: it is made anew. */
class OldMirror extends Error {}

function isMirror(db: Database.Database): boolean {
  return (
    db.pragma('application_id', { simple: true }) === APPLICATION_ID &&
    db.pragma('user_version', { simple: true }) === FORMAT
  );
}
