import type { KeyObject } from 'node:crypto';

/** The key of one data subject: every personal value that concerns them is sealed with it. */
export interface SubjectKey {
  /** Whose key it is, e.g. `client-<id>`. */
  readonly subjectId: string;
  /** Names this key in sealed values: a key lost and made anew is another key. */
  readonly keyId: string;
  /** 32 bytes. Not a Buffer: it appears in no log, and is three times as fast to use. */
  readonly key: KeyObject;
}

/**
 * The keys of all data subjects, apart from log and read models. Destroying a key is erasing the person: what was
 * sealed with it opens nowhere any more, at once, in every thread and process (law 11).
 *
 * All methods may reject with {@link KeyStoreUnavailable}. Adapters: an SQLite file and a PostgreSQL database; one
 * contract suite holds for both.
 */
export interface KeyStore {
  /**
   * The subject's key, made when there is none yet. It is durable before the promise resolves, so before the first
   * event that is sealed with it. Concurrent requests get one key; new keys asked for in one tick are one transaction.
   *
   * @throws SubjectErased when the key was destroyed: a person once erased never gets another.
   */
  keyFor(subjectId: string): Promise<SubjectKey>;

  /** The key a value was sealed with; undefined when it was destroyed, or is not known. */
  existing(subjectId: string, keyId: string): Promise<SubjectKey | undefined>;

  /** The living keys of many subjects, by subject id; those destroyed or not known are missing. */
  existingMany(subjectIds: Iterable<string>): Promise<ReadonlyMap<string, SubjectKey>>;

  /**
   * Destroys the subject's key for ever; a subject without one can never get one. A tombstone without key material
   * stays. Destroying twice is destroying once, so a log's erasures can all be applied again at every start.
   *
   * When it rejects, the key may be destroyed without its bytes having left the files: destroy it again.
   */
  destroy(subjectId: string): Promise<void>;

  close(): Promise<void>;
}

/** What both key stores are opened with. */
export interface KeyStoreOptions {
  /** 32 bytes; every key is stored wrapped with it. */
  readonly masterKey: Buffer;
  /** Most keys held in plain in memory, by default 10,000 (about 2 MB); the least recently used goes first. */
  readonly cachedKeys?: number;
}

/** The person was erased: nothing can be sealed for them any more. */
export class SubjectErased extends Error {
  override readonly name = 'SubjectErased';
  constructor(readonly subjectId: string) {
    super(`${subjectId} was erased: nothing more can be recorded about them`);
  }
}

/** The key store does not answer, or cannot write; the same call may succeed later. */
export class KeyStoreUnavailable extends Error {
  override readonly name = 'KeyStoreUnavailable';
  constructor(why: string, options?: ErrorOptions) {
    super(`the key store is not available: ${why}`, options);
  }
}

/** The master key is not the one that the stored keys are wrapped with. */
export class WrongMasterKey extends Error {
  override readonly name = 'WrongMasterKey';
  constructor(where: string) {
    super(
      `the master key is not the one that the keys in ${where} are wrapped with: ` +
        'set MASTER_KEY to the former value, or put the former master.key file back',
    );
  }
}

/** A stored key does not unwrap although the master key is right: the row was changed, or copied from another one. */
export class KeyDamaged extends Error {
  override readonly name = 'KeyDamaged';
  constructor(readonly subjectId: string) {
    super(`the stored key of ${subjectId} is damaged: restore the key store from a backup`);
  }
}
