import { alarmClock } from '#platform/clock';
import { aggregate, decisionsUnder, derivedId } from '#platform/decider';
import { EventRegistry, eventType, eventVersion, Field, Type, type EventOf } from '#platform/event-schema';
import { CaughtUp, type EventReader, type RecordedEvent } from '#platform/event-store';
import { on, recordedInTest } from '#platform/testing';
import { issue, processManagersOver, stateless } from './index.ts';
import { openSqliteProcessStore, ProcessRunner, type ProcessCommit } from './engine/index.ts';
import { SqlProcessStore } from './sql-process-store.ts';

const Rung = eventType('Rung', {
  words: { en: 'Rung', ja: '呼鈴' },
  dataClass: 'E',
  versions: [eventVersion({ schema: Type.Object({ by: Field.Code() }), examples: [{ by: 'a' }] })],
});
const door = aggregate<{ readonly stage: 'none' }, EventOf<typeof Rung>>({
  category: 'door',
  idField: 'doorId',
  events: [Rung],
  initialState: { stage: 'none' },
  evolve: (state) => state,
});
class Open {
  doorId!: string;
}
const open = decisionsUnder<{ readonly version: string }>()(door, Open, {
  by: ['process'],
  from: ['none'],
  emits: [],
  decide: () => [],
});
const processes = processManagersOver<{ readonly Rung: EventOf<typeof Rung> }>();
const answering = (name: string, answers: (by: string) => void = () => undefined) =>
  processes({
    name,
    version: 1,
    startsOn: ['Rung'],
    actsFrom: 'the beginning',
    correlateBy: { Rung: ({ streamId }) => streamId },
    evolve: stateless,
    react: (_, event) => {
      if (event.type !== 'Rung') return {};
      answers(event.data.by);
      return { commands: [issue(open, Open, { doorId: event.streamId })] };
    },
  });

const recorded = (by: string) => recordedInTest([on(`door-${derivedId(by)}`, Rung({ by }))])[0]!;

/** A log of events that begins anew for each reader, and ends when the signal aborts. */
function logOf(events: readonly RecordedEvent[]): EventReader {
  return {
    async *subscribeToAll({ from, signal }: { from: number | 'start'; signal?: AbortSignal }) {
      yield* events.filter(({ position }) => from === 'start' || position > from);
      yield new CaughtUp(events.at(-1)!.position);
      if (!signal?.aborted) await new Promise((resolve) => signal?.addEventListener('abort', resolve));
    },
    head: () => Promise.resolve(events.at(-1)!.position),
    eventAt: (position: number) => Promise.resolve(events.find((event) => event.position === position)),
  } as unknown as EventReader;
}

/** Runs until what is reported and issued satisfies a predicate. */
async function runUntil(
  isEnough: (seen: readonly string[]) => boolean,
  {
    events = [recorded('a')],
    running = [answering('one')],
    log = logOf(events),
    commit = (write) => write(),
    onStart = () => undefined,
  }: {
    readonly events?: readonly RecordedEvent[];
    readonly running?: readonly ReturnType<typeof answering>[];
    readonly log?: EventReader;
    readonly commit?: (write: () => Promise<void>) => Promise<void>;
    readonly onStart?: (runner: ProcessRunner) => void;
  },
): Promise<readonly string[]> {
  const ending = new AbortController();
  const seen: string[] = [];
  const see = (...what: readonly unknown[]) => {
    seen.push(what.join(' '));
    if (isEnough(seen)) ending.abort();
  };
  const store = openSqliteProcessStore(':memory:');
  const written = SqlProcessStore.prototype.commit;
  Object.assign(store, {
    commit: (committed: ProcessCommit) => commit(() => written.call(store, committed)),
  });
  const runner = new ProcessRunner({
    log,
    registry: new EventRegistry([Rung]),
    store,
    processes: running,
    decisions: [open],
    journal: {} as never,
    clock: alarmClock({ now: () => '2026-04-01T00:00:00.000Z' }),
    issue: (_, __, { actor: { userId } }) => {
      see('issued', userId);
      return Promise.resolve({} as never);
    },
    report: {
      refused: () => undefined,
      givenUp: () => undefined,
      failed: () => undefined,
      waiting: (process, event, error, inMs) =>
        see('waiting', process, event?.stream.split('-')[0] ?? 'no event', (error as Error).message, inMs),
    },
  });
  onStart(runner);
  await runner.run(ending.signal);
  await store.close();
  return seen;
}

