import { createSecretKey, type KeyObject } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { Clock } from '#platform/clock';
import { KeyCache } from './key-cache.ts';
import {
  assertAdopted,
  KeyStoreUnavailable,
  SubjectErased,
  type KeptKey,
  type KeyStore,
  type KeyStoreOptions,
  type SubjectKey,
} from './key-store.ts';
import { oncePerTick } from './once-per-tick.ts';
import { assertMasterKey, masterKeyCheck, newKey, unwrapKey, wrapKey, type WrappedKey } from './wrapped-key.ts';

const DEFAULT_BUSY_TIMEOUT = 5000;

/** `erasure` numbers the destructions in the order of their commits, so that a cache can ask for those it missed. */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS subject_key (
    id           INTEGER PRIMARY KEY,
    subject_id   TEXT NOT NULL UNIQUE,
    key_id       TEXT NOT NULL,
    wrapped      BLOB,
    created_at   TEXT NOT NULL,
    destroyed_at TEXT,
    erasure      INTEGER,
    CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL) AND (wrapped IS NULL) = (erasure IS NOT NULL))
  ) STRICT;
  CREATE INDEX IF NOT EXISTS subject_key_erasure ON subject_key (erasure) WHERE erasure IS NOT NULL;
  CREATE TABLE IF NOT EXISTS master_key_check (id INTEGER PRIMARY KEY CHECK (id = 1), wrapped BLOB NOT NULL) STRICT;
