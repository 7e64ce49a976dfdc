import type { ProcessReport } from '#platform/process-managers/engine';
import type { Metrics } from './metrics.ts';

/** Counts the commands of processes that were refused, beside what a report does already. */
export function countRefusals({ instruments }: Metrics, report: ProcessReport): ProcessReport {
  return {
    refused: (process, command, code) => {
      instruments.processRefusals.inc({ process, command: command.decision });
      report.refused(process, command, code);
    },
    givenUp: (...told) => report.givenUp(...told),
    failed: (...told) => report.failed(...told),
    waiting: (...told) => report.waiting(...told),
  };
}
