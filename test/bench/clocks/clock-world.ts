import { randomUUID } from 'node:crypto';
import { clock, startClock, StartClock } from '#contexts/clock';
import { processJournal } from '#contexts/process';
import { decisions, openCommandDoor, processes, programme } from '#contexts/programme';
import { embeddedIn, openKeys, openLog, openProcessStore } from '#platform/backends';
import { streamOf, type CommandDoor } from '#platform/decider';
import type { EventStore, NewEvent } from '#platform/event-store';
import { contextOf, ProcessRunner, type ProcessManager } from '#platform/process-managers';
import { MovableClock } from '#platform/testing';
import { inScratchFolder } from '../scratch-folder.ts';

/** Monday, 2025-11-10, 10:00 in Tokyo. */
export const BEGIN = '2025-11-10T01:00:00.000Z';

/** An embedded log with its command door and its processes, at a clock that stands until it is moved. */
export interface ClockWorld {
  readonly log: EventStore;
  readonly door: CommandDoor;
  readonly clock: MovableClock;
  /** Runs processes until the signal aborts. @throws whatever goes wrong, a refused command among it */
  run(
    signal: AbortSignal,
    running?: readonly ProcessManager[],
  ): { readonly runner: ProcessRunner; readonly done: Promise<void> };
}

export function inClockWorld<T>(work: (world: ClockWorld) => Promise<T>, folderOf?: string): Promise<T> {
  return inScratchFolder(async (folder) => {
    const settings = embeddedIn(folderOf ?? folder);
    const moving = new MovableClock(BEGIN);
    const log = await openLog(settings);
    const keys = await openKeys(settings, moving);
    const store = await openProcessStore(embeddedIn(folder));
    const door = openCommandDoor(programme, { store: log, keys, clock: moving });
    const issue: CommandDoor['issue'] = (decision, command, context) => door.issue(decision, command, context);
    const run: ClockWorld['run'] = (signal, running = processes) => {
      const failing = Promise.withResolvers<never>();
      const fail = (what: string) => failing.reject(new Error(what));
      const runner = new ProcessRunner({
        ...{ log, registry: programme.registry, store, processes: running, decisions, issue, clock: moving },
        journal: processJournal(issue),
        report: {
          refused: () => undefined,
          givenUp: (process, { decision }) => fail(`${process} gave ${decision} up`),
          failed: (process, { decision }, error) => fail(`${process} could not issue ${decision}: ${String(error)}`),
          waiting: (process, event, error) => fail(`${process} is stuck at ${event?.id}: ${String(error)}`),
        },
      });
      return { runner, done: Promise.race([runner.run(signal), failing.promise]) };
    };
    try {
      return await work({ log, door, clock: moving, run });
    } finally {
      await Promise.all([log.close(), keys.close(), store.close()]);
    }
  });
}

/** Starts so many clocks of Shizuoka that are due on 11 November: one by the door, the others after its example. */
export async function startClocks({ log, door }: ClockWorld, count: number): Promise<void> {
  const clockId = randomUUID();
  const about = { kind: 'takeReferral' as const, subjectCategory: 'referral', subjectId: randomUUID() };
  const command = Object.assign(new StartClock(), {
    ...{ clockId, ...about, officeId: 'iesc-22', agreementVersion: 'AGR-2025', startedAt: BEGIN },
  });
  const by = { commandId: randomUUID(), family: randomUUID(), causationId: randomUUID() };
  await door.issue(startClock, command, contextOf('referral-clocks', by));
  let sample: NewEvent | undefined;
  for await (const { type, data, metadata } of log.read(streamOf(clock, clockId))) {
    sample = { id: randomUUID(), type, data, metadata };
  }
  const waiting = new Set<Promise<unknown>>();
  for (let made = 1; made < count; made++) {
    const id = randomUUID();
    const appending: Promise<unknown> = log
      .append(streamOf(clock, id), 'no stream', [{ ...sample!, id: randomUUID() }])
      .finally(() => waiting.delete(appending));
    waiting.add(appending);
    if (waiting.size >= 128) await Promise.race(waiting);
  }
  await Promise.all(waiting);
}

/** Waits until something holds, looking again and again without keeping the thread. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
}
