import type { AnyAggregate, BulkCommandRoute, CommandRoutes, Decision } from '#platform/decider';
import type { ProcessManager } from '#platform/process-managers';
import type { Projection } from '#platform/projections';

/** Everything a bounded context brings to the service, as data: whoever runs a part of it makes of it what it needs. */
export interface Context {
  readonly name: string;
  readonly aggregates: readonly AnyAggregate[];
  readonly decisions: readonly Decision[];
  /** What of the decisions is offered over HTTP. */
  readonly routes: readonly (CommandRoutes | BulkCommandRoute)[];
  readonly projections: readonly Projection[];
  readonly processes?: readonly ProcessManager[];
}
