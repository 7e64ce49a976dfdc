import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { decrypt, encrypt } from './aes-gcm.ts';
import { KeyDamaged, WrongMasterKey, type SubjectKey } from './key-store.ts';

const KEY_BYTES = 32;

/** A key as it is stored: encrypted with the master key, bound to its subject and its own id. */
export interface WrappedKey {
  readonly subjectId: string;
  readonly keyId: string;
  /** Nonce, tag and ciphertext: 60 bytes. */
  readonly wrapped: Buffer;
}

/** Draws a key for a subject. */
export function newKey(subjectId: string): SubjectKey {
  return { subjectId, keyId: randomBytes(9).toString('base64url'), key: createSecretKey(randomBytes(KEY_BYTES)) };
}

/** Wraps a key for storage. */
export function wrapKey(masterKey: KeyObject, { subjectId, keyId, key }: SubjectKey): WrappedKey {
  return { subjectId, keyId, wrapped: encrypt(masterKey, boundTo(subjectId, keyId), key.export()) };
}

/** Unwraps a stored key. @throws KeyDamaged when it is not what was stored for this subject and key id. */
export function unwrapKey(masterKey: KeyObject, { subjectId, keyId, wrapped }: WrappedKey): SubjectKey {
  const bytes = decrypt(masterKey, boundTo(subjectId, keyId), wrapped);
  if (bytes?.length !== KEY_BYTES) throw new KeyDamaged(subjectId);
  return { subjectId, keyId, key: createSecretKey(bytes) };
}

function boundTo(subjectId: string, keyId: string): string {
  return JSON.stringify([subjectId, keyId]);
}

const CHECK = 'master key check';

/** A value kept in the store by which the right master key is known again. */
export function masterKeyCheck(masterKey: KeyObject): Buffer {
  return encrypt(masterKey, CHECK, randomBytes(KEY_BYTES));
}

/** @throws WrongMasterKey when the check value was made with another master key. */
export function assertMasterKey(masterKey: KeyObject, check: Buffer, where: string): void {
  if (!decrypt(masterKey, CHECK, check)) throw new WrongMasterKey(where);
}