test('a process that an event makes throw tries it again, ever more slowly, and holds up no other', async () => {
  const broken = answering('broken', () => {
    throw new Error('a defect');
  });
  const seen = await runUntil((all) => all.length === 3, { running: [broken, answering('sound')] });
  expect(seen.toSorted()).toEqual([
    'issued process:sound',
    'waiting broken door a defect 250',
    'waiting broken door a defect 500',
  ]);
});

test('what comes to pass before an event that makes it throw is done, also where both come at once', async () => {
  const [first, second, third] = ['remembered', 'answered', 'poison'].map((by, index) => ({
    ...{ ...recorded(by), id: by },
    position: index + 1,
  }));
  const all = Promise.withResolvers<void>();
  const log = {
    ...logOf([first!, second!, third!]),
    async *subscribeToAll({ from }: { from: number | 'start' }) {
      yield new CaughtUp(0);
      yield* [first!, second!, third!].filter(({ position }) => from === 'start' || position > from);
      all.resolve();
      await new Promise(() => undefined);
    },
  } as unknown as EventReader;
  const broken: ReturnType<typeof answering> = {
    ...answering('broken'),
    evolve: () => ({}),
    react: (_, event) => {
      const { by } = (event as EventOf<typeof Rung>).data;
      if (by === 'poison') throw new Error('a defect');
      return by === 'answered' ? { commands: [issue(open, Open, { doorId: 'door' })] } : {};
    },
  };
  let commits = 0;
  const seen = await runUntil((told) => told.length === 2, {
    log,
    running: [broken],
    // What is remembered is committed when the others are there.
    commit: (write) => (commits++ === 0 ? all.promise.then(write) : write()),
  });
  expect(seen.toSorted()).toEqual(['issued process:broken', 'waiting broken door a defect 250']);
});

test('an event of a version that this program does not know is waited at, not passed over', async () => {
  const event = recorded('a');
  const newer = { ...event, metadata: { ...event.metadata, schemaVersion: 2 } };
  const seen = await runUntil((all) => all.length > 0, { events: [newer] });
  expect(seen).toEqual(['waiting one door Rung is stored at version 2, this program knows 1: update it 250']);
});

test('what cannot be committed is reported, and the log taken up again from the last that was', async () => {
  let failures = 1;
  const seen = await runUntil((all) => all.length === 2, {
    commit: (write) => (failures-- > 0 ? Promise.reject(new Error('database away')) : write()),
  });
  expect(seen).toEqual(['waiting one no event database away 250', 'issued process:one']);
});

test('how far each has come is told, and which of them waits', async () => {
  const events = ['a', 'b', 'c'].map((by, index) => ({ ...recorded(by), id: by, position: index + 1 }));
  let runner: ProcessRunner | undefined;
  let failures = 1;
  const stumbling = answering('stumbling', (by) => {
    if (by === 'b' && failures-- > 0) throw new Error('not just now');
  });
  const told: unknown[] = [];
  await runUntil(() => told.push(...runner!.progress()) === 4, {
    events,
    running: [stumbling],
    onStart: (started) => (runner = started),
  });
  // As it stood when `b` failed; then all of them were folded before `a`, `b` and `c` were issued, at once.
  expect(told).toEqual([
    { process: 'stumbling', position: 1, isWaiting: true, outstanding: 1, nextDue: undefined },
    ...[3, 3, 3].map((outstanding) => ({
      ...{ process: 'stumbling', position: 3, isWaiting: false, outstanding, nextDue: undefined },
    })),
  ]);
});
