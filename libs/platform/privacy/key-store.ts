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

/** A key as another store, or a backup, holds it; without one where it was destroyed. */
export type KeptKey = SubjectKey | { readonly subjectId: string; readonly key: undefined };

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

  /**
   * Takes over keys of another store as they are, wrapped with this one's master key; what was destroyed there is
   * destroyed here. Keys taken over before are passed by; a person erased here stays erased.
   *
   * @throws KeyTaken when a subject has another key here; none of these keys may have been taken over then
   */
  adopt(keys: readonly KeptKey[]): Promise<void>;

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

/** Values sealed with the one key would never open with the other. */
export class KeyTaken extends Error {
  override readonly name = 'KeyTaken';
  constructor(readonly subjectId: string) {
    super(`${subjectId} has another key here already: take keys over into a store that nobody has used`);
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

/** Holds what a store answers after taking keys over to what they are. @throws KeyTaken */
export function assertAdopted(keys: readonly KeptKey[], found: ReadonlyMap<string, SubjectKey | 'destroyed'>): void {
  for (const kept of keys) {
    const here = found.get(kept.subjectId);
    if (kept.key && here !== 'destroyed' && here?.keyId !== kept.keyId) throw new KeyTaken(kept.subjectId);
  }
}
