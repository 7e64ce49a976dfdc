import type { EventReader } from '#platform/event-store';
import type { HealthIndicator } from '#platform/http';
import type { ReadModelReader } from '#platform/projections';

/** What no program of the service can do without. */
export function healthIndicators(
  log: Pick<EventReader, 'head'>,
  readModels: ReadModelReader,
): readonly HealthIndicator[] {
  return [
    { name: 'eventStore', check: () => log.head() },
    { name: 'readModels', check: () => readModels.snapshot((snapshot) => snapshot.statuses()) },
  ];
}
