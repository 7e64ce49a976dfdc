import type { Server } from 'node:http';
import { type DynamicModule, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyHttpOptions, FastifyInstance } from 'fastify';
import { Logger as NestLogger, LoggerModule } from 'nestjs-pino';
import { type DestinationStream, type LevelWithSilent, pino } from 'pino';
import { type Ids, randomIds } from '#platform/clock';
import { requestDefaults } from './acting-request.ts';
import { readJsonBodies } from './json-body.ts';
import { refuseUnknownMethods } from './method-not-allowed.ts';
import { nestLog } from './nest-log.ts';
import { refuseControlsInAddresses } from './plain-addresses.ts';
import { ProblemFilter } from './problem.filter.ts';
import { logRequests } from './request-log.ts';
import { endSilentConnections } from './silent-connections.ts';

/** What a service may choose. */
export interface HttpApplicationOptions {
  /** By default `info`. */
  readonly logLevel?: LevelWithSilent;
  /** Where log lines go; by default standard output. */
  readonly logDestination?: DestinationStream;
  /** Which proxies' `X-Forwarded-*` are believed: none (the default), all, or a list of addresses. */
  readonly trustProxy?: boolean | string;
  /** Milliseconds a request may take to arrive in full, and a connection to bring its first; by default 30 s. */
  readonly requestTimeoutMs?: number;
  /** Source of the ids of requests that bring none; by default random UUIDs. */
  readonly ids?: Ids;
}

const REQUEST_TIMEOUT_MS = 30_000;

/** Bytes of the largest body read: the most one append can carry. */
const BODY_LIMIT = 1_048_576;

/** What is believed of an `X-Request-Id`: it goes into the log as it stands. */
const REQUEST_ID = /^[\w.:-]{1,128}$/;

/**
 * A Nest application on Fastify that reads JSON, answers errors as problem documents, logs one line a request, sets
 * security headers and, on SIGTERM or SIGINT, drains and exits 0. It does not listen yet.
 */
export async function createHttpApplication(
  module: Type | DynamicModule,
  options: HttpApplicationOptions = {},
): Promise<NestFastifyApplication> {
  const logger = pino({ level: options.logLevel ?? 'info', base: null }, options.logDestination ?? pino.destination(1));
  const problems = new ProblemFilter(logger);
  const adapter = fastifyAdapter(options, problems);
  const fastify = adapter.getInstance();
  endSilentConnections(fastify.server, options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS);
  prepareRequests(fastify);
  readJsonBodies(fastify);
  refuseUnknownMethods(fastify);
  refuseControlsInAddresses(fastify);
  logRequests(fastify, logger);
  const root: DynamicModule = {
    module: HttpApplicationRoot,
    imports: [LoggerModule.forRoot({ pinoHttp: { logger, autoLogging: false }, forRoutes: [] }), module],
  };
  const app = await NestFactory.create<NestFastifyApplication>(root, adapter, {
    bodyParser: false,
    bufferLogs: true,
    abortOnError: false,
  });
  app.useLogger(nestLog(app.get(NestLogger)));
  app.useGlobalFilters(problems);
  app.useSecurityHeaders({
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    referrerPolicy: { policy: 'no-referrer' },
  });
  return app.enableShutdownHooks(['SIGTERM', 'SIGINT'], { useProcessExit: true });
}

/** Holds the module of the service and its logger. */
class HttpApplicationRoot {}

function fastifyAdapter(options: HttpApplicationOptions, problems: ProblemFilter): FastifyAdapter {
  const ids = options.ids ?? randomIds;
  const server: FastifyHttpOptions<Server> = {
    bodyLimit: BODY_LIMIT,
    trustProxy: options.trustProxy ?? false,
    requestTimeout: options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS,
    genReqId: (request) => {
      const given = request.headers['x-request-id'];
      return typeof given === 'string' && REQUEST_ID.test(given) ? given : ids.next();
    },
    // Errors of the router, e.g. a malformed address: no hook and no filter would see them.
    frameworkErrors: (error, request, reply) => {
      problems.answer(error, request, reply);
    },
    // While the server drains, what still arrives on open connections is answered as ever.
    return503OnClosing: false,
  };
  return new FastifyAdapter(server);
}

/** Every answer names its request and, as most hold somebody's data, stays out of caches unless the handler says so. */
function prepareRequests(fastify: FastifyInstance): void {
  fastify.decorateRequest('actor', requestDefaults.actor);
  fastify.decorateRequest('problemCode', requestDefaults.problemCode);
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header('X-Request-Id', request.id).header('Cache-Control', 'no-store');
    done();
  });
}
