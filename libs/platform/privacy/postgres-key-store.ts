import { createSecretKey, type KeyObject } from 'node:crypto';
import type pg from 'pg';
import type { Clock } from '#platform/clock';
import { CONNECT_WITHIN_MS, isPostgresAway } from '#platform/postgres';
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
import { assertMasterKey, masterKeyCheck, newKey, unwrapKey, wrapKey } from './wrapped-key.ts';

/** `erasures` numbers the destructions: its row is locked by each, so they commit in the order of their numbers. */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS subject_key (
    subject_id   text PRIMARY KEY,
    key_id       text NOT NULL,
    wrapped      bytea,
    created_at   timestamptz NOT NULL,
    destroyed_at timestamptz,
    erasure      integer,
    CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL) AND (wrapped IS NULL) = (erasure IS NOT NULL))
  );
  CREATE INDEX IF NOT EXISTS subject_key_erasure ON subject_key (erasure) WHERE erasure IS NOT NULL;
  CREATE TABLE IF NOT EXISTS key_store_state (
    id               integer PRIMARY KEY CHECK (id = 1),
    master_key_check bytea NOT NULL,
    erasures         integer NOT NULL DEFAULT 0,
    scrubbed         integer NOT NULL DEFAULT 0
  );
`;

/** Any number of our own: serialises the making of the tables among processes that start together. */
const SCHEMA_LOCK = 7_150_927_334;

const LOOK_UP = `
  SELECT subject_id AS "subjectId", key_id AS "keyId", wrapped, erasure FROM subject_key WHERE subject_id = ANY($1)
  UNION ALL
  SELECT subject_id, key_id, NULL, erasure FROM subject_key WHERE erasure > $2`;

const INSERT = `
  INSERT INTO subject_key (subject_id, key_id, wrapped, created_at)
  SELECT subject_id, key_id, wrapped, $4 FROM unnest($1::text[], $2::text[], $3::bytea[]) AS fresh (subject_id, key_id, wrapped)
  ON CONFLICT (subject_id) DO NOTHING`;

const DESTROY = `
  INSERT INTO subject_key (subject_id, key_id, created_at, destroyed_at, erasure)
  SELECT subject_id, '', $2, $2, $3 FROM unnest($1::text[]) AS gone (subject_id)
  ON CONFLICT (subject_id) DO UPDATE
    SET wrapped = NULL, destroyed_at = excluded.destroyed_at, erasure = excluded.erasure
    WHERE subject_key.erasure IS NULL`;

export interface PostgresKeyStoreOptions extends KeyStoreOptions {
  /** `postgres://…`: a database apart from the read models'. The tables are made when missing. */
  readonly url: string;
  readonly clock: Clock;
}

interface Row {
  readonly subjectId: string;
  readonly keyId: string;
  readonly wrapped: Buffer | null;
  readonly erasure: number | null;
}

/**
 * The key store of the server profile: a PostgreSQL database of its own.
 *
 * Each tick's requests are one statement, which brings the erasures committed since the last one with it: no cached
 * key is handed out after its destruction was committed anywhere.
 */
export class PostgresKeyStore implements KeyStore {
  readonly #pool: pg.Pool;
  readonly #masterKey: KeyObject;
  readonly #clock: Clock;
  readonly #cache: KeyCache;
  readonly #find = oncePerTick((subjectIds: readonly string[]) => this.#lookUp(subjectIds));
  readonly #create = oncePerTick((subjectIds: readonly string[]) => this.#createAll(subjectIds));
  readonly #erase = oncePerTick((subjectIds: readonly string[]) => this.#destroyAll(subjectIds));
  /** Number of the last erasure that the cache was told of. */
  #noticedErasure = 0;

