import { type DynamicModule, type FactoryProvider, Global, Module, type ModuleMetadata } from '@nestjs/common';
import { Draining } from './draining.ts';
import { HEALTH_INDICATORS, HealthController } from './health.controller.ts';
import type { HealthIndicator } from '../readiness.ts';

/** Health routes and the drain, for the root module of a service; exports {@link Draining} everywhere. */
@Global()
@Module({})
export class HttpModule {
  /** `inject` names the providers from which `useFactory` makes the indicators that readiness asks. */
  static forRoot(
    indicators: Pick<ModuleMetadata, 'imports'> &
      Pick<FactoryProvider<readonly HealthIndicator[]>, 'inject' | 'useFactory'>,
  ): DynamicModule {
    const { imports = [], inject = [], useFactory } = indicators;
    return {
      module: HttpModule,
      imports,
      controllers: [HealthController],
      providers: [Draining, { provide: HEALTH_INDICATORS, inject, useFactory }],
      exports: [Draining],
    };
  }
}
