import { randomUUID } from 'node:crypto';
import { type Command, Option } from 'commander';
import { settingDefinitions } from '#apps/api/settings';
import type { OperatedCommand, OperatedProcessInFull, ProcessesOverview } from '#platform/process-managers/engine';
import { readSettings, SettingError } from '#platform/settings';
import { addressOf, type Connection, runningService } from '../running-service.ts';
import { overviewText, processText } from './told.ts';

interface Options extends Connection {
  readonly json: boolean;
}

interface SkipOptions extends Options {
  readonly reason: string;
}

/** `tasuki processes …`: what processes have to do, and what is to become of a command that was given up. */
export function addProcessCommands(tasuki: Command): void {
  const group = tasuki.command('processes').description('the processes: how they stand, and what is to be done');
  connected(group.command('list').description('all processes: what waits, what was given up, timers')).action(
    async (options: Options) => {
      const overview = await ask<ProcessesOverview>(options, '');
      say(options, overview, overviewText(overview));
    },
  );
  connected(group.command('show').argument('<name>').description('one process with its commands and timers')).action(
    async (name: string, options: Options) => {
      const process = await one(options, name);
      say(options, process, processText(process));
    },
  );
  connected(
    group
      .command('retry')
      .argument('<name>')
      .argument('<command>')
      .description('try a command again that was given up, because what kept it is mended'),
  ).action(async (name: string, commandId: string, options: Options) => {
    const { decision, instance } = await standing(options, name, commandId);
    const answer = await ask(options, `${pathOf(name, commandId)}/retry`, { instance });
    say(options, answer, `${decision} ${commandId} is tried again.`);
  });
  connected(
    group
      .command('skip')
      .argument('<name>')
      .argument('<command>')
      .description('pass a command over for good that was given up; what its instance has to do after it goes on')
      .requiredOption('--reason <words>', 'why; it is sealed, as all that people write is'),
  ).action(async (name: string, commandId: string, options: SkipOptions) => {
    const { decision, instance } = await standing(options, name, commandId);
    const answer = await ask(options, `${pathOf(name, commandId)}/skip`, { instance, explanation: options.reason });
    say(options, answer, `${decision} ${commandId} is skipped.`);
  });
}

function connected(command: Command): Command {
  return command
    .option('--json', 'answer as JSON', false)
    .option('--url <url>', 'the running service; by default the one at HOST and PORT')
    .addOption(new Option('--token <token>', 'of a system administrator').env('TASUKI_TOKEN'));
}

function pathOf(name: string, commandId: string): string {
  return `/${encodeURIComponent(name)}/commands/${encodeURIComponent(commandId)}`;
}

async function one(options: Options, name: string): Promise<OperatedProcessInFull> {
  return (await ask<{ item: OperatedProcessInFull }>(options, `/${encodeURIComponent(name)}`)).item;
}

/** @throws Error where no such command is among the first that the process has to do */
async function standing(options: Options, name: string, commandId: string): Promise<OperatedCommand> {
  const found = (await one(options, name)).commands.find((command) => command.commandId === commandId);
  if (!found) throw new Error(`${name} has no command ${commandId} to do: it is settled, or never was.`);
  return found;
}

/** Asks the operators' interface of the running service, or orders there. */
async function ask<T>(options: Options, path: string, body?: object): Promise<T> {
  const settings = readSettings(process.env, settingDefinitions);
  const service = await runningService(options, settings);
  if (!service) {
    const address = addressOf(options, settings);
    throw new SettingError([`No service answers at ${address}: start it, or write its HOST and PORT, or --url.`]);
  }
  const answer = await fetch(`${service.url}/operators/processes${path}`, {
    headers: {
      Authorization: `Bearer ${service.token}`,
      ...(body && { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() }),
    },
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
  });
  if (answer.ok) return (await answer.json()) as T;
  if (answer.status === 404) throw new Error('There is no such process.');
  const { title, detail } = (await answer.json().catch(() => ({}))) as { title?: string; detail?: string };
  throw new Error(`The service answered ${answer.status}: ${detail ?? title ?? 'without a word'}`);
}

function say({ json }: Options, value: unknown, text: string): void {
  process.stdout.write(`${json ? JSON.stringify(value, null, 2) : text}\n`);
}
