import { openProcessLease, openProcessStore, type BackendSettings } from '#platform/backends';
import { alarmClock, systemClock } from '#platform/clock';
import { aggregate, decisionsUnder } from '#platform/decider';
import { EventRegistry, eventType, eventVersion, Field, Type, type EventOf } from '#platform/event-schema';
import { on } from '#platform/testing';
import { startPostgres, type TestPostgres } from '#platform/testing/servers';
import { issue, processManagersOver, stateless } from './index.ts';
import { type ProcessCommit, ProcessRunner, type RunnerFence, type RunnerLease } from './engine/index.ts';
import { GrowingLog } from './growing-log.fixture.ts';
import { SqlProcessStore } from './sql-process-store.ts';

const Rung = eventType('Rung', {
  words: { en: 'Rung', ja: '呼鈴' },
  dataClass: 'E',
  versions: [eventVersion({ schema: Type.Object({ by: Field.Code() }), examples: [{ by: 'a' }] })],
});
const door = aggregate<{ readonly stage: 'none' }, EventOf<typeof Rung>>({
  ...{ category: 'door', idField: 'doorId', events: [Rung], initialState: { stage: 'none' } },
  evolve: (state) => state,
});
class Open {
  doorId!: string;
}
const open = decisionsUnder<{ readonly version: string }>()(door, Open, {
  ...{ by: ['process'], from: ['none'], emits: [], decide: () => [] },
});
const answering = processManagersOver<{ readonly Rung: EventOf<typeof Rung> }>()({
  name: 'answering',
  version: 1,
  startsOn: ['Rung'],
  actsFrom: 'the beginning',
  correlateBy: { Rung: ({ streamId }) => streamId },
  evolve: stateless,
  react: (_, { type }) => (type === 'Rung' ? { commands: [issue(open, Open, { doorId: 'd' })] } : {}),
});

const rung = on('door-d', Rung({ by: 'a' }));

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

/** A program that may run the processes, and what it issued. */
async function program(settings: BackendSettings, log: GrowingLog, name: string, issued: string[]) {
  const store = await openProcessStore(settings);
  const held = (await openProcessLease(settings, systemClock))!;
  let isAsleep = false;
  // A program that sleeps neither renews its lease nor learns that it is another's.
  let last: RunnerFence | undefined;
  const lease: RunnerLease = {
    ttlMs: 60,
    hold: async () => (isAsleep ? last : (last = await held.hold())),
    release: () => held.release(),
  };
  // It wakes when it comes to write.
  const { commit } = SqlProcessStore.prototype;
  Object.assign(store, {
    commit: (committed: ProcessCommit) =>
      commit.call(store, committed).catch((error: unknown) => {
        isAsleep = false;
        throw error;
      }),
  });
  const stopping = new AbortController();
  const runner = new ProcessRunner({
    log: log.reader,
    registry: new EventRegistry([Rung]),
    store,
    processes: [answering],
    decisions: [open],
    issue: (_, __, { causationId }) => {
      issued.push(`${name} answers ${causationId}`);
      return Promise.resolve({} as never);
    },
    journal: {} as never,
    clock: alarmClock(systemClock),
    report: { refused: () => 0, givenUp: () => 0, failed: () => 0, waiting: () => 0 },
    lease,
  });
  const running = runner.run(stopping.signal);
  return {
    runner,
    freeze: () => (isAsleep = true),
    stop: async () => {
      stopping.abort();
      await running;
      await Promise.all([store.close(), held.close()]);
    },
  };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}

test('of several programs one runs the processes; another takes over when it ends, and each event is answered once', async () => {
  const settings = { databaseUrl: await postgres.createDatabase(), dataDir: '' } as BackendSettings;
  const [log, issued]: [GrowingLog, string[]] = [new GrowingLog(), []];
  log.record(rung);
  const one = await program(settings, log, 'one', issued);
  await until(() => issued.length === 1);
  const other = await program(settings, log, 'other', issued);
  log.record(rung);
  await until(() => issued.length === 2);
  expect([one.runner.progress().length, other.runner.progress().length]).toEqual([1, 0]);
  await one.stop();
  log.record(rung);
  await until(() => issued.length === 3);
  await other.stop();
  expect(issued).toEqual(['one answers event-1', 'one answers event-2', 'other answers event-3']);
});

test('one that slept through the loss of its lease commits nothing, and issues nothing', async () => {
  const settings = { databaseUrl: await postgres.createDatabase(), dataDir: '' } as BackendSettings;
  const [log, issued]: [GrowingLog, string[]] = [new GrowingLog(), []];
  const asleep = await program(settings, log, 'asleep', issued);
  await until(() => asleep.runner.progress().length === 1);
  log.record(rung);
  await until(() => issued.length === 1);
  asleep.freeze();
  const awake = await program(settings, log, 'awake', issued);
  await until(() => awake.runner.progress().length === 1);
  // What it believes to hold is another's by now: the first commit finds out.
  log.record(rung);
  await until(() => issued.length === 2 && asleep.runner.progress().length === 0);
  await Promise.all([asleep.stop(), awake.stop()]);
  expect(issued).toEqual(['asleep answers event-1', 'awake answers event-2']);
});
