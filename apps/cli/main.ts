import '../require-node.ts';
import { writeFileSync } from 'node:fs';
import { Command, InvalidArgumentError } from 'commander';
import { settingDefinitions } from '#apps/api/settings';
import { readSettings, settingsTable } from '#platform/settings';
import { addBackupCommands } from './backup.ts';
import { addEventsCommands } from './events.ts';
import { addMirrorCommands } from './mirror.ts';
import { newCommand } from './new/new-command.ts';
import { addProcessCommands } from './process-commands/commands.ts';
import { addProjectionCommands } from './projections/commands.ts';

const tasuki = new Command('tasuki').description('Case management shared by IESC and NASILC');

tasuki
  .command('serve')
  .description('serve both back offices; settings are environment variables')
  .action(async () => {
    const settings = readSettings(process.env, settingDefinitions);
    await import('../few-cores.ts');
    const { startService } = await import('#apps/api');
    const { url, issuer } = await startService(settings);
    process.stderr.write(`Tasuki listens on ${url}${issuer ? `; sign in at ${issuer.url}` : ''}\n`);
  });

tasuki
  .command('demo')
  .description('play the main job over HTTP against a service of its own, then go on serving')
  .option('--exit', 'end after the story', false)
  .option('--event-store <url>', 'play on a real server, esdb://…')
  .option('--data <folder>', 'keep what is played in this folder, a new one, to serve it later')
  .option('--cases <number>', 'cases to fill the service with', countOf, 200)
  .action(async (options: { exit: boolean; eventStore?: string; data?: string; cases: number }) => {
    const { runDemo } = await import('./demo/demo.ts');
    await runDemo(options);
  });

tasuki
  .command('settings')
  .description('print the table of settings')
  .action(() => void process.stdout.write(`${settingsTable(settingDefinitions)}\n`));

addBackupCommands(tasuki);
addEventsCommands(tasuki);
addMirrorCommands(tasuki);
addProcessCommands(tasuki);
addProjectionCommands(tasuki);

tasuki
  .command('openapi')
  .description('write the OpenAPI document of the service into a file')
  .argument('<file>')
  .action(async (file: string) => {
    const { openApiDocumentUnstarted } = await import('#apps/api');
    writeFileSync(file, JSON.stringify(await openApiDocumentUnstarted(), null, 2));
  });

tasuki.addCommand(newCommand());

function countOf(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('Write a whole number from 0 to 999999.');
  return Number(text);
}

try {
  await tasuki.parseAsync();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
