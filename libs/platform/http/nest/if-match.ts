import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Revision } from '#platform/event-store';
import { Problem } from '../problem.ts';

/**
 * The revision the caller has seen, from `If-Match: "<revision>"`; undefined where the header is not sent. A weak tag,
 * a list and `*` are refused: a command is based on one exact revision or on none.
 *
 * @throws Problem 400 `IF_MATCH_INVALID`
 */
export function parseIfMatch(header: string | undefined): Revision | undefined {
  if (header === undefined) return undefined;
  const revision = /^"(0|[1-9]\d{0,15})"$/.exec(header)?.[1];
  if (revision === undefined || !Number.isSafeInteger(Number(revision))) {
    throw new Problem({
      status: 400,
      code: 'IF_MATCH_INVALID',
      detail: {
        en: 'If-Match takes one revision in double quotes, as the ETag of the last answer gave it: If-Match: "3".',
        ja: 'If-Match には直前の応答の ETag にあるリビジョンを二重引用符で囲んで指定してください（例: "3"）。',
      },
    });
  }
  return Number(revision);
}

/** The `ETag` of a revision: `"3"`. */
export function etagOf(revision: Revision): string {
  return `"${revision}"`;
}

/** Parameter of a command's handler: the revision of `If-Match`, a number or undefined. */
export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext) =>
  parseIfMatch(context.switchToHttp().getRequest<FastifyRequest>().headers['if-match']),
);
