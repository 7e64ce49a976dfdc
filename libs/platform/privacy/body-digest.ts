import { createHmac, createSecretKey, hkdfSync, timingSafeEqual, type KeyObject } from 'node:crypto';
import type { KeyStore, SubjectKey } from './key-store.ts';
import type { KeyFor } from './keys-once.ts';

/** How a text compares to a digest; `unknown` when its key was destroyed, so that nobody can tell any more. */
export type DigestMatch = 'same' | 'different' | 'unknown';

/**
 * Keyed digests of command bodies: whether a command came twice with the same body can be told while the person
 * lives in the key store, and nothing can be guessed from the digest once they were erased, as from a plain hash.
 */
export class BodyDigest {
  readonly #keys: KeyStore;

  constructor(keys: KeyStore) {
    this.#keys = keys;
  }

  /**
   * Digest of a canonical text under a subkey of the subject's key: `<keyId>.<HMAC-SHA-256 in base64url>`.
   *
   * @throws SubjectErased
   */
  async digest(
    subjectId: string,
    canonicalText: string,
    keyFor: KeyFor = (id) => this.#keys.keyFor(id),
  ): Promise<string> {
    return digestWith(await keyFor(subjectId), canonicalText);
  }

  /** Compares a text to a digest made earlier for the same subject. */
  async matches(subjectId: string, digest: string, canonicalText: string): Promise<DigestMatch> {
    const key = await this.#keys.existing(subjectId, digest.slice(0, digest.lastIndexOf('.')));
    if (!key) return 'unknown';
    const expected = Buffer.from(digestWith(key, canonicalText));
    const given = Buffer.from(digest);
    return expected.length === given.length && timingSafeEqual(expected, given) ? 'same' : 'different';
  }
}

function digestWith({ key, keyId }: SubjectKey, text: string): string {
  return `${keyId}.${createHmac('sha256', subkeyOf(key)).update(text).digest('base64url')}`;
}

/** Gone with the keys they are derived from: the key store's cache decides how long that is. */
const subkeys = new WeakMap<KeyObject, KeyObject>();

/** The subkey is derived with HKDF (RFC 5869), so that the key that seals never signs. */
function subkeyOf(key: KeyObject): KeyObject {
  const known = subkeys.get(key);
  if (known) return known;
  const subkey = createSecretKey(Buffer.from(hkdfSync('sha256', key, '', 'command body digest', 32)));
  subkeys.set(key, subkey);
  return subkey;
}
