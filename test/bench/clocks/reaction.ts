import { randomUUID } from 'node:crypto';
import { clockIdOf } from '#contexts/clock';
import { systemClock } from '#platform/clock';
import { embeddedIn, openKeys } from '#platform/backends';
import { streamName } from '#platform/event-store';
import { percentile, type Benchmark, type Round } from '../measurement.ts';
import { referred } from '../referred-streams.ts';
import { inScratchFolder } from '../scratch-folder.ts';
import { inClockWorld, until } from './clock-world.ts';

const PER_SECOND = 200;
const SECONDS = 10;

/** From an event's being stored until what a process issues upon it is. */
export const reactionP99: Benchmark = {
  name: 'reaction.p99',
  unit: 'ms',
  bar: { valueAtMost: 100 },
  about: `${PER_SECOND} referrals a second, embedded, all processes running: event stored → its clock stored, 99th percentile`,
  rounds: async () => [await inClockWorld(latencies)],
};

const latencies = (world: Parameters<Parameters<typeof inClockWorld>[0]>[0]): Promise<Round> =>
  inScratchFolder(async (folder) => {
    const keys = await openKeys(embeddedIn(folder), systemClock);
    const sample = await referred(keys, randomUUID());
    await keys.close();
    const ending = new AbortController();
    const { runner, done } = world.run(ending.signal);
    const stored = new Map<string, number>();
    const took: number[] = [];
    const watching = (async () => {
      for await (const item of world.log.subscribeToAll({ from: 'start', signal: ending.signal })) {
        if (!('type' in item) || item.type !== 'ClockStarted') continue;
        const begun = stored.get(item.stream);
        if (begun !== undefined) took.push(performance.now() - begun);
      }
    })();
    try {
      await Promise.race([until(() => runner.progress().length > 0), done]);
      const begun = performance.now();
      const appended: Promise<unknown>[] = [];
      for (let made = 0; made < PER_SECOND * SECONDS; made++) {
        const wait = begun + (made * 1_000) / PER_SECOND - performance.now();
        if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
        const id = randomUUID();
        // Of a client of its own: many referrals of one are suspected of each other.
        const event = { ...sample, id: randomUUID(), data: { ...(sample.data as object), clientId: randomUUID() } };
        const appending = world.log
          .append(streamName('referral', id), 'no stream', [event])
          .then(() => stored.set(streamName('clock', clockIdOf('acknowledgeReferral', event.id)), performance.now()));
        appended.push(appending);
      }
      await Promise.all(appended);
      await Promise.race([until(() => took.length >= PER_SECOND * SECONDS * 0.999), done]);
      return { value: percentile(took, 0.99), reference: null };
    } finally {
      ending.abort();
      await Promise.all([watching, done.catch(() => undefined)]);
    }
  });
