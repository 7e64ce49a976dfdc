import type { Actor } from '#platform/event-store';
import { Problem } from '#platform/http';
import {
  type DevelopmentIssuer,
  type DevelopmentIssuerOptions,
  type DevelopmentUser,
  startDevelopmentIssuer,
} from './development-issuer.ts';
import { roleTable } from './role.ts';
import { TokenVerifier, type TokenVerifierOptions } from './token-verifier.ts';

export const audience = 'tasuki';

export const intake: DevelopmentUser = {
  name: 'intake-13',
  description: 'intake in Tokyo',
  userId: 'u-intake',
  org: 'iesc',
  officeId: 'iesc-13',
  role: 'intake',
};

export const auditor: DevelopmentUser = {
  name: 'auditor',
  description: 'reads all',
  userId: 'u-audit',
  org: 'court',
  officeId: null,
  role: 'auditor',
};

export const roles = roleTable([
  { name: 'intake', org: 'iesc', scope: 'office' },
  { name: 'auditor', org: 'court', scope: 'everything' },
  { name: 'process', org: 'tasuki', scope: 'everything', signIn: false },
]);

export const intakeActor: Actor = { userId: 'u-intake', org: 'iesc', officeId: 'iesc-13', role: 'intake' };

/** A set-up of issuers and verifiers that share one clock, closed after each test of the suite that makes it. */
export class SignInSetUp {
  /** The clock, milliseconds since the epoch; tests move it. */
  now = 0;
  /** What to close after the test, last first. */
  readonly closing: (() => Promise<unknown>)[] = [];

  constructor() {
    beforeEach(() => {
      this.now = Date.parse('2025-06-02T00:00:00Z');
    });
    afterEach(async () => {
      for (const close of this.closing.splice(0).reverse()) await close();
    });
  }

  async issuer(options: Partial<DevelopmentIssuerOptions> = {}): Promise<DevelopmentIssuer> {
    const issuer = await startDevelopmentIssuer({
      port: 0,
      audience,
      users: [intake, auditor],
      now: () => this.now,
      ...options,
    });
    this.closing.push(() => issuer.close());
    return issuer;
  }

  verifier(issuer: string, options: Partial<TokenVerifierOptions> = {}): TokenVerifier {
    return new TokenVerifier({ issuer, audience, roles, now: () => this.now, keyCooldownMs: 0, ...options });
  }
}

/** The code of the refusal, or the actor. */
export async function outcome(verifier: TokenVerifier, token: string): Promise<string | Actor> {
  try {
    return await verifier.verify(token);
  } catch (error) {
    if (error instanceof Problem) return error.init.code;
    throw error;
  }
}
