import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type CryptoKey, type JWK } from 'jose';

/** A private key of the development issuer, ES256; `kid` is its thumbprint (RFC 7638). */
interface SigningKey {
  readonly kid: string;
  readonly jwk: JWK;
}

/** Keys published at a time: the one that signs and the one before it, whose tokens are still about. */
const PUBLISHED = 2;

const FILE_NAME = 'development-issuer-keys.json';

/** The development issuer's keys, newest first; kept in a file, where a directory is given, so that tokens survive a restart. */
export class SigningKeys {
  private constructor(
    private keys: readonly SigningKey[],
    private readonly directory: string | undefined,
  ) {}

  static async open(directory: string | undefined): Promise<SigningKeys> {
    const stored = directory === undefined ? undefined : await readKeys(join(directory, FILE_NAME));
    const keys = new SigningKeys(stored ?? [], directory);
    if (keys.keys.length === 0) await keys.rotate();
    return keys;
  }

  /** A new key signs from now on; the one before stays published, older ones are gone. */
  async rotate(): Promise<void> {
    this.keys = [await newKey(), ...this.keys].slice(0, PUBLISHED);
    if (this.directory !== undefined) await writeKeys(this.directory, this.keys);
  }

  /** The key set as it is published (RFC 7517). */
  published(): { readonly keys: readonly JWK[] } {
    return {
      keys: this.keys.map(({ kid, jwk: { kty, crv, x, y } }) => ({ kty, crv, x, y, kid, alg: 'ES256', use: 'sig' })),
    };
  }

  async current(): Promise<{ readonly kid: string; readonly key: CryptoKey | Uint8Array }> {
    const [newest] = this.keys;
    if (newest === undefined) throw new Error('The development issuer has no key.');
    return { kid: newest.kid, key: await importJWK(newest.jwk, 'ES256') };
  }
}

async function newKey(): Promise<SigningKey> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  return { kid: await calculateJwkThumbprint(jwk), jwk };
}

async function readKeys(path: string): Promise<readonly SigningKey[] | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as SigningKey[];
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw new Error(`${path} cannot be read; delete it, and the development issuer makes new keys.`, { cause: error });
  }
}

function isMissing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
}

/** Written beside and renamed, so that a crash leaves the old file or the new one. */
async function writeKeys(directory: string, keys: readonly SigningKey[]): Promise<void> {
  await mkdir(directory, { recursive: true });
  const path = join(directory, FILE_NAME);
  await writeFile(`${path}.new`, JSON.stringify(keys), { mode: 0o600 });
  await rename(`${path}.new`, path);
}
