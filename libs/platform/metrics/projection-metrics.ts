import type { Clock } from '#platform/clock';
import type { Report } from '#platform/projections/engine';
import type { Metrics } from './metrics.ts';

/** Counts what an engine tells of its work: in the process that keeps the read models, wherever its thread runs. */
export function countBatches({ instruments }: Metrics, clock: Clock): Report {
  const failed = (labels: { projection: string; version: string }, cause: 'event' | 'database') => {
    instruments.projectionErrors.inc({ ...labels, cause });
    instruments.projectionLastError.set(labels, Date.parse(clock.now()) / 1000);
  };
  return (report) => {
    const labels = { projection: report.projection, version: String(report.version) };
    switch (report.told) {
      case 'batch committed':
        instruments.projectionEvents.inc(labels, report.events);
        instruments.projectionRows.inc(labels, report.rowsChanged);
        instruments.projectionBatchEvents.observe(labels, report.events);
        break;
      case 'stopped':
      case 'parked':
        failed(labels, 'event');
        break;
      case 'trying again':
        failed(labels, 'database');
        break;
      default:
        break;
    }
  };
}
