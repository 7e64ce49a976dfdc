import { hash } from 'node:crypto';
import { errors, jwtVerify, type JWTPayload } from 'jose';
import { systemClock } from '#platform/clock';
import type { Actor } from '#platform/event-store';
import { actorOfClaims } from './actor-claims.ts';
import { IssuerKeys, IssuerUnavailable } from './issuer-keys.ts';
import { RememberedActors } from './remembered-actors.ts';
import type { RoleTable } from './role.ts';
import { identityProviderUnavailable, tokenExpired, tokenInvalid } from './sign-in-problems.ts';

/** What is believed of a token. */
export interface TokenVerifierOptions {
  /** Issuer identifier, an `https` address (`http` on loopback), exactly as tokens name it. */
  readonly issuer: string;
  /** What `aud` must contain. */
  readonly audience: string;
  readonly roles: RoleTable;
  /** Seconds by which the issuer's clock may differ from ours; by default 30. */
  readonly clockToleranceSeconds?: number;
  /** Least milliseconds between two fetches of the issuer's keys; by default 30,000. */
  readonly keyCooldownMs?: number;
  /** Milliseconds since the epoch; by default the machine's clock. */
  readonly now?: () => number;
  /** Told of each actor whose token was looked at and found good: of the same token once a minute at most. */
  readonly onVerified?: (actor: Actor) => void;
}

/** Signatures made with a private key; never `none`, never a shared secret. */
const ALGORITHMS = [
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
  'PS256',
  'PS384',
  'PS512',
  'RS256',
  'RS384',
  'RS512',
];

/** A verified token is believed that long without looking again, so that a key taken back is noticed within a minute. */
const BELIEVED_MS = 60_000;

/** Tokens remembered at most. */
const MOST_REMEMBERED = 10_000;

const LONGEST_TOKEN = 16_384;

/**
 * Checks bearer tokens (RFC 7519) of an OpenID Connect issuer and answers who acts. Verifying a signature costs more
 * than the rest of a request, so the answer is remembered, by the token's SHA-256, until it expires, a minute at most.
 */
export class TokenVerifier {
  private readonly keys: IssuerKeys;
  private readonly now: () => number;
  private readonly remembered = new RememberedActors(MOST_REMEMBERED);

  constructor(private readonly options: TokenVerifierOptions) {
    this.now = options.now ?? (() => Date.parse(systemClock.now()));
    this.keys = new IssuerKeys({ issuer: options.issuer, cooldownMs: options.keyCooldownMs, now: this.now });
  }

  /**
   * @throws Problem 401 `TOKEN_INVALID` or `TOKEN_EXPIRED`, 403 `ROLE_UNKNOWN` or `CLAIMS_INCOMPLETE`, 503
   * `IDENTITY_PROVIDER_UNAVAILABLE` while the issuer cannot be reached.
   */
  async verify(token: string): Promise<Actor> {
    if (token.length > LONGEST_TOKEN) throw tokenInvalid();
    const name = hash('sha256', token, 'base64');
    const known = this.remembered.recall(name, this.now());
    if (known) return known;
    const claims = await this.claimsOf(token);
    const actor = Object.freeze(actorOfClaims(claims, this.options.roles));
    this.options.onVerified?.(actor);
    this.remembered.remember(name, actor, Math.min(this.now() + BELIEVED_MS, (claims.exp ?? 0) * 1_000));
    return actor;
  }

  private async claimsOf(token: string): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, await this.keys.get(), {
        issuer: this.options.issuer,
        audience: this.options.audience,
        algorithms: ALGORITHMS,
        clockTolerance: this.options.clockToleranceSeconds ?? 30,
        requiredClaims: ['exp', 'iat'],
        currentDate: new Date(this.now()),
      });
      return payload;
    } catch (error) {
      throw refusalOf(error);
    }
  }
}

/** jose says with its own codes what is the token's fault; whatever else went wrong, went wrong at the issuer. */
function refusalOf(error: unknown): Error {
  if (error instanceof errors.JWTExpired) return tokenExpired();
  if (error instanceof IssuerUnavailable || !(error instanceof errors.JOSEError)) return identityProviderUnavailable();
  const issuersFault = ['ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID', 'ERR_JOSE_GENERIC'].includes(error.code);
  return issuersFault ? identityProviderUnavailable() : tokenInvalid();
}