`;

export interface SqliteKeyStoreOptions extends KeyStoreOptions {
  /** Path of the file; made, readable by its owner only, when missing. Several threads and processes may share it. */
  readonly file: string;
  readonly clock: Clock;
  /** How long to wait for another process's transaction, ms; by default 5000. The thread stands still meanwhile. */
  readonly busyTimeout?: number;
}

interface Row {
  readonly keyId: string;
  readonly wrapped: Buffer | null;
}

/** The key store of the embedded profile: an SQLite file of its own. */
export class SqliteKeyStore implements KeyStore {
  readonly #db: Database.Database;
  readonly #masterKey: KeyObject;
  readonly #clock: Clock;
  readonly #cache: KeyCache;
  readonly #find: Database.Statement<[string], Row>;
  readonly #version: Database.Statement<[], number>;
  readonly #erasedSince: Database.Statement<[number], { subjectId: string; erasure: number }>;
  /** One look for what others erased, after all who ask in a turn have asked: each is a system call or two, 2 µs and more. */
  readonly #lookUp = oncePerTick(async (subjectIds: readonly string[]) => this.#lookUpAll(subjectIds));
  readonly #create = oncePerTick((subjectIds: readonly string[]) => this.#createAll(subjectIds));
  #seenVersion = -1;
  #seenErasure = 0;

  /** @throws WrongMasterKey when the file's keys are wrapped with another master key. */
  static open(options: SqliteKeyStoreOptions): SqliteKeyStore {
    return translated(() => new SqliteKeyStore(options));
  }

  private constructor({ file, masterKey, clock, cachedKeys, busyTimeout }: SqliteKeyStoreOptions) {
    this.#masterKey = createSecretKey(masterKey);
    this.#clock = clock;
    this.#cache = new KeyCache(cachedKeys);
    closeSync(openSync(file, 'a', 0o600)); // the WAL and its index inherit the file's mode
    this.#db = new Database(file, { timeout: busyTimeout ?? DEFAULT_BUSY_TIMEOUT });
    try {
      this.#prepareFile();
      this.#checkMasterKey(file);
      this.#find = this.#db.prepare('SELECT key_id AS keyId, wrapped FROM subject_key WHERE subject_id = ?');
      this.#version = this.#db.prepare<[], number>('PRAGMA data_version').pluck();
      this.#erasedSince = this.#db.prepare(
        'SELECT subject_id AS subjectId, erasure FROM subject_key WHERE erasure > ? ORDER BY erasure',
      );
    } catch (error) {
      this.#db.close();
      throw error;
    }
  }

  async keyFor(subjectId: string): Promise<SubjectKey> {
    const found = await this.#lookUp(subjectId);
    if (found === 'destroyed') throw new SubjectErased(subjectId);
    const key = found ?? (await this.#create(subjectId));
    if (!key) throw new SubjectErased(subjectId);
    return key;
  }

  async existing(subjectId: string, keyId: string): Promise<SubjectKey | undefined> {
    const found = await this.#lookUp(subjectId);
    return found !== 'destroyed' && found?.keyId === keyId ? found : undefined;
  }

  async existingMany(subjectIds: Iterable<string>): Promise<ReadonlyMap<string, SubjectKey>> {
    return livingOnes(this.#lookUpAll(subjectIds));
  }

  async destroy(subjectId: string): Promise<void> {
    translated(() => {
      const erased = this.#db.prepare(
        `INSERT INTO subject_key (subject_id, key_id, created_at, destroyed_at, erasure)
         VALUES (:subjectId, '', :now, :now, 
           (SELECT coalesce(max(erasure), 0) + 1 FROM subject_key WHERE erasure IS NOT NULL))
         ON CONFLICT (subject_id) DO UPDATE
           SET wrapped = NULL, destroyed_at = excluded.destroyed_at, erasure = excluded.erasure
           WHERE erasure IS NULL`,
      );
      this.#db.transaction(() => erased.run({ subjectId, now: this.#clock.now() })).immediate();
      this.#cache.forget(subjectId);
      this.#moveWalIntoFile();
    });
  }

  async adopt(keys: readonly KeptKey[]): Promise<void> {
    const living = keys.filter((kept): kept is SubjectKey => kept.key !== undefined);
    translated(() => this.#insertAll(living));
    assertAdopted(living, this.#lookUpAll(living.map(({ subjectId }) => subjectId)));
    for (const { subjectId, key } of keys) if (!key) await this.destroy(subjectId);
  }

  async close(): Promise<void> {
    this.#cache.clear();
    this.#db.close();
  }

  #lookUpAll(subjectIds: Iterable<string>): ReadonlyMap<string, SubjectKey | 'destroyed'> {
    return translated(() => {
      this.#forgetErased();
      const found = new Map<string, SubjectKey | 'destroyed'>();
      for (const subjectId of subjectIds) {
        const key = this.#cache.get(subjectId) ?? this.#read(subjectId);
        if (key) found.set(subjectId, key);
      }
      return found;
    });
  }

  /** Forgets what others destroyed. `data_version` moves with every commit of another connection, and costs 1 µs. */
  #forgetErased(): void {
    const version = this.#version.get()!;
    if (version === this.#seenVersion) return;
    for (const { subjectId, erasure } of this.#erasedSince.all(this.#seenErasure)) {
      this.#cache.forget(subjectId);
      this.#seenErasure = erasure;
    }
    this.#seenVersion = version;
  }

  #read(subjectId: string): SubjectKey | 'destroyed' | undefined {
    const row = this.#find.get(subjectId);
    if (!row) return undefined;
    if (!row.wrapped) return 'destroyed';
    const key = unwrapKey(this.#masterKey, { subjectId, keyId: row.keyId, wrapped: row.wrapped });
    this.#cache.keep(key);
    return key;
  }

  /** One transaction; another process may have been first with some of them. */
  async #createAll(subjectIds: readonly string[]): Promise<ReadonlyMap<string, SubjectKey>> {
    return translated(() => {
      this.#insertAll(subjectIds.map(newKey));
      return livingOnes(this.#lookUpAll(subjectIds));
    });
  }

  /** In one transaction. Who has a key keeps it. */
  #insertAll(keys: readonly SubjectKey[]): void {
    const insert = this.#db.prepare<WrappedKey & { now: string }>(
      `INSERT INTO subject_key (subject_id, key_id, wrapped, created_at)
       VALUES (:subjectId, :keyId, :wrapped, :now) ON CONFLICT (subject_id) DO NOTHING`,
    );
    const now = this.#clock.now();
    this.#db
      .transaction(() => {
        for (const key of keys) insert.run({ ...wrapKey(this.#masterKey, key), now });
      })
      .immediate();
  }

  #prepareFile(): void {
    this.#db.pragma('journal_mode = WAL');
    this.#db.pragma('synchronous = FULL');
    this.#db.pragma('secure_delete = ON'); // freed bytes are overwritten with zeros
    const found = ['journal_mode', 'synchronous', 'secure_delete'].map((name) =>
      this.#db.pragma(name, { simple: true }),
    );
    if (found.join() !== 'wal,2,1') throw new KeyStoreUnavailable('its file system cannot hold a write-ahead log');
    this.#db.transaction(() => this.#db.exec(SCHEMA)).immediate();
  }

  #checkMasterKey(file: string): void {
    this.#db
      .prepare('INSERT INTO master_key_check (id, wrapped) VALUES (1, ?) ON CONFLICT (id) DO NOTHING')
      .run(masterKeyCheck(this.#masterKey));
    const check = this.#db.prepare<[], Buffer>('SELECT wrapped FROM master_key_check').pluck().get()!;
    assertMasterKey(this.#masterKey, check, file);
  }

  /** Until then the destroyed key's bytes stand in the write-ahead log, and in the file's old page. */
  #moveWalIntoFile(): void {
    const [outcome] = this.#db.pragma('wal_checkpoint(TRUNCATE)') as [{ busy: number }];
    if (outcome.busy) throw new KeyStoreUnavailable('another process keeps its write-ahead log in use');
  }
}

function livingOnes(found: ReadonlyMap<string, SubjectKey | 'destroyed'>): ReadonlyMap<string, SubjectKey> {
  const living = new Map<string, SubjectKey>();
  for (const [subjectId, key] of found) if (key !== 'destroyed') living.set(subjectId, key);
  return living;
}

/** SQLite's failures that may pass: busy, locked, full, I/O. */
const PASSING = /^SQLITE_(BUSY|LOCKED|FULL|IOERR|CANTOPEN|READONLY|NOMEM)/;

function translated<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const { code, message } = error as { readonly code?: unknown; readonly message: string };
    if (PASSING.test(String(code))) throw new KeyStoreUnavailable(message, { cause: error });
    throw error;
  }
}
