import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { commandHandlerOf, type AnyAggregate, type Decision } from '#platform/decider';
import type { ProcessManager } from '#platform/process-managers';
import type { Projection } from '#platform/projections';

/** Everything a bounded context brings to the service. */
export interface Context {
  readonly name: string;
  readonly aggregates: readonly AnyAggregate[];
  readonly decisions: readonly Decision[];
  readonly controllers: readonly Type[];
  readonly projections: readonly Projection[];
  readonly processes?: readonly ProcessManager[];
}

@Module({})
class ContextModule {}

/** The Nest module of a context: a CommandBus handler for each decision, and its controllers. */
export function contextModule({ decisions, controllers }: Context): DynamicModule {
  return { module: ContextModule, providers: decisions.map(commandHandlerOf), controllers: [...controllers] };
}
