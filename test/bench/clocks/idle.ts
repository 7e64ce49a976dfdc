import { fork } from 'node:child_process';
import { once } from 'node:events';
import { embeddedIn, openKeys, openLog } from '#platform/backends';
import { openCommandDoor, programme } from '#contexts/programme';
import type { Benchmark, Round } from '../measurement.ts';
import { inScratchFolder } from '../scratch-folder.ts';
import type { IdleReport } from './idle-process.ts';
import { startClocks } from './start-clocks.ts';

const CLOCKS = 100_000;

/** What clocks that run cost between their dates. */
const idle = (measure: (report: IdleReport) => number) => async (): Promise<readonly Round[]> => [
  { value: measure(await idling()), reference: null },
];

let measured: Promise<IdleReport> | undefined;
const idling = () => (measured ??= inScratchFolder(idleIn));

async function idleIn(dataDir: string): Promise<IdleReport> {
  const startedAt = new Date().toISOString();
  const clock = { now: () => startedAt };
  const settings = embeddedIn(dataDir);
  const [log, keys] = [await openLog(settings), await openKeys(settings, clock)];
  await startClocks({ log, door: openCommandDoor(programme, { store: log, keys, clock }) }, startedAt, CLOCKS);
  await Promise.all([log.close(), keys.close()]);
  // The first folds them all; what is measured is one that is started again, and has them set.
  await reportIn(dataDir);
  return reportIn(dataDir);
}

async function reportIn(dataDir: string): Promise<IdleReport> {
  const child = fork(new URL('./idle-process.js', import.meta.url), [dataDir]);
  const [report] = (await once(child, 'message')) as [IdleReport];
  await once(child, 'exit');
  return report;
}

export const clocksIdle: Benchmark = {
  name: 'clocks.idle',
  unit: 'MB',
  bar: { valueAtMost: 250 },
  about: `a process that runs nothing but the processes, started again over ${CLOCKS} running clocks: resident memory between their dates`,
  rounds: idle(({ rssMb }) => rssMb),
};

export const clocksIdleCpu: Benchmark = {
  name: 'clocks.idle.cpu',
  unit: '%',
  bar: { valueAtMost: 1 },
  about: 'the same: its share of one core',
  rounds: idle(({ cpuPercent }) => cpuPercent),
};
