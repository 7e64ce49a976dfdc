import { Module, type DynamicModule } from '@nestjs/common';
import type { Context } from '#contexts/kernel';
import { bulkCommandController, commandController, commandHandlerOf } from '#platform/decider/nest';

@Module({})
class ContextModule {}

/** The Nest module of a context: a CommandBus handler for each decision, and a controller for each of its routes. */
export function contextModule({ decisions, routes }: Context): DynamicModule {
  return {
    module: ContextModule,
    providers: decisions.map(commandHandlerOf),
    controllers: routes.map((offered) =>
      'bulk' in offered ? bulkCommandController(offered) : commandController(offered),
    ),
  };
}
