import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../problem.ts';

/**
 * The caller's name for one command, from the `Idempotency-Key` header: 1 to 200 visible ASCII characters.
 *
 * @throws Problem 400 `IDEMPOTENCY_KEY_REQUIRED` or `IDEMPOTENCY_KEY_INVALID`
 */
export function parseIdempotencyKey(header: string | readonly string[] | undefined): string {
  if (header === undefined || header === '') {
    throw new Problem({
      status: 400,
      code: 'IDEMPOTENCY_KEY_REQUIRED',
      detail: {
        en: 'Send an Idempotency-Key header with every command, and the same one when you send the command again.',
        ja: 'すべてのコマンドに Idempotency-Key ヘッダーを付け、再送時には同じ値を使ってください。',
      },
    });
  }
  if (typeof header !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(header)) {
    throw new Problem({
      status: 400,
      code: 'IDEMPOTENCY_KEY_INVALID',
      detail: {
        en: 'Idempotency-Key takes 1 to 200 visible ASCII characters, without spaces.',
        ja: 'Idempotency-Key は空白を含まない 1～200 文字の ASCII 文字で指定してください。',
      },
    });
  }
  return header;
}

/** Parameter of a command's handler: its idempotency key, a string. */
export const IdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext) =>
  parseIdempotencyKey(context.switchToHttp().getRequest<FastifyRequest>().headers['idempotency-key']),
);
