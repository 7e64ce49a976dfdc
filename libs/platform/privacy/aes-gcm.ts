import { createCipheriv, createDecipheriv, randomFillSync, type KeyObject } from 'node:crypto';

/** AES-256-GCM as NIST SP 800-38D has it: 96-bit nonce, drawn at random for every value, 128-bit tag. */
const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const OPTIONS = { authTagLength: TAG_BYTES };

/** What encryption adds to a text, in bytes: nonce and tag. */
export const OVERHEAD_BYTES = NONCE_BYTES + TAG_BYTES;

/** Encrypts under a 32-byte key, bound to the associated data. @returns nonce, tag and ciphertext, joined. */
export function encrypt(key: KeyObject, associated: string, text: Buffer | string): Buffer {
  const nonce = nextNonce();
  const cipher = createCipheriv(ALGORITHM, key, nonce, OPTIONS);
  cipher.setAAD(Buffer.from(associated));
  const body = typeof text === 'string' ? cipher.update(text, 'utf8') : cipher.update(text);
  cipher.final(); // of a stream cipher: nothing more comes
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

/** Random bytes not used yet: drawing many at once costs hardly more than drawing a few. */
const nonces = Buffer.alloc(NONCE_BYTES * 256);
let unused = 0;

function nextNonce(): Buffer {
  if (unused === 0) unused = randomFillSync(nonces).length;
  unused -= NONCE_BYTES;
  return nonces.subarray(unused, unused + NONCE_BYTES);
}

/** Undoes {@link encrypt}. @returns undefined when key, associated data or a single bit is another. */
export function decrypt(key: KeyObject, associated: string, box: Buffer): Buffer | undefined {
  if (box.length < OVERHEAD_BYTES) return undefined;
  const decipher = createDecipheriv(ALGORITHM, key, box.subarray(0, NONCE_BYTES), OPTIONS);
  decipher.setAAD(Buffer.from(associated));
  decipher.setAuthTag(box.subarray(NONCE_BYTES, OVERHEAD_BYTES));
  const text = decipher.update(box.subarray(OVERHEAD_BYTES));
  try {
    decipher.final();
  } catch {
    return undefined;
  }
  return text;
}
