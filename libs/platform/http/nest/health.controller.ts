import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Draining } from './draining.ts';
import { Public } from './public.ts';
import { readinessOf, type HealthIndicator, type Readiness } from '../readiness.ts';

/** Provider token of the list of {@link HealthIndicator}s that readiness asks. */
export const HEALTH_INDICATORS = Symbol('health indicators');

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
    const readiness = await readinessOf(this.indicators, this.draining.signal.aborted);
    if (readiness.status !== 'ready') void reply.code(503).header('Retry-After', '2');
    return readiness;
  }
}
