import type { ProcessReport } from '#platform/process-managers';
import type { Metrics } from './metrics.ts';

/** Counts the commands of processes that were refused, beside what a report does already. */
export function countRefusals({ instruments }: Metrics, report: ProcessReport): ProcessReport {
  return {
    refused: (process, event, command, code) => {
      instruments.processRefusals.inc({ process, command });
      report.refused(process, event, command, code);
    },
    waiting: (...told) => report.waiting(...told),
  };
}
