import type { Command } from 'commander';
import { backendSettings } from '#platform/backends/settings';
import { systemClock } from '#platform/clock';
import type { CopyStep } from '#platform/log-copy';
import { readSettings } from '#platform/settings';
import { CountedLine } from './counted-line.ts';

/** `tasuki events …`: the log as a whole. */
export function addEventsCommands(tasuki: Command): void {
  tasuki
    .command('events')
    .description('the event log as a whole')
    .command('copy')
    .description('move an embedded log with its keys to EVENT_STORE_URL; begun again, it goes on where it was')
    .requiredOption('--from <folder>', 'data folder of the embedded log; its service must have ended')
    .action(copy);
}

const STEPS: Readonly<Record<CopyStep, string>> = {
  compared: 'events compared that are there already',
  copied: 'events copied',
  checked: 'events read back',
};

async function copy({ from: folder }: { from: string }): Promise<void> {
  const { moveInstallation } = await import('#platform/log-copy');
  const settings = readSettings(process.env, backendSettings);
  let shown: { readonly step: CopyStep; readonly line: CountedLine } | undefined;
  const onProgress = (step: CopyStep, events: number) => {
    if (shown?.step !== step) {
      shown?.line.end();
      shown = { step, line: new CountedLine(STEPS[step]) };
    }
    shown.line.show(events);
  };
  const { events, before, keys } = await moveInstallation({ folder, settings, clock: systemClock, onProgress });
  shown?.line.end();
  process.stdout.write(
    `The server holds all ${events} events of ${folder}${before > 0 ? `, ${before} of them from before` : ''}, each with its hash, ` +
      `and ${keys} keys. Processes go on where they were; start the service with these settings, and keep ${folder} until you have seen it run.\n`,
  );
}
