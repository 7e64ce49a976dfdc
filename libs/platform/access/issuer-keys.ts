import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';

/** The issuer cannot be reached or answers nonsense. Its message names the issuer and no token. */
export class IssuerUnavailable extends Error {
  override readonly name = 'IssuerUnavailable';
}

/** How the keys of an issuer are fetched; times in milliseconds. */
export interface IssuerKeysOptions {
  /** Issuer identifier, exactly as tokens name it. */
  readonly issuer: string;
  /** Least time between two fetches of the key set for the sake of unknown key ids; by default 30 s. */
  readonly cooldownMs?: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

const TIMEOUT_MS = 5_000;

/** Time after a failed discovery during which it is not tried again. */
const RETRY_AFTER_MS = 1_000;

/**
 * The public keys of an OpenID Connect issuer: discovered on first use (OpenID Connect Discovery 1.0 §4), then kept,
 * and fetched again when a token names a key that is not among them. A start never waits for the issuer.
 */
export class IssuerKeys {
  private keys: Promise<JWTVerifyGetKey> | undefined;
  private failedAt = -Infinity;

  constructor(private readonly options: IssuerKeysOptions) {}

  /** @throws IssuerUnavailable while the discovery document cannot be had */
  async get(): Promise<JWTVerifyGetKey> {
    if (this.options.now() - this.failedAt < RETRY_AFTER_MS) {
      throw new IssuerUnavailable(`${this.options.issuer} could not be reached a moment ago.`);
    }
    this.keys ??= this.discover();
    try {
      return await this.keys;
    } catch (error) {
      this.keys = undefined;
      this.failedAt = this.options.now();
      throw error;
    }
  }

  private async discover(): Promise<JWTVerifyGetKey> {
    const { issuer, cooldownMs = 30_000 } = this.options;
    const document = await fetchJson(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
    if (document['issuer'] !== issuer) throw new IssuerUnavailable(`The discovery document is not that of ${issuer}.`);
    const address = document['jwks_uri'];
    if (typeof address !== 'string' || !isTrustworthy(address)) {
      throw new IssuerUnavailable(`${issuer} names no jwks_uri that can be trusted.`);
    }
    return createRemoteJWKSet(new URL(address), { cooldownDuration: cooldownMs, timeoutDuration: TIMEOUT_MS });
  }
}

async function fetchJson(address: string): Promise<{ readonly [member: string]: unknown }> {
  try {
    const response = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!response.ok) throw new IssuerUnavailable(`${address} answered ${response.status}.`);
    const document: unknown = await response.json();
    if (typeof document === 'object' && document !== null) return { ...document };
  } catch (error) {
    throw new IssuerUnavailable(`${address} cannot be read.`, { cause: error });
  }
  throw new IssuerUnavailable(`${address} is no discovery document.`);
}

/** Keys fetched in clear over a network could be anybody's. */
function isTrustworthy(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(hostname));
}