  /** @throws WrongMasterKey when the database's keys are wrapped with another master key. */
  static async open(options: PostgresKeyStoreOptions): Promise<PostgresKeyStore> {
    const { default: driver } = await import('pg');
    const store = new PostgresKeyStore(driver, options);
    try {
      await store.#prepareDatabase();
    } catch (error) {
      await store.close();
      throw error;
    }
    return store;
  }

  private constructor(driver: typeof pg, { url, masterKey, clock, cachedKeys }: PostgresKeyStoreOptions) {
    this.#masterKey = createSecretKey(masterKey);
    this.#clock = clock;
    this.#cache = new KeyCache(cachedKeys);
    this.#pool = new driver.Pool({
      connectionString: url,
      max: 4,
      connectionTimeoutMillis: CONNECT_WITHIN_MS,
      options: '-c synchronous_commit=on',
    });
    // An idle connection that breaks is replaced at the next request; without a listener it would end the process.
    this.#pool.on('error', () => undefined);
  }

  async keyFor(subjectId: string): Promise<SubjectKey> {
    const found = await this.#find(subjectId);
    const key = found ?? (await this.#create(subjectId));
    if (!key || key === 'destroyed') throw new SubjectErased(subjectId);
    return key;
  }

  async existing(subjectId: string, keyId: string): Promise<SubjectKey | undefined> {
    const found = await this.#find(subjectId);
    return found !== 'destroyed' && found?.keyId === keyId ? found : undefined;
  }

  async existingMany(subjectIds: Iterable<string>): Promise<ReadonlyMap<string, SubjectKey>> {
    const keys = new Map<string, SubjectKey>();
    for (const [subjectId, found] of await this.#lookUp([...new Set(subjectIds)])) {
      if (found !== 'destroyed') keys.set(subjectId, found);
    }
    return keys;
  }

  async destroy(subjectId: string): Promise<void> {
    await this.#erase(subjectId);
  }

  async adopt(keys: readonly KeptKey[]): Promise<void> {
    const living = keys.filter((kept): kept is SubjectKey => kept.key !== undefined);
    await this.#insertAll(living);
    assertAdopted(living, await this.#lookUp(living.map(({ subjectId }) => subjectId)));
    const erased = keys.filter(({ key }) => !key);
    await Promise.all(erased.map(({ subjectId }) => this.destroy(subjectId)));
  }

  async close(): Promise<void> {
    this.#cache.clear();
    await this.#pool.end();
  }

  /**
   * One statement, hence one snapshot: the rows not cached, and the erasures committed since the last one noticed.
   * What was cached when it was asked is right unless the same snapshot says that it was destroyed.
   */
  async #lookUp(subjectIds: readonly string[]): Promise<ReadonlyMap<string, Found>> {
    if (subjectIds.length === 0) return new Map();
    const answers = new Map<string, Found>();
    const missing: string[] = [];
    for (const subjectId of subjectIds) {
      const cached = this.#cache.get(subjectId);
      if (cached) answers.set(subjectId, cached);
      else missing.push(subjectId);
    }
    const noticed = this.#noticedErasure;
    const { rows } = await this.#ask((pool) => pool.query<Row>(LOOK_UP, [missing, noticed]));
    // Somebody who noticed an erasure meanwhile saw a later state: what it destroyed must not come back through us.
    const mayKeep = this.#noticedErasure === noticed;
    for (const { subjectId, keyId, wrapped, erasure } of rows) {
      if (wrapped) {
        const key = unwrapKey(this.#masterKey, { subjectId, keyId, wrapped });
        answers.set(subjectId, key);
        if (mayKeep) this.#cache.keep(key);
      } else {
        answers.set(subjectId, 'destroyed');
        this.#cache.forget(subjectId);
        this.#noticedErasure = Math.max(this.#noticedErasure, erasure!);
      }
    }
    return answers;
  }

  /** One transaction; another process may have been first with some of them. */
  async #createAll(subjectIds: readonly string[]): Promise<ReadonlyMap<string, Found>> {
    await this.#insertAll(subjectIds.map(newKey));
    return this.#lookUp(subjectIds);
  }

  /** In one statement, sorted, so that two never deadlock. Who has a key keeps it. */
  async #insertAll(keys: readonly SubjectKey[]): Promise<void> {
    const fresh = keys
      .toSorted((one, other) => (one.subjectId < other.subjectId ? -1 : 1))
      .map((key) => wrapKey(this.#masterKey, key));
    await this.#ask((pool) =>
      pool.query(INSERT, [
        fresh.map((key) => key.subjectId),
        fresh.map((key) => key.keyId),
        fresh.map((key) => key.wrapped),
        this.#clock.now(),
      ]),
    );
  }

  async #destroyAll(subjectIds: readonly string[]): Promise<ReadonlyMap<string, true>> {
    const known = await this.#lookUp(subjectIds);
    const doomed = subjectIds.filter((subjectId) => known.get(subjectId) !== 'destroyed').toSorted();
    if (doomed.length > 0) await this.#bury(doomed);
    for (const subjectId of subjectIds) this.#cache.forget(subjectId);
    await this.#scrub();
    return new Map(subjectIds.map((subjectId) => [subjectId, true]));
  }

  async #bury(subjectIds: readonly string[]): Promise<void> {
    await this.#inTransaction(async (client) => {
      const { rows } = await client.query<{ erasures: number }>(
        'UPDATE key_store_state SET erasures = erasures + 1 RETURNING erasures',
      );
      await client.query(DESTROY, [subjectIds, this.#clock.now(), rows[0]!.erasures]);
    });
  }

  /**
   * PostgreSQL leaves the former version of a row in its page: the table is written anew without it, once for all
   * erasures so far. The server's own write-ahead log keeps it, wrapped, until that segment is recycled.
   */
  async #scrub(): Promise<void> {
    const { rows } = await this.#ask((pool) =>
      pool.query<{ erasures: number }>('SELECT erasures FROM key_store_state WHERE scrubbed < erasures'),
    );
    const [state] = rows;
    if (!state) return;
    await this.#ask((pool) => pool.query('VACUUM FULL subject_key'));
    await this.#ask((pool) =>
      pool.query('UPDATE key_store_state SET scrubbed = greatest(scrubbed, $1)', [state.erasures]),
    );
  }

  async #prepareDatabase(): Promise<void> {
    const check = await this.#inTransaction(async (client) => {
      await client.query('SELECT pg_advisory_xact_lock($1)', [SCHEMA_LOCK]);
      await client.query(SCHEMA);
      await client.query(
        'INSERT INTO key_store_state (id, master_key_check) VALUES (1, $1) ON CONFLICT (id) DO NOTHING',
        [masterKeyCheck(this.#masterKey)],
      );
      const { rows } = await client.query<{ check: Buffer; erasures: number }>(
        'SELECT master_key_check AS check, erasures FROM key_store_state',
      );
      return rows[0]!;
    });
    assertMasterKey(this.#masterKey, check.check, 'the key database');
    this.#noticedErasure = check.erasures;
  }

  async #inTransaction<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    return this.#ask(async (pool) => {
      const client = await pool.connect();
      let failed = true;
      // Between two statements nobody else hears that the server has ended the connection: the next one fails.
      const ended = () => undefined;
      client.on('error', ended);
      try {
        await client.query('BEGIN');
        const result = await work(client);
        await client.query('COMMIT');
        failed = false;
        return result;
      } finally {
        client.off('error', ended);
        client.release(failed); // where it failed, the connection is closed, and so rolls back whatever state it is in
      }
    });
  }

  async #ask<T>(work: (pool: pg.Pool) => Promise<T>): Promise<T> {
    try {
      return await work(this.#pool);
    } catch (error) {
      throw isPostgresAway(error) ? new KeyStoreUnavailable((error as Error).message, { cause: error }) : error;
    }
  }
}

type Found = SubjectKey | 'destroyed';
