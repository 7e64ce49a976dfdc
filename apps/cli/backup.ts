import type { Command } from 'commander';
import { backendSettings } from '#platform/backends/settings';
import type { BackupManifest } from '#platform/backup';
import { systemClock } from '#platform/clock';
import { readSettings } from '#platform/settings';
import { CountedLine } from './counted-line.ts';

/** `tasuki backup` and `tasuki restore`: the files of the embedded profile. */
export function addBackupCommands(tasuki: Command): void {
  tasuki
    .command('backup')
    .description('copy the log, the keys and the read models of DATA_DIR, also while the service runs')
    .argument('<folder>', 'the backup, a folder that is not there yet')
    .option('--without-master-key', 'leave master.key out, because it is kept elsewhere', false)
    .action(async (folder: string, { withoutMasterKey }: { withoutMasterKey: boolean }) => {
      const settings = readSettings(process.env, backendSettings);
      const { backUp } = await import('#platform/backup');
      const line = new CountedLine('events read back');
      const manifest = await backUp({ settings, folder, clock: systemClock, withoutMasterKey, onRead: line.show });
      line.end();
      say(`${folder} holds ${contentOf(manifest)}; all of it was read back.`);
      if ('master.key' in manifest.files) say('It holds the master key: keep it as carefully as the data folder.');
      else if ('keys.db' in manifest.files)
        say('It does not hold the master key: without it personal values stay closed.');
      else say('The keys of persons are in KEYS_DATABASE_URL: back that database up after this.');
    });

  tasuki
    .command('restore')
    .description('put a backup’s files into DATA_DIR, which must not hold any; no service may run on it')
    .argument('<folder>', 'the backup')
    .action(async (folder: string) => {
      const { dataDir } = readSettings(process.env, backendSettings);
      const { restore } = await import('#platform/backup');
      const line = new CountedLine('events read back');
      const manifest = await restore({ folder, dataDir, onRead: line.show });
      line.end();
      say(`${dataDir} holds ${contentOf(manifest)}, as the backup of ${manifest.madeAt}; all of it was read back.`);
    });
}

function contentOf({ events, position, files }: BackupManifest): string {
  return `${Object.keys(files).join(', ')} with ${events} events up to position ${position}`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
