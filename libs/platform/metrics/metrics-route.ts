import type { FastifyInstance } from 'fastify';
import type { Metrics } from './metrics.ts';

/** Loopback, also as a socket for both families writes it. */
const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;

/** What a proxy adds: a request that bears one comes from elsewhere, whatever its socket says. */
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'];

/**
 * Offers `/metrics` on the service's own port, to callers on this machine only: everybody else is told that there is
 * nothing. For an installation where the port is not reached through a proxy on the same machine that hides itself; where
 * it is, metrics get a port of their own.
 */
export function offerMetricsOnLoopback(fastify: FastifyInstance, metrics: Metrics): void {
  fastify.get('/metrics', async (request, reply) => {
    const isNear = LOOPBACK.test(request.socket.remoteAddress ?? '');
    if (!isNear || FORWARDED.some((header) => header in request.headers)) return reply.callNotFound();
    return reply.type(metrics.contentType).send(await metrics.tell());
  });
}
