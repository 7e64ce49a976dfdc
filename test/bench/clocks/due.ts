import type { Benchmark, Round } from '../measurement.ts';
import { inClockWorld, startClocks, until } from './clock-world.ts';

const CLOCKS = 10_000;
/** The last instant of 11 November in Tokyo. */
const DUE = '2025-11-11T14:59:59.999Z';

/** From the instant at which all of them come due until each is breached. */
export const clocksDue: Benchmark = {
  name: 'clocks.due',
  unit: 's',
  bar: { valueAtMost: 10 },
  about: `${CLOCKS} clocks due at the same instant, embedded, all processes running: due → the last breach stored`,
  rounds: async () => [await inClockWorld(breachAll)],
};

const breachAll = async (world: Parameters<Parameters<typeof inClockWorld>[0]>[0]): Promise<Round> => {
  await startClocks(world, CLOCKS);
  const ending = new AbortController();
  const { runner, done } = world.run(ending.signal);
  try {
    const runs = () => runner.progress().find(({ process }) => process === 'clock-runner');
    await Promise.race([until(() => isThere(runs()?.position ?? 0, CLOCKS)), done]);
    const breached = breaches(world, ending.signal);
    const begun = performance.now();
    world.clock.moveTo(DUE);
    await Promise.race([breached, done]);
    return { value: (performance.now() - begun) / 1_000, reference: null };
  } finally {
    ending.abort();
    await done.catch(() => undefined);
  }
};

const isThere = (position: number, clocks: number): boolean => position >= clocks;

/** Until every clock is breached. */
async function breaches({ log }: Parameters<typeof breachAll>[0], signal: AbortSignal): Promise<void> {
  let count = 0;
  for await (const item of log.subscribeToAll({ from: 'end', signal })) {
    if ('type' in item && item.type === 'ClockBreached' && ++count === CLOCKS) return;
  }
}
