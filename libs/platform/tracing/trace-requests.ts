import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { openSpan, type OpenSpan } from './spans.ts';

/**
 * Makes a span of each request, in the trace that the caller names in `traceparent`, else in a new one. It bears method,
 * pattern of the route, status and request id: never the address, which may carry a name that was searched for.
 */
export function traceRequests(fastify: FastifyInstance): void {
  const spans = new WeakMap<FastifyRequest, OpenSpan>();
  const end = (request: FastifyRequest, status: number | undefined) => {
    const open = spans.get(request);
    if (!open) return;
    spans.delete(request);
    if (status === undefined) open.span.setAttribute('error.type', 'aborted');
    else open.span.setAttribute('http.response.status_code', status);
    if (status === undefined || status >= 500) open.span.setStatus({ code: SpanStatusCode.ERROR });
    open.span.end();
  };
  fastify.addHook('onRequest', (request, _, done) => {
    const { url: route = 'none' } = request.routeOptions;
    const open = isWatched(route)
      ? openSpan(`${request.method} ${route}`, {
          kind: SpanKind.SERVER,
          parent: request.headers['traceparent'] as string | undefined,
          attributes: {
            'http.request.method': request.method,
            'http.route': route,
            'tasuki.request_id': request.id,
          },
        })
      : undefined;
    if (!open) return done();
    spans.set(request, open);
    open.during(done);
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    end(request, reply.statusCode);
    done();
  });
  fastify.addHook('onRequestAbort', (request, done) => {
    end(request, undefined);
    done();
  });
}

/** Whether a route's requests are worth a span: who watches over the service asks every few seconds. */
function isWatched(route: string): boolean {
  return !route.startsWith('/health/') && route !== '/metrics';
}
