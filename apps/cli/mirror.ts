import type { Command } from 'commander';
import { backendSettings } from '#platform/backends/settings';
import { readSettings, SettingError } from '#platform/settings';
import { CountedLine } from './counted-line.ts';

/** `tasuki mirror …`: the local copy of a server's log. */
export function addMirrorCommands(tasuki: Command): void {
  tasuki
    .command('mirror')
    .description('the local copy of EventStoreDB’s log, DATA_DIR/mirror.db')
    .command('check')
    .description('compare all of it with the server, byte for byte; the projector may run meanwhile')
    .action(check);
}

async function check(): Promise<void> {
  const { eventStoreUrl: url, dataDir } = readSettings(process.env, backendSettings);
  if (url === undefined) {
    throw new SettingError([
      'EVENT_STORE_URL is not set: the embedded log has no mirror, write the address of EventStoreDB.',
    ]);
  }
  const { checkMirrorOf } = await import('#platform/event-store/adapters');
  const line = new CountedLine('events compared');
  const { compared, position, behind, difference } = await checkMirrorOf({ url, dataDir }, line.show);
  line.end();
  if (difference !== undefined) {
    throw new Error(
      `After ${compared} events that agree, the mirror differs at position ${difference.position}: ${difference.what}. ` +
        `Delete mirror.db in ${dataDir}, also while the projector runs: it is rebuilt from the server.`,
    );
  }
  process.stdout.write(
    `The mirror agrees with the server: ${compared} events compared, up to position ${position}` +
      `${behind === 0 ? '' : `; ${behind} newer ones are not in it yet`}.\n`,
  );
}
