import type { FastifyInstance } from 'fastify';
import { isFromHere } from '#platform/http';
import type { Metrics } from './metrics.ts';

/**
 * Offers `/metrics` on the service's own port, to callers on this machine only: everybody else is told that there is
 * nothing. For an installation where the port is not reached through a proxy on the same machine that hides itself; where
 * it is, metrics get a port of their own.
 */
export function offerMetricsOnLoopback(fastify: FastifyInstance, metrics: Metrics): void {
  fastify.get('/metrics', async (request, reply) => {
    if (!isFromHere(request)) return reply.callNotFound();
    return reply.type(metrics.contentType).send(await metrics.tell());
  });
}
