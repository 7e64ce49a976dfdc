import { setTimeout as pause } from 'node:timers/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import { type WaitingEvent, waitingEvents } from '#platform/projections';
import type { OperatedVersion, Order, OrderAction } from '#platform/projections/engine';
import { NotThere, type Operations } from './operations.ts';
import type { Connection } from '../running-service.ts';
import { openOperations } from './open-operations.ts';
import { ProgressBar } from './progress-bar.ts';
import { explanationText, overviewText, parkedStreamsText, projectionText, stateText } from './told.ts';

/** How often is asked how things stand, milliseconds. */
const ASK_MS = 250;
/** After so many milliseconds without anybody carrying out an order, that is said. */
const LONG_MS = 10_000;

interface Options extends Connection {
  readonly json: boolean;
}

interface OrderOptions extends Options {
  readonly version?: number;
  readonly stream?: string;
}

interface DiscardOptions extends Options {
  readonly reason: string;
  readonly version?: number;
}

const WORDS: { readonly [action in OrderAction]: string } = {
  build: 'build a new version from the log, beside the one that serves',
  rebuild: 'build a version anew; one that serves goes on serving until its rebuild takes its place',
  verify: 'compare a version with the one that serves, and rows of it with the log',
  promote: 'let a verified version serve',
  rollback: 'let the version serve again that served before',
  pause: 'feed a version no longer; its rows are served as stale',
  resume: 'feed a paused version again',
  retire: 'drop a version that does not serve',
  retry: 'fold parked streams again, and go on where a version failed',
};

/** `tasuki projections …`: the life of read models. */
export function addProjectionCommands(tasuki: Command): void {
  const group = tasuki.command('projections').description('the read models: how they stand, and what is to be done');
  connected(group.command('list').description('all read models with their versions')).action((options: Options) =>
    using(options, async (operations) => {
      const overview = await operations.overview();
      say(options, overview, overviewText(overview));
    }),
  );
  connected(named(group.command('status')).description('one read model in full')).action(
    (name: string, options: Options) =>
      using(options, async (operations) => {
        const projection = await operations.one(name);
        say(options, projection, projectionText(projection));
      }),
  );
  for (const [action, words] of Object.entries(WORDS)) {
    const command = connected(named(group.command(action)).description(words));
    command.option('--version <number>', 'by default the version that this is usually for', versionOf);
    if (action === 'retry') command.option('--stream <id>', 'the one parked stream to try; by default all');
    command.action((name: string, options: OrderOptions) =>
      using(options, (operations) => carryOut(operations, name, action as OrderAction, options)),
    );
  }
  connected(named(group.command('discard')).argument('<event or stream>'))
    .description('pass over the event that a version waits at, named by its id or its parked stream, for ever')
    .requiredOption('--reason <text>', 'why; it is recorded in the log, sealed')
    .option('--version <number>', 'by default the newest that waits at it', versionOf)
    .action((name: string, at: string, options: DiscardOptions) =>
      using(options, (operations) => discard(operations, name, at, options)),
    );
  connected(named(group.command('parked')).description('the streams that are parked, and why')).action(
    (name: string, options: Options) =>
      using(options, async (operations) => {
        const parked = await operations.parked(name);
        say(options, parked, parkedStreamsText(parked));
      }),
  );
  connected(named(group.command('explain')).argument('<row>').description('the events that made a row'))
    .option('--version <number>', 'by default the version that serves', versionOf)
    .action((name: string, key: string, options: OrderOptions) =>
      using(options, async (operations) => {
        const events = await operations.explain(name, key, options.version);
        say(options, events, explanationText(events));
        if (events.length === 0) process.exitCode = 1;
      }),
    );
}

/** With the name of a read model, which may be written as its file and its path write it: `overdue-cases`. */
function named(command: Command): Command {
  return command.argument('<name>', 'as "list" tells it', (name: string) => name.replaceAll('-', '_'));
}

function connected(command: Command): Command {
  return command
    .option('--json', 'answer as JSON', false)
    .option('--url <url>', 'the running service; by default the one at HOST and PORT, or the files where none runs')
    .addOption(new Option('--token <token>', 'of a system administrator').env('TASUKI_TOKEN'));
}

const STOPPED = Symbol('stopped');

async function using(options: Options, work: (operations: Operations) => Promise<void>): Promise<void> {
  const operations = await openOperations(options);
  const { promise: stopped, resolve } = Promise.withResolvers<typeof STOPPED>();
  const stop = () => resolve(STOPPED);
  process.once('SIGINT', stop);
  const working = work(operations);
  working.catch(() => undefined); // What it asks of operations that are closed by then is nobody's matter.
  try {
    if ((await Promise.race([working, stopped])) !== STOPPED) return;
    // Whatever is under way is kept by the one who does it: this process finishes its batch, a service goes on.
    process.stderr.write(STOPPED_HERE);
  } finally {
    process.off('SIGINT', stop);
    await operations.close();
  }
  process.exit(130);
}

const STOPPED_HERE = '\nStopped here; the same command shows it again, and what was begun goes on where it was.\n';

