import type { FastifyInstance } from 'fastify';
import { Problem } from '../problem.ts';

/**
 * Answers 400 where a part of the path holds a control character: nothing has such a name, and not every database takes a
 * NUL to look for.
 */
export function refuseControlsInAddresses(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', ({ params }, _reply, done) => {
    const parts = Object.values((params ?? {}) as { readonly [name: string]: unknown });
    const isPlain = parts.every((part) => typeof part !== 'string' || !/\p{Cc}/u.test(part));
    done(isPlain ? undefined : new Problem({ status: 400, code: 'MALFORMED_URL' }));
  });
}
