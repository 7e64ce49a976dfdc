import { setTimeout as pause } from 'node:timers/promises';
import pino from 'pino';
import { startReacting } from '#apps/projector';
import { embeddedIn, openKeys, openLog } from '#platform/backends';
import { alarmClock, systemClock } from '#platform/clock';
import { Metrics } from '#platform/metrics';
import { until } from './until.ts';

const QUIET_MS = 10_000;

export interface IdleReport {
  readonly rssMb: number;
  readonly cpuPercent: number;
}

/** A process of its own that runs the processes over the log of a folder, waits until they idle, and tells what that takes. */
const settings = embeddedIn(process.argv[2]!);
const clock = alarmClock(systemClock);
const [store, keys] = [await openLog(settings), await openKeys(settings, clock)];
const logger = pino({ level: 'error' }, pino.destination(2));
const reacting = await startReacting(settings, { store, keys, clock, logger, metrics: new Metrics() });

await until(async () => {
  const head = await store.head();
  const progress = await reacting.progress();
  return progress.length > 0 && progress.every(({ position, outstanding }) => position >= head && outstanding === 0);
});
await pause(QUIET_MS);
const [before, begun] = [process.cpuUsage(), performance.now()];
await pause(QUIET_MS);
const { user, system } = process.cpuUsage(before);
const report: IdleReport = {
  rssMb: process.memoryUsage().rss / 2 ** 20,
  cpuPercent: (user + system) / 10 / (performance.now() - begun),
};
await reacting.stop();
await Promise.all([store.close(), keys.close()]);
process.send!(report);
process.disconnect();