async function carryOut(
  operations: Operations,
  name: string,
  action: OrderAction,
  options: OrderOptions,
): Promise<void> {
  const before = await versionsOf(operations, name, options.version);
  await operations.keep();
  const isUnderWay = isBuild(action) && (await isBegun(operations, name, before, options.version));
  const order = isUnderWay ? undefined : await settled(operations, name, action, options);
  if (order?.state === 'refused') {
    say(options, order, order.answer!);
    process.exitCode = 1;
    return;
  }
  if (order && !options.json) process.stdout.write(`${order.answer}\n`);
  if (isBuild(action)) await watched(operations, name, options.version);
  const projection = await operations.one(name);
  if (options.json) say(options, { order: order ?? null, projection }, '');
  else if (isBuild(action)) process.stdout.write(`${standing(name, projection.versions)}\n`);
}

function isBuild(action: OrderAction): boolean {
  return action === 'build' || action === 'rebuild';
}

/** The order as it was carried out, or refused. */
async function settled(
  operations: Operations,
  name: string,
  action: OrderAction,
  options: OrderOptions,
): Promise<Order> {
  const { version, stream } = options;
  const wish = { action, ...(version !== undefined && { version }), ...(stream !== undefined && { stream }) };
  let order = await operations.order(name, wish);
  const isSettled = async () => {
    if (order.state === 'open') order = await operations.orderOf(name, order.id);
    return order.state !== 'open';
  };
  await until(isSettled, 'Nobody has carried it out yet: it is long work, or no projector runs.\n');
  return order;
}

async function discard(operations: Operations, name: string, at: string, options: DiscardOptions): Promise<void> {
  const found = (await waitingIn(operations, name)).find(
    ({ version, eventId, stream }) =>
      (options.version ?? version) === version && [eventId, stream?.stream, stream?.streamId].includes(at),
  );
  if (!found) throw new NotThere(`Nothing of ${name} waits at ${at}, see: npx tasuki projections parked ${name}`);
  const { version, eventId, eventType } = found;
  await operations.discard(name, { version, eventId, explanation: options.reason });
  const isWaiting = async () =>
    (await waitingIn(operations, name)).some((one) => one.version === version && one.eventId === eventId);
  await until(
    async () => !(await isWaiting()),
    'It is recorded, and nobody has heeded it yet: does a projector run?\n',
  );
  const projection = await operations.one(name);
  if (options.json) return say(options, { discarded: { version, eventId, eventType }, projection }, '');
  process.stdout.write(`Version ${version} of ${name} passes ${eventType} ${eventId} over.\n`);
  process.stdout.write(`${standing(name, projection.versions)}\n`);
}

async function waitingIn(operations: Operations, name: string): Promise<readonly WaitingEvent[]> {
  return waitingEvents(await operations.one(name), await operations.parked(name));
}

/** Asks again and again; after a while says once what it may be waiting for. */
async function until(isSo: () => Promise<boolean>, sentence: string): Promise<void> {
  let saidAt = performance.now();
  while (!(await isSo())) {
    await pause(ASK_MS);
    if (performance.now() - saidAt < LONG_MS) continue;
    saidAt = Infinity;
    process.stderr.write(sentence);
  }
}

/** The versions of a read model, or the one; none of one that nobody has kept yet. */
async function versionsOf(operations: Operations, name: string, version?: number): Promise<readonly OperatedVersion[]> {
  const { items } = await operations.overview();
  const versions = items.filter((one) => one.name === name).flatMap((one) => one.versions);
  return versions.filter((one) => version === undefined || one.version === version);
}

/** What is being built of a read model. The first version serves by itself, a moment after it is built. */
async function underWay(operations: Operations, name: string, version?: number) {
  const versions = await versionsOf(operations, name, version);
  const isFirst = (await versionsOf(operations, name)).every(({ serves }) => !serves);
  return versions.flatMap((one) =>
    one.state === 'building' || (isFirst && one.state === 'verifying') ? [one] : one.rebuild ? [one.rebuild] : [],
  );
}

/** Whether what is to be built is built already: somebody has ordered it, or who keeps it has begun by itself. */
async function isBegun(
  operations: Operations,
  name: string,
  before: readonly OperatedVersion[],
  version?: number,
): Promise<boolean> {
  if ((await underWay(operations, name, version)).length > 0) return true;
  const present = await versionsOf(operations, name, version);
  return present.some((one) => one.state !== 'new' && !before.some((known) => known.version === one.version));
}

async function watched(operations: Operations, name: string, version?: number): Promise<void> {
  const bar = new ProgressBar(process.stderr);
  for (;;) {
    const [building] = await underWay(operations, name, version);
    if (!building) break;
    const { head } = await operations.overview();
    bar.show({ ...building, head });
    await pause(ASK_MS);
  }
  bar.clear();
}

function standing(name: string, versions: readonly OperatedVersion[]): string {
  const told = versions.map((version) => `version ${version.version} is ${stateText(version)}`);
  return `${name}: ${told.join(', ')}.`;
}

function say({ json }: Options, value: unknown, text: string): void {
  process.stdout.write(`${json ? JSON.stringify(value, null, 2) : text}\n`);
}

function versionOf(text: string): number {
  if (!/^[1-9]\d{0,2}$/.test(text)) throw new InvalidArgumentError('Write a whole number from 1 to 999.');
  return Number(text);
}
