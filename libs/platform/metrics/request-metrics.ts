import type { FastifyInstance } from 'fastify';
import type { Metrics } from './metrics.ts';

/** What stands for the route of a request that no route answers: the address itself is the caller's words. */
const NO_ROUTE = 'none';

/** Counts the requests of a service by the pattern of their route; health checks and the metrics themselves are left out. */
export function measureRequests(fastify: FastifyInstance, { instruments }: Metrics): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? NO_ROUTE;
    const { method } = request;
    if (!route.startsWith('/health/') && route !== '/metrics') {
      instruments.httpRequests.inc({ method, route, status: String(reply.statusCode) });
      if (!isFeed(reply.getHeader('content-type'))) {
        instruments.httpDuration.observe({ method, route }, reply.elapsedTime / 1000);
      }
    }
    done();
  });
}

/** An answer that lasts as long as its reader listens says nothing about how quick the service is. */
function isFeed(contentType: unknown): boolean {
  return typeof contentType === 'string' && contentType.startsWith('text/event-stream');
}
