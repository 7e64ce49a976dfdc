import { decisions, processes, programme } from '#contexts/programme';
import { embeddedIn, openProcessStore } from '#platform/backends';
import { alarmClock } from '#platform/clock';
import { embeddedLogFile, openEmbeddedReader } from '#platform/event-store/adapters';
import { ProcessRunner, type ProcessJournal } from '#platform/process-managers/engine';
import type { Benchmark, Round } from '../measurement.ts';
import { sharedPracticeLog } from '../practice/shared-practice-log.ts';
import { readAndParse } from '../rebuild/read-and-parse.ts';
import { inScratchFolder } from '../scratch-folder.ts';
import { until } from './until.ts';

/** Before anything of the log: what has come due by the log's own time rings, silently, and nothing else does. */
const NOW = '2025-10-22T00:00:00.000Z';
const ROUNDS = 3;

/** All processes fold a log that they have to do nothing about. */
export const processRebuild: Benchmark = {
  name: 'process.rebuild',
  unit: 'events/s',
  bar: { valueAtLeast: 50_000 },
  about:
    'state and timers of all processes from the practice log, embedded, without acting ÷ reading and parsing the same',
  rounds: async () => {
    const practised = await sharedPracticeLog();
    const rounds: Round[] = [];
    for (let round = 0; round < ROUNDS; round++)
      rounds.push(await inScratchFolder((folder) => foldAll(practised, folder)));
    return rounds;
  },
};

async function foldAll(practised: string, folder: string): Promise<Round> {
  const log = openEmbeddedReader(embeddedLogFile(practised));
  const store = await openProcessStore(embeddedIn(folder));
  const last = await log.head();
  const failing = Promise.withResolvers<never>();
  const fail = (what: string) => failing.reject(new Error(what));
  const runner = new ProcessRunner({
    ...{ log, registry: programme.registry, store, decisions },
    processes: processes.map((process) => ({ ...process, actsFrom: 'now' as const })),
    // What stands before their beginning is folded, and nothing is issued for it.
    journal: { began: () => Promise.resolve(last) } as Partial<ProcessJournal> as ProcessJournal,
    issue: ({ name }) => Promise.reject(new Error(`${name} was issued`)),
    clock: alarmClock({ now: () => NOW }),
    report: {
      refused: () => undefined,
      givenUp: (process, { decision }) => fail(`${process} gave ${decision} up`),
      failed: (process, { decision }, error) => fail(`${process} could not issue ${decision}: ${String(error)}`),
      waiting: (process, event, error) => fail(`${process} is stuck at ${event?.id}: ${String(error)}`),
    },
  });
  const ending = new AbortController();
  const begun = performance.now();
  const done = runner.run(ending.signal);
  const hasCome = () => {
    const progress = runner.progress();
    return progress.length > 0 && progress.every(({ position }) => position >= last);
  };
  try {
    await Promise.race([until(hasCome), done, failing.promise]);
    const value = (last / (performance.now() - begun)) * 1_000;
    const { events, ms } = readAndParse(practised);
    return { value, reference: (events / ms) * 1_000 };
  } finally {
    ending.abort();
    await done.catch(() => undefined);
    await Promise.all([log.close(), store.close()]);
  }
}
