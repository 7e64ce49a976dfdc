import fc from 'fast-check';
import type { EventRegistry } from '#platform/event-schema';
import type { RecordedEvent } from '#platform/event-store';
import type { ProcessManager } from '#platform/process-managers';
import { ProcessWorld } from './process-world.ts';

/** What the laws are tried on. */
export interface ProcessTrial {
  /** It knows the events in which processes put on record what became of their commands. */
  readonly registry: EventRegistry;
  readonly logs: fc.Arbitrary<readonly RecordedEvent[]>;
  /** How many logs a law is tried on. */
  readonly runs: number;
}

/** A law over one process manager. @throws Error with the log that breaks it, made as short as it gets */
export type ProcessLaw = (process: ProcessManager, trial: ProcessTrial) => Promise<void>;

/** Two months after the events of made logs: many timers that they set have come due by then. */
const NOW = '2026-06-01T00:00:00.000Z';

/** What may happen to a process on its way, each with a number that says how far it gets. */
const mishaps = ['follow', 'flush', 'restart', 'issue', 'killed', 'lose', 'redeliver'] as const;
const course = fc.array(fc.tuple(fc.constantFrom(...mishaps), fc.integer({ min: 1, max: 9 })), { maxLength: 20 });

/** The laws that every process manager is under, however many are added; the name completes "a process manager …". */
export const processLaws = {
  'that is handed every event twice does what it does when it is handed each once': (process, trial) =>
    always(trial, [], async (log) => {
      const facts = await undisturbed(process, trial, log);
      await inWorld(process, trial, log, async (world) => {
        for (let folded = 0; folded < log.length; folded++) {
          await world.follow(1);
          await world.redeliver();
        }
        await finish(world);
        expect(world.facts).toEqual(facts);
      });
    }),

  'that is cut anywhere and started again, with all that was kept or without, does the same, once': (process, trial) =>
    always(trial, [course], async (log, steps) => {
      const facts = await undisturbed(process, trial, log);
      await inWorld(process, trial, log, async (world) => {
        for (const [step, number] of steps) await take(world, step, number);
        await finish(world);
        expect(byId(world.facts)).toEqual(byId(facts));
      });
    }),

  'whose commands are refused asks each once, and never again': (process, trial) =>
    always(trial, [], async (log) => {
      const world = new ProcessWorld(process, trial.registry, true);
      try {
        log.forEach((event) => world.record(event));
        await finish(world);
        const ids = world.asked.map(({ commandId }) => commandId);
        expect(new Set(ids).size).toBe(ids.length);
        expect(await world.waiting()).toEqual([]);
        await finish(world);
        await world.lose();
        await finish(world);
        expect(world.asked.map(({ commandId }) => commandId)).toEqual(ids);
      } finally {
        await world.close();
      }
    }),

  'that folds the log again issues nothing of what stands in it': (process, trial) =>
    always(trial, [], async (log) => {
      await inWorld(process, trial, log, async (world) => {
        await finish(world);
        await world.follow();
        const { length } = world.asked;
        await world.lose();
        await finish(world);
        expect(world.asked).toHaveLength(length);
      });
    }),

  'follows events that exist, and begins on some of them': async (process, { registry }) => {
    await Promise.resolve();
    const followed = Object.keys(process.correlateBy);
    expect(followed.filter((typeName) => !registry.find(typeName))).toEqual([]);
    expect(process.startsOn.filter((typeName) => !followed.includes(typeName))).toEqual([]);
    expect(process.startsOn.length).toBeGreaterThan(0);
  },
} as const satisfies { readonly [law: string]: ProcessLaw };

/** The law holds for each log, and each value of what else it needs. */
async function always<More extends readonly unknown[]>(
  { logs, runs }: ProcessTrial,
  more: { readonly [I in keyof More]: fc.Arbitrary<More[I]> },
  holds: (log: readonly RecordedEvent[], ...more: More) => Promise<void>,
): Promise<void> {
  const some = logs.filter((log) => log.length > 0);
  await fc.assert(
    fc.asyncProperty(some, fc.tuple<unknown[]>(...more), (log, rest) => holds(log, ...(rest as unknown as More))),
    { numRuns: runs },
  );
}

async function inWorld(
  process: ProcessManager,
  { registry }: ProcessTrial,
  log: readonly RecordedEvent[],
  work: (world: ProcessWorld) => Promise<void>,
): Promise<void> {
  const world = new ProcessWorld(process, registry);
  try {
    log.forEach((event) => world.record(event));
    await work(world);
  } finally {
    await world.close();
  }
}

/** The facts of a process that nothing happens to. */
async function undisturbed(process: ProcessManager, trial: ProcessTrial, log: readonly RecordedEvent[]) {
  let facts: ProcessWorld['facts'] = [];
  await inWorld(process, trial, log, async (world) => {
    await finish(world);
    ({ facts } = world);
  });
  return facts;
}

/** Everything is folded, due and issued. */
async function finish(world: ProcessWorld): Promise<void> {
  await world.follow();
  await world.wait(NOW);
  await world.issue();
}

async function take(world: ProcessWorld, step: (typeof mishaps)[number], number: number): Promise<void> {
  switch (step) {
    case 'follow':
      return world.follow(number);
    case 'flush':
      return world.flush();
    case 'restart':
      return world.restart();
    case 'issue':
      return world.issue();
    case 'killed':
      await world.issue(number);
      return world.restart();
    case 'lose':
      return world.lose();
    case 'redeliver':
      return world.redeliver();
  }
}

const byId = (facts: ProcessWorld['facts']) => facts.toSorted((a, b) => (a.commandId < b.commandId ? -1 : 1));
