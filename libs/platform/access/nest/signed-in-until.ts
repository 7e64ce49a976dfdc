import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { decodeJwt } from 'jose';
import { systemClock } from '#platform/clock';
import { tokenExpired } from '../sign-in-problems.ts';

/**
 * When the sign-in ends that a request was let in by, milliseconds since the epoch; undefined where it bears no token.
 * The guard has verified the token; here it is only looked into again, for the few answers that outlast a moment.
 *
 * @throws Problem 401 `TOKEN_EXPIRED` in the seconds by which the guard lets a token live longer, for clocks differ
 */
export function signedInUntil(authorization: string | undefined, now: number): number | undefined {
  const token = authorization?.replace(/^Bearer +/i, '');
  if (!token) return undefined;
  const until = (decodeJwt(token).exp ?? 0) * 1_000;
  if (until <= now) throw tokenExpired();
  return until;
}

/** Parameter of a handler: see {@link signedInUntil}. */
export const SignedInUntil = createParamDecorator((_: unknown, context: ExecutionContext): number | undefined => {
  const { headers } = context.switchToHttp().getRequest<FastifyRequest>();
  return signedInUntil(headers.authorization, Date.parse(systemClock.now()));
});
