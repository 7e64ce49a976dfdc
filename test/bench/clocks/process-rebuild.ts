import { processes } from '#contexts/programme';
import type { Position } from '#platform/event-store';
import { sharedPracticeLog } from '../practice/shared-practice-log.ts';
import type { Benchmark, Round } from '../measurement.ts';
import { inClockWorld, until } from './clock-world.ts';

/** All processes fold a log that they have to do nothing about. */
export const processRebuild: Benchmark = {
  name: 'process.rebuild',
  unit: 'events/s',
  bar: { valueAtLeast: 50_000 },
  about: 'state and timers of all processes from the practice log, embedded, without acting',
  rounds: async () => [await inClockWorld(foldAll, await sharedPracticeLog())],
};

const foldAll = async (world: Parameters<Parameters<typeof inClockWorld>[0]>[0]): Promise<Round> => {
  let last: Position = 0;
  for await (const { position } of world.log.readAll()) last = position;
  const ending = new AbortController();
  // Their beginning is put on record first: what stands before it is folded, and nothing is issued for it.
  const begun = performance.now();
  const { runner, done } = world.run(
    ending.signal,
    processes.map((process) => ({ ...process, name: `rebuilt-${process.name}`, actsFrom: 'now' as const })),
  );
  const hasCome = () => {
    const progress = runner.progress();
    return progress.length === processes.length && progress.every(({ position }) => position >= last);
  };
  try {
    await Promise.race([until(hasCome), done]);
    return { value: (last / (performance.now() - begun)) * 1_000, reference: null };
  } finally {
    ending.abort();
    await done.catch(() => undefined);
  }
};
