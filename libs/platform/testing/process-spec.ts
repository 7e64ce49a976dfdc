import type { EventRegistry } from '#platform/event-schema';
import type { RecordedEvent } from '#platform/event-store';
import type { PlannedCommand, ProcessManager } from '#platform/process-managers';
import { openSqliteProcessStore, ProcessFold, type StoredTimer } from '#platform/process-managers/engine';

/** A timer as a spec names it. */
export type ExpectedTimer = Pick<StoredTimer, 'instance' | 'name' | 'due'>;

/** What a process planned, and which timers it has left. */
export interface ProcessOutcome {
  readonly commands: readonly PlannedCommand[];
  readonly timers: readonly ExpectedTimer[];
}

/** Timers of a spec are few. */
const ALL = 1_000;

/** What a process does about a log up to an instant, ended and started again after each of these numbers of events. */
export async function processOutcome(
  process: ProcessManager,
  events: readonly RecordedEvent[],
  {
    registry,
    at,
    cuts = [],
  }: { readonly registry: EventRegistry; readonly at?: string; readonly cuts?: readonly number[] },
): Promise<ProcessOutcome> {
  const commands: PlannedCommand[] = [];
  const watched: ProcessManager = {
    ...process,
    react: (state, event) => {
      const reaction = process.react(state, event);
      commands.push(...(reaction.commands ?? []));
      return reaction;
    },
  };
  const store = openSqliteProcessStore(':memory:');
  try {
    const open = () => ProcessFold.open(watched, { store, registry, began: () => Promise.resolve(0) });
    let fold = await open();
    for (const [index, event] of events.entries()) {
      if (cuts.includes(index)) {
        await fold.flush();
        fold = await open();
      }
      await fold.take(event);
    }
    await fold.flush();
    if (at !== undefined) await fold.workOffDue(at);
    const timers = await store.timers(process.name, ALL);
    return { commands, timers: timers.map(({ instance, name, due }) => ({ instance, name, due })) };
  } finally {
    await store.close();
  }
}

/** Compared as it is awaited; `thenTimers` compares what timers are left too. */
export interface ComparedCommands extends Promise<ProcessOutcome> {
  /** … and exactly these timers are set, the first that comes due first. */
  thenTimers(...expected: readonly ExpectedTimer[]): Promise<void>;
}

/**
 * Compares what a process plans with what it should, in order; the same must come of it wherever the process is ended
 * and started again.
 */
export function comparedCommands(
  process: ProcessManager,
  expected: readonly PlannedCommand[],
  events: readonly RecordedEvent[],
  around: { readonly registry: EventRegistry; readonly at?: string },
): ComparedCommands {
  const outcome = (async () => {
    const whole = await processOutcome(process, events, around);
    expect(whole.commands).toEqual(expected);
    expect(whole.commands.map(({ command }) => command.constructor)).toEqual(
      expected.map(({ command }) => command.constructor),
    );
    for (let cut = 0; cut <= events.length; cut++) {
      expect(await processOutcome(process, events, { ...around, cuts: [cut] })).toEqual(whole);
    }
    return whole;
  })();
  return Object.assign(outcome, {
    thenTimers: async (...timers: readonly ExpectedTimer[]) => expect((await outcome).timers).toEqual(timers),
  });
}
