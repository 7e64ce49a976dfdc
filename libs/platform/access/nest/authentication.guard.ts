import { type CanActivate, createParamDecorator, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '#platform/event-store';
import { PUBLIC } from '#platform/http/nest';
import { tokenInvalid, tokenMissing } from '../sign-in-problems.ts';
import { TokenVerifier } from '../token-verifier.ts';

/** Lets a request through when its bearer token is good or its route is public, and notes who acts in the request. */
@Injectable()
export class AuthenticationGuard implements CanActivate {
  constructor(
    private readonly verifier: TokenVerifier,
    private readonly reflector: Reflector,
  ) {}

  /** @throws Problem 401 `TOKEN_MISSING`, and what {@link TokenVerifier.verify} throws */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.reflector.getAllAndOverride<boolean>(PUBLIC, [context.getHandler(), context.getClass()])) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    request.actor = await this.verifier.verify(bearerToken(request.headers.authorization));
    return true;
  }
}

function bearerToken(authorization: string | undefined): string {
  if (authorization === undefined || authorization === '') throw tokenMissing();
  const token = /^Bearer +([\w.~+/=-]+)$/i.exec(authorization)?.[1];
  if (token === undefined) throw tokenInvalid();
  return token;
}

/** Parameter of a handler: the {@link Actor} who is signed in. Not for public routes. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { actor } = context.switchToHttp().getRequest<FastifyRequest>();
  if (actor === null) throw tokenMissing();
  return actor;
});
