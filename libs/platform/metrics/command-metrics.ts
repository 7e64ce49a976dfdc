import type { CommandReport } from '#platform/decider';
import type { Metrics } from './metrics.ts';

/** Counts commands by type and by what became of them. */
export function countCommands({ instruments }: Metrics): (report: CommandReport) => void {
  return ({ command, outcome, ms }) => {
    instruments.commands.inc({ command, outcome: outcome.replaceAll(' ', '_') });
    instruments.commandDuration.observe({ command }, ms / 1000);
  };
}
