import { Command, Option } from 'commander';
import { Clone } from './clone.ts';
import type { AskedReadModel } from './planned-read-model.ts';

/** `tasuki new …`: writes sources in the house style, for developers. */
export function newCommand(): Command {
  const command = new Command('new').description('write sources in the house style (for developers, in a clone)');
  command
    .command('projection')
    .description('a read model with its spec and its registration: one row for each stream that the first event begins')
    .argument('<name>', 'as its file and path are called, e.g. overdue-cases')
    .option('--context <context>', 'the context it belongs to; by default that of the first event')
    .option(
      '--on <events>',
      'the events that make it, e.g. SupportRequested,CaseClosed; by default all of the context',
      list,
    )
    .addOption(new Option('--audience <audience>', 'for whom').choices(['iesc', 'nasilc', 'both', 'auditor']))
    .action(async (name: string, options: Omit<AskedReadModel, 'name'>) => {
      const { newProjection } = await import('./new-projection.ts');
      tell(newProjection(Clone.around(process.cwd()), { name, ...options }));
    });
  command
    .command('version')
    .description('the next version of a read model, beside the one that is published')
    .argument('<projection>', 'its name, e.g. iesc_incoming_referrals')
    .action(async (name: string) => {
      const { newVersion } = await import('./new-version.ts');
      tell(newVersion(Clone.around(process.cwd()), name));
    });
  return command;
}

function list(text: string): readonly string[] {
  return text.split(',').map((name) => name.trim());
}

function tell(done: string): void {
  process.stdout.write(done);
}
