import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { refused } from './validation.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/**
 * A UUID (RFC 9562) of any version, in lower case.
 *
 * @throws Problem 400 `VALIDATION_FAILED` with the path given
 */
export function parseUuid(value: unknown, path: string): string {
  const uuid = typeof value === 'string' ? value.toLowerCase() : '';
  if (!UUID.test(uuid)) {
    throw refused([{ path, code: 'IS_UUID', message: { en: 'must be a UUID', ja: 'UUID で指定してください' } }]);
  }
  return uuid;
}

/** Parameter of a handler: the named part of the path, a UUID in lower case. */
export const UuidParam = createParamDecorator((name: string, context: ExecutionContext) => {
  const { params } = context.switchToHttp().getRequest<FastifyRequest<{ Params: Record<string, string> }>>();
  return parseUuid(params[name], name);
});
