import type { Benchmark, Round } from '../measurement.ts';
import { BEGIN, inReactingWorld, type ReactingWorld } from './reacting-world.ts';
import { startClocks } from './start-clocks.ts';

const CLOCKS = 10_000;
/** The last instant of 11 November in Tokyo, and one before it that leaves time for the warnings. */
const DUE = '2025-11-11T14:59:59.999Z';
const BEFORE = '2025-11-11T14:00:00.000Z';
const ROUNDS = 3;

/** From the instant at which all of them come due until each is breached. */
export const clocksDue: Benchmark = {
  name: 'clocks.due',
  unit: 's',
  bar: { valueAtMost: 10 },
  about: `${CLOCKS} clocks due at the same instant, embedded, all processes in their thread: due → the last breach stored`,
  rounds: async () => {
    const rounds: Round[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      rounds.push(await inReactingWorld(breachAll, (world) => startClocks(world, BEGIN, CLOCKS)));
    }
    return rounds;
  },
};

async function breachAll(world: ReactingWorld): Promise<Round> {
  await world.settled();
  world.clock.moveTo(BEFORE);
  await world.settled();
  const breached = breaches(world);
  const begun = performance.now();
  world.clock.moveTo(DUE);
  await breached;
  return { value: (performance.now() - begun) / 1_000, reference: null };
}

/** Until every clock is breached. */
async function breaches({ log }: ReactingWorld): Promise<void> {
  let count = 0;
  for await (const item of log.subscribeToAll({ from: 'end', signal: new AbortController().signal })) {
    if ('type' in item && item.type === 'ClockBreached' && ++count === CLOCKS) return;
  }
}
