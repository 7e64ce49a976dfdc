import { isUtf8 } from 'node:buffer';
import type { FastifyInstance } from 'fastify';
import type { BilingualText } from '../preferred-language.ts';
import { Problem } from '../problem.ts';

/**
 * The one body the service reads: JSON in UTF-8. Bytes in another encoding (Shift_JIS, say) are refused instead of
 * being stored as replacement characters, and so are the members `__proto__` and `constructor.prototype`.
 */
export function readJsonBodies(fastify: FastifyInstance): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    if (!isUtf8(body)) {
      done(malformed({ en: 'The body is not encoded in UTF-8.', ja: '本文が UTF-8 で符号化されていません。' }));
      return;
    }
    // With three parameters the parser answers through the callback alone.
    return void parse(request, body.toString('utf8'), (error, value) => {
      if (error === null || codeOf(error) === 'FST_ERR_CTP_EMPTY_JSON_BODY') done(error, value);
      else done(malformed({ en: 'The body is not well-formed JSON.', ja: '本文が正しい JSON ではありません。' }));
    });
  });
}

function malformed(detail: BilingualText): Problem {
  return new Problem({ status: 400, code: 'MALFORMED_JSON', detail });
}

function codeOf(error: Error): unknown {
  return 'code' in error ? error.code : undefined;
}
