import { aggregate, decisionsUnder } from '#platform/decider';
import { EventRegistry, eventType, eventVersion, Field, Type, type EventOf } from '#platform/event-schema';
import { MovableClock, on } from '#platform/testing';
import { GrowingLog } from './growing-log.fixture.ts';
import { issue, processManagersOver } from './index.ts';
import { openSqliteProcessStore, ProcessRunner, type ProcessStore } from './engine/index.ts';

const Set = eventType('Set', {
  words: { en: 'Set', ja: '設定' },
  dataClass: 'E',
  versions: [
    eventVersion({ schema: Type.Object({ at: Field.Instant() }), examples: [{ at: '2026-04-01T00:00:00.000Z' }] }),
  ],
});
const watch = aggregate<{ readonly stage: 'none' }, EventOf<typeof Set>>({
  ...{ category: 'watch', idField: 'watchId', events: [Set], initialState: { stage: 'none' } },
  evolve: (state) => state,
});
class Ring {
  watchId!: string;
  due!: string;
}
const ring = decisionsUnder<{ readonly version: string }>()(watch, Ring, {
  ...{ by: ['process'], from: ['none'], emits: [], decide: () => [] },
});
let defects = 0;
const ringing = processManagersOver<{ readonly Set: EventOf<typeof Set> }>()({
  name: 'ringing',
  version: 1,
  startsOn: ['Set'],
  actsFrom: 'the beginning',
  correlateBy: { Set: ({ streamId }) => streamId },
  evolve: () => ({}),
  react: (_, event) => {
    if (event.type === 'Set') return { timers: [{ set: 'ring', at: event.data.at }] };
    if (defects-- > 0) throw new Error('a defect');
    return { commands: [issue(ring, Ring, { watchId: event.instance, due: event.due })] };
  },
});

const at = (hour: number) => `2026-04-02T${String(hour).padStart(2, '0')}:00:00.000Z`;
const set = (id: string, hour: number) => on(`watch-${id}`, Set({ at: at(hour) }));

let store: ProcessStore;
let log: GrowingLog;
let clock: MovableClock;
let rung: string[];
let told: string[];
let ending: AbortController;
let running: Promise<void>;
beforeEach(() => {
  defects = 0;
  store = openSqliteProcessStore(':memory:');
  log = new GrowingLog();
  clock = new MovableClock(at(0));
  [rung, told] = [[], []];
});
afterEach(async () => {
  await stop();
  await store.close();
});

function start(): void {
  ending = new AbortController();
  running = new ProcessRunner({
    ...{ log: log.reader, registry: new EventRegistry([Set]), store, processes: [ringing], decisions: [ring] },
    issue: (_, command) => {
      const { watchId, due } = command as Ring;
      rung.push(`${watchId} at ${due.slice(11, 13)}`);
      return Promise.resolve({} as never);
    },
    ...{ journal: {} as never, clock },
    report: {
      ...{ refused: () => 0, givenUp: () => 0, failed: () => 0 },
      waiting: (process, event, error) => told.push(`${process} ${event?.id} ${(error as Error).message}`),
    },
  }).run(ending.signal);
}

async function stop(): Promise<void> {
  ending.abort();
  await running;
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}

const sleepsUntil = (hour: number) => until(() => clock.alarms.join() === at(hour));

test('it sleeps until the next timer comes due, once, and then until the one after it', async () => {
  log.record(set('a', 9));
  log.record(set('b', 12));
  start();
  await sleepsUntil(9);
  clock.moveTo(at(8));
  expect([clock.alarms, rung]).toEqual([[at(9)], []]);
  clock.moveTo(at(10));
  await until(() => rung.length === 1);
  await sleepsUntil(12);
  clock.moveTo(at(12));
  await until(() => rung.length === 2);
  expect(rung).toEqual(['a at 09', 'b at 12']);
});

test('one that is set meanwhile and comes before it wakes it earlier', async () => {
  log.record(set('a', 9));
  start();
  await sleepsUntil(9);
  log.record(set('b', 5));
  await sleepsUntil(5);
  clock.moveTo(at(6));
  await until(() => rung.length === 1);
  await sleepsUntil(9);
  expect(rung).toEqual(['b at 05']);
});

test('what came due during an outage is worked off in order after it, each once', async () => {
  for (const [id, hour] of [
    ['a', 9],
    ['b', 5],
    ['c', 7],
  ] as const)
    log.record(set(id, hour));
  start();
  await sleepsUntil(5);
  await stop();
  clock.moveTo(at(20));
  start();
  await until(() => rung.length === 3);
  await stop();
  start();
  log.record(set('d', 21));
  await sleepsUntil(21);
  expect(rung).toEqual(['b at 05', 'c at 07', 'a at 09']);
});

test('a clock that is set back rings nothing twice', async () => {
  log.record(set('a', 9));
  log.record(set('b', 10));
  start();
  await sleepsUntil(9);
  clock.moveTo(at(9));
  await until(() => rung.length === 1);
  clock.moveTo(at(3));
  await sleepsUntil(10);
  clock.moveTo(at(11));
  await until(() => rung.length === 2);
  expect(rung).toEqual(['a at 09', 'b at 10']);
});

test('a clock that jumps a day works off all that came due meanwhile, in order, each once', async () => {
  log.record(set('a', 9));
  log.record(set('b', 5));
  start();
  await sleepsUntil(5);
  clock.moveTo('2026-04-03T05:00:00.000Z');
  await until(() => rung.length === 2);
  log.record(on('watch-c', Set({ at: '2026-04-03T06:00:00.000Z' })));
  await until(() => clock.alarms.join() === '2026-04-03T06:00:00.000Z');
  expect(rung).toEqual(['b at 05', 'a at 09']);
});

test('one that makes the process throw is tried again, and lost by nobody', async () => {
  defects = 1;
  log.record(set('a', 9));
  start();
  await sleepsUntil(9);
  clock.moveTo(at(9));
  await until(() => rung.length === 1);
  expect([told, rung]).toEqual([['ringing undefined a defect'], ['a at 09']]);
});
