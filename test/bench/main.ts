import '../../apps/require-node.ts';
import { describeMachine } from './machine.ts';
import { appendBatch, appendSingle } from './append.ts';
import { clocksDue } from './clocks/due.ts';
import { clocksIdle, clocksIdleCpu } from './clocks/idle.ts';
import { processRebuild } from './clocks/process-rebuild.ts';
import { reactionP99 } from './clocks/reaction.ts';
import { decideEmmett } from './decide-emmett.ts';
import { decideEventStore } from './decide-eventstore.ts';
import { httpCommand } from './http-command.ts';
import { commandP99, visibleP99, visiblePostgresP99 } from './latencies.ts';
import { measured, reaches, type Bar, type Benchmark, type Measurement } from './measurement.ts';
import { pageP99 } from './pages/page.ts';
import { rebuildEventStore, rebuildEventStoreCold } from './rebuild/rebuild-eventstore.ts';
import { rebuildEmmett } from './rebuild/rebuild-emmett.ts';
import { rebuildingP99 } from './rebuilding.ts';
import { rebuildAll, rebuildOne, rebuildPostgres, rebuildRss } from './rebuild/rebuild.ts';

/** All of them, in the order they are run and printed. */
const benchmarks: readonly Benchmark[] = [
  httpCommand,
  appendSingle,
  appendBatch,
  decideEventStore,
  decideEmmett,
  commandP99,
  visibleP99,
  visiblePostgresP99,
  rebuildOne,
  rebuildEmmett,
  rebuildAll,
  rebuildRss,
  rebuildPostgres,
  rebuildEventStore,
  rebuildEventStoreCold,
  rebuildingP99,
  pageP99,
  clocksIdle,
  clocksIdleCpu,
  clocksDue,
  processRebuild,
  reactionP99,
];

/** `npm run bench [-- NAME…] [-- --json]`: all benchmarks, or those named. */
const named = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const asJson = process.argv.includes('--json');
const unknown = named.find((name) => !benchmarks.some((benchmark) => benchmark.name === name));

if (unknown !== undefined) {
  process.stderr.write(
    `There is no benchmark ${unknown}; there are ${benchmarks.map(({ name }) => name).join(', ')}.\n`,
  );
  process.exitCode = 1;
} else {
  await run(benchmarks.filter(({ name }) => named.length === 0 || named.includes(name)));
}

async function run(wanted: readonly Benchmark[]): Promise<void> {
  if (!asJson) {
    for (const line of await describeMachine()) say(line);
    say(row(['name', 'value', 'unit', 'reference', 'ratio', 'lowest–highest', 'bar', '']));
  }
  for (const benchmark of wanted) {
    const why = benchmark.unable?.();
    if (why !== undefined) {
      process.stderr.write(`${benchmark.name} could not run: ${why}\n`);
      continue;
    }
    try {
      const measurement = measured(benchmark, await benchmark.rounds());
      say(asJson ? JSON.stringify(measurement) : row(cells(benchmark, measurement)));
      if (!reaches(benchmark.bar, measurement)) process.exitCode = 1;
    } catch (error) {
      process.stderr.write(`${benchmark.name} failed: ${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = 1;
    }
  }
  if (!asJson) for (const { name, about } of wanted) say(`${name}: ${about}`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function cells({ bar }: Benchmark, measurement: Measurement): string[] {
  const { name, value, unit, reference, ratio, rounds } = measurement;
  const compared = rounds.map((round) => (round.reference === null ? round.value : round.value / round.reference));
  const [lowest, highest] = [Math.min(...compared), Math.max(...compared)].map((number) => number.toPrecision(3));
  return [
    name,
    String(value),
    unit,
    reference === null ? '–' : String(reference),
    ratio === null ? '–' : String(ratio),
    `${lowest}–${highest}`,
    barText(bar),
    reaches(bar, measurement) ? 'reached' : 'MISSED',
  ];
}

function barText(bar: Bar): string {
  const texts = [
    bar.ratioAtLeast === undefined ? [] : [`ratio ≥ ${bar.ratioAtLeast}`],
    bar.valueAtLeast === undefined ? [] : [`≥ ${bar.valueAtLeast}`],
    bar.valueAtMost === undefined ? [] : [`≤ ${bar.valueAtMost}`],
    bar.either === undefined ? [] : [`≤ ${bar.either.valueAtMost} or ratio ≤ ${bar.either.ratioAtMost}`],
  ];
  return texts.flat().join(', ');
}

function row(texts: readonly string[]): string {
  const widths = [18, 9, 11, 10, 8, 16, 21, 0];
  return texts
    .map((text, index) => text.padEnd(widths[index] ?? 0))
    .join(' ')
    .trimEnd();
}
