import type { FastifyInstance } from 'fastify';
import { Problem } from '../problem.ts';

/**
 * Answers 405 with `Allow`, instead of 404, where the path is known and the method is not. Listens to the routes
 * registered from now on, so it comes before Nest registers its own.
 */
export function refuseUnknownMethods(fastify: FastifyInstance): void {
  const routes: { readonly pattern: readonly string[]; readonly methods: readonly string[] }[] = [];
  fastify.addHook('onRoute', ({ url, method }) => {
    if (!url.includes('*')) routes.push({ pattern: url.split('/'), methods: [method].flat() });
  });
  fastify.addHook('onRequest', (request, _reply, done) => {
    if (!request.is404) {
      done();
      return;
    }
    const path = request.url.split('?', 1)[0]?.split('/') ?? [];
    const methods = routes.filter(({ pattern }) => matches(pattern, path)).flatMap((route) => route.methods);
    done(methods.length > 0 ? methodNotAllowed([...new Set(methods)].sort()) : undefined);
  });
}

function methodNotAllowed(methods: readonly string[]): Problem {
  return new Problem({ status: 405, code: 'METHOD_NOT_ALLOWED', headers: { Allow: methods.join(', ') } });
}

function matches(pattern: readonly string[], path: readonly string[]): boolean {
  return pattern.length === path.length && pattern.every((part, index) => part.startsWith(':') || part === path[index]);
}
