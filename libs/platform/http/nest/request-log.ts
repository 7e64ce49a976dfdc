import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import './acting-request.ts';

/**
 * One line a request: method, route (the pattern, for the address itself may carry a name that was searched for),
 * status, milliseconds, request id, who, and the problem's code. Never a body, a header or a token. Health checks are
 * left out: they come every few seconds and say nothing.
 */
export function logRequests(fastify: FastifyInstance, logger: Logger): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? null;
    if (!route?.startsWith('/health/')) {
      logger.info(
        {
          requestId: request.id,
          method: request.method,
          route,
          status: reply.statusCode,
          ms: Math.round(reply.elapsedTime * 100) / 100,
          ...(request.actor && { userId: request.actor.userId, role: request.actor.role }),
          ...(request.problemCode !== null && { code: request.problemCode }),
        },
        'request',
      );
    }
    done();
  });
}
