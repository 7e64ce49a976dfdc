import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';

const KEY_BYTES = 32;
/** 32 bytes in base64: 43 characters and one of padding. */
const BASE64_KEY = /^[A-Za-z0-9+/]{43}=$/;

/** The master key cannot be had; the message says what to write. */
export class MasterKeyMissing extends Error {
  override readonly name = 'MasterKeyMissing';
}

/**
 * The master key of the embedded profile: `<dataDir>/master.key`, made at the first start, readable by its owner only.
 *
 * @param keysFile path of the key store: when that exists already, a missing master key is not replaced by another.
 * @throws MasterKeyMissing
 */
export function masterKeyFromFile(dataDir: string, keysFile: string): Buffer {
  const file = join(dataDir, 'master.key');
  if (!existsSync(file)) {
    if (existsSync(keysFile)) {
      throw new MasterKeyMissing(
        `${file} is missing, and the keys in ${keysFile} open with no other: put it back, or set MASTER_KEY`,
      );
    }
    makeKeyFile(file);
  }
  const text = readFileSync(file, 'utf8').trim();
  if (!BASE64_KEY.test(text))
    throw new MasterKeyMissing(`${file} must hold 32 bytes in base64: put the former one back`);
  return Buffer.from(text, 'base64');
}

/** Written aside and linked into place: of two processes that start together one wins, and none reads half a key. */
function makeKeyFile(file: string): void {
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  const descriptor = openSync(draft, 'wx', 0o600);
  try {
    writeSync(descriptor, `${randomBytes(KEY_BYTES).toString('base64')}\n`);
    fsyncSync(descriptor);
    linkSync(draft, file);
  } catch (error) {
    if ((error as { readonly code?: unknown }).code !== 'EEXIST') throw error;
  } finally {
    closeSync(descriptor);
    rmSync(draft);
  }
  syncDirectory(dirname(file));
}

/** Makes the new name outlive a power cut, where the system lets a directory be synced. */
function syncDirectory(directory: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(directory, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}
