import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { clockIdOf } from '#contexts/clock';
import { systemClock } from '#platform/clock';
import { embeddedIn, openKeys } from '#platform/backends';
import { streamName, type NewEvent } from '#platform/event-store';
import { percentile, type Benchmark, type Round } from '../measurement.ts';
import { referred } from '../referred-streams.ts';
import { inScratchFolder } from '../scratch-folder.ts';
import { inReactingWorld, type ReactingWorld } from './reacting-world.ts';

const PER_SECOND = 200;
const SECONDS = 10;
/** Before them, so that the program is warm. */
const WARMING_SECONDS = 3;
const ROUNDS = 3;

/** From an event's being stored until what a process issues upon it is. */
export const reactionP99: Benchmark = {
  name: 'reaction.p99',
  unit: 'ms',
  bar: { valueAtMost: 100 },
  about: `${PER_SECOND} referrals a second, embedded, all processes in their thread: event stored → its clock stored, 99th percentile`,
  rounds: async () => {
    const sample = await sampleReferral();
    const rounds: Round[] = [];
    for (let round = 0; round < ROUNDS; round++)
      rounds.push(await inReactingWorld((world) => latencies(world, sample)));
    return rounds;
  },
};

function sampleReferral(): Promise<NewEvent> {
  return inScratchFolder(async (folder) => {
    const keys = await openKeys(embeddedIn(folder), systemClock);
    const sample = await referred(keys, randomUUID());
    await keys.close();
    return sample;
  });
}

async function latencies(world: ReactingWorld, sample: NewEvent): Promise<Round> {
  const ending = new AbortController();
  const stored = new Map<string, number>();
  const took: number[] = [];
  const watching = (async () => {
    for await (const item of world.log.subscribeToAll({ from: 'end', signal: ending.signal })) {
      if (!('type' in item) || item.type !== 'ClockStarted') continue;
      const begun = stored.get(item.stream);
      if (begun !== undefined) took.push(performance.now() - begun);
    }
  })();
  await world.settled();
  const begun = performance.now();
  const appended: Promise<unknown>[] = [];
  for (let made = 0; made < PER_SECOND * (WARMING_SECONDS + SECONDS); made++) {
    const wait = begun + (made * 1_000) / PER_SECOND - performance.now();
    if (wait > 0) await pause(wait);
    const isWarm = made >= PER_SECOND * WARMING_SECONDS;
    // Of a client and under a consent of its own, as referrals are.
    const event = {
      ...sample,
      id: randomUUID(),
      data: { ...(sample.data as object), clientId: randomUUID(), consentId: randomUUID() },
    };
    const clock = streamName('clock', clockIdOf('acknowledgeReferral', event.id));
    const appending = world.log
      .append(streamName('referral', randomUUID()), 'no stream', [event])
      .then(() => isWarm && stored.set(clock, performance.now()));
    appended.push(appending);
  }
  await Promise.all(appended);
  await world.settled();
  ending.abort();
  await watching;
  if (took.length < stored.size * 0.999) throw new Error(`${stored.size - took.length} clocks were never started`);
  return { value: percentile(took, 0.99), reference: null };
}
