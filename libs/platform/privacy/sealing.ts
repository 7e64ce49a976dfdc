import { isSealed, type Fact, type Personal, type Plain } from '#platform/event-schema';
import type { Json } from '#platform/event-store';
import { decrypt, encrypt } from './aes-gcm.ts';
import type { KeyStore, SubjectKey } from './key-store.ts';
import { keysOnce, type KeyFor } from './keys-once.ts';
import { personalSites } from './personal-sites.ts';

/** What an erased person's values read as, whatever type they had. */
export const ERASED = '〔消去済〕';

/** A sealed value was changed, cut, or moved to another field or person. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
  constructor(readonly path: string) {
    super(`the sealed value of ${path} was tampered with`);
  }
}

/** Seals personal values before they reach the log, and opens them at the edge (architecture §6). */
export class Sealing {
  readonly #keys: KeyStore;

  constructor(keys: KeyStore) {
    this.#keys = keys;
  }

  /** The keys for all that one append seals and digests. */
  keysOnce(): KeyFor {
    return keysOnce(this.#keys);
  }

  /**
   * A fact's data with every personal field sealed under the person it is declared to concern. All keys are durable
   * before anything is sealed with them. Null and absent fields stay as they are.
   *
   * @param mainPerson subject id of the aggregate's main person, e.g. `client-<id>`.
   * @throws SubjectErased when one of the persons was erased.
   */
  async seal(fact: Fact, mainPerson: string, keyFor: KeyFor = this.keysOnce()): Promise<Json> {
    const { data, sites } = personalSites(fact, mainPerson);
    const keys = await Promise.all(sites.map(({ subjectId }) => keyFor(subjectId)));
    for (const [index, { path, value, replace }] of sites.entries()) replace(sealed(keys[index]!, path, value));
    return data as Json;
  }

  /**
   * A JSON value with every sealed value in it opened, those of erased persons being {@link ERASED}. Parts without
   * one are answered as they are, not copied. What a sealed value held is not searched for further ones.
   *
   * @throws SealBroken naming the path, never the value.
   */
  async open<T>(value: T): Promise<Plain<T>> {
    const subjectIds = new Set<string>();
    collectSubjects(value, subjectIds);
    if (subjectIds.size === 0) return value as Plain<T>;
    return opened(value, await this.#keys.existingMany(subjectIds)) as Plain<T>;
  }
}

/** All that ties a ciphertext to its place. */
function boundTo({ subjectId, keyId, path }: Pick<Personal<unknown>, 'subjectId' | 'keyId' | 'path'>): string {
  return JSON.stringify([subjectId, keyId, path]);
}

function sealed({ subjectId, keyId, key }: SubjectKey, path: string, value: unknown): Personal<unknown> {
  const box = encrypt(key, boundTo({ subjectId, keyId, path }), JSON.stringify(value));
  return { subjectId, keyId, path, ct: box.toString('base64') };
}

function collectSubjects(value: unknown, subjectIds: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  if (isSealed(value)) {
    subjectIds.add(String(value.subjectId));
    return;
  }
  if (Array.isArray(value)) {
    for (const element of value) collectSubjects(element, subjectIds);
    return;
  }
  for (const name in value) collectSubjects((value as Record<string, unknown>)[name], subjectIds);
}

function opened(value: unknown, keys: ReadonlyMap<string, SubjectKey>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (isSealed(value)) return unsealed(value, keys.get(value.subjectId));
  if (Array.isArray(value)) {
    const elements = value.map((element) => opened(element, keys));
    return elements.some((element, index) => element !== value[index]) ? elements : value;
  }
  const before = value as Record<string, unknown>;
  let after: Record<string, unknown> | undefined;
  for (const name in before) {
    const member = opened(before[name], keys);
    if (member !== before[name]) (after ??= { ...before })[name] = member;
  }
  return after ?? value;
}

function unsealed(value: Personal<unknown>, key: SubjectKey | undefined): unknown {
  const { subjectId, keyId, path, ct } = value;
  if (![subjectId, keyId, path, ct].every((part) => typeof part === 'string')) throw new SealBroken(String(path));
  if (key?.keyId !== keyId) return ERASED;
  const box = Buffer.from(ct, 'base64');
  // Decoding passes over what is not base64, and over the last character's spare bits.
  const text = box.toString('base64') === ct ? decrypt(key.key, boundTo(value), box) : undefined;
  if (!text) throw new SealBroken(path);
  return JSON.parse(text.toString('utf8'));
}
