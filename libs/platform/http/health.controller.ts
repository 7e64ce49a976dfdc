import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Draining } from './draining.ts';
import { Public } from './public.ts';

/** Something the service cannot answer without: an event store, a database. */
export interface HealthIndicator {
  readonly name: string;
  /** Resolves when it is there, rejects when it is not; given up after two seconds. */
  check(): Promise<unknown>;
}

/** Provider token of the list of {@link HealthIndicator}s that readiness asks. */
export const HEALTH_INDICATORS = Symbol('health indicators');

/** The answer of `/health/ready`: each indicator by name. The causes are in the log, not here: the route is public. */
export interface Readiness {
  readonly status: 'ready' | 'not ready' | 'draining';
  readonly checks: { readonly [name: string]: 'up' | 'down' };
}

const CHECK_TIMEOUT_MS = 2_000;

/** Liveness and readiness, for whoever starts and routes to the service. Public, and never logged. */
@Public()
@Controller('health')
export class HealthController {
  constructor(
    @Inject(HEALTH_INDICATORS) private readonly indicators: readonly HealthIndicator[],
    private readonly draining: Draining,
  ) {}

  /** The process answers; nothing else is asked, for a restart mends no database. */
  @Get('live')
  live(): { readonly status: 'alive' } {
    return { status: 'alive' };
  }

  /** 200 when requests may come, 503 while something is missing or the service is going down. */
  @Get('ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Readiness> {
    const checks = Object.fromEntries(
      await Promise.all(this.indicators.map(async (indicator) => [indicator.name, await state(indicator)] as const)),
    );
    const status = this.draining.signal.aborted
      ? 'draining'
      : Object.values(checks).includes('down')
        ? 'not ready'
        : 'ready';
    if (status !== 'ready') void reply.code(503).header('Retry-After', '2');
    return { status, checks };
  }
}

async function state(indicator: HealthIndicator): Promise<'up' | 'down'> {
  const late = Promise.withResolvers<'down'>();
  const timer = setTimeout(() => {
    late.resolve('down');
  }, CHECK_TIMEOUT_MS);
  try {
    return await Promise.race([indicator.check().then(() => 'up' as const), late.promise]);
  } catch {
    return 'down';
  } finally {
    clearTimeout(timer);
  }
}
