import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';

/** Milliseconds that requests in flight get to finish, so that the process is gone within ten seconds of a SIGTERM. */
const GRACE_MS = 5_000;

/**
 * Says that the service is going down: readiness turns to 503, change feeds end, requests in flight finish. What they
 * need (stores, buses) is closed in `onApplicationShutdown`, which Nest calls after the server has closed; not in
 * `onModuleDestroy`, which comes before.
 */
@Injectable()
export class Draining implements OnModuleDestroy {
  private readonly controller = new AbortController();

  constructor(private readonly host: HttpAdapterHost<FastifyAdapter>) {}

  /** Aborted when the drain begins. Whatever answers for long (a change feed) ends with it. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  onModuleDestroy(): void {
    if (this.controller.signal.aborted) return;
    this.controller.abort();
    const server = this.host.httpAdapter.getHttpServer();
    setTimeout(() => {
      server.closeAllConnections();
    }, GRACE_MS).unref();
  }
}
