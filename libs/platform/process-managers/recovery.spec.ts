import { aggregate, decisionsUnder } from '#platform/decider';
import { EventRegistry, eventType, eventVersion, Field, Type, type EventOf } from '#platform/event-schema';
import { MovableClock, on } from '#platform/testing';
import { GrowingLog } from './growing-log.fixture.ts';
import { issue, processManagersOver } from './index.ts';
import { openSqliteProcessStore, ProcessRunner, type ProcessStore } from './engine/index.ts';

const typed = <const Name extends string>(name: Name) =>
  eventType(name, {
    words: { en: name, ja: name },
    dataClass: 'E',
    versions: [eventVersion({ schema: Type.Object({ by: Field.Code() }), examples: [{ by: 'a' }] })],
  });
const Promised = typed('Promised');
const Kept = typed('Kept');
const Released = typed('Released');
const registry = new EventRegistry([Promised, Kept, Released]);

const promise = aggregate<{ readonly stage: 'none' }, EventOf<typeof Promised>>({
  ...{ category: 'promise', idField: 'promiseId', events: [Promised], initialState: { stage: 'none' } },
  evolve: (state) => state,
});
class Release {
  promiseId!: string;
}
class Remind {
  promiseId!: string;
}
const deciding = decisionsUnder<{ readonly version: string }>();
const nothing = { by: ['process'], from: ['none'], emits: [], decide: () => [] } as const;
const release = deciding(promise, Release, nothing);
const remind = deciding(promise, Remind, nothing);

type Followed = {
  readonly Promised: EventOf<typeof Promised>;
  readonly Kept: EventOf<typeof Kept>;
  readonly Released: EventOf<typeof Released>;
};
const itself = ({ streamId }: { readonly streamId: string }) => streamId;
const DUE = '2026-04-01T09:00:00.000Z';

/** Reminds of a promise at nine, unless it was released. */
const reminding = processManagersOver<Followed>()({
  ...{ name: 'reminding', version: 1, startsOn: ['Promised'], actsFrom: 'the beginning' },
  correlateBy: { Promised: itself, Released: itself },
  evolve: (_, { type }): object | undefined => (type === 'Released' ? undefined : {}),
  react: (_, event) => {
    if (event.type === 'Promised') return { timers: [{ set: 'remind', at: DUE }] };
    return event.type === '$timer' ? { commands: [issue(remind, Remind, { promiseId: event.instance })] } : {};
  },
});

/** Releases who kept it. */
const releasing = processManagersOver<Followed>()({
  ...{ name: 'releasing', version: 1, startsOn: ['Kept'], actsFrom: 'the beginning' },
  correlateBy: { Kept: itself },
  evolve: () => undefined,
  react: (_, event) => {
    if (event.type !== 'Kept') return {};
    if (event.data.by === 'a defect') throw new Error('a defect');
    return { commands: [issue(release, Release, { promiseId: event.streamId })] };
  },
});

let store: ProcessStore;
let log: GrowingLog;
let issued: string[];
beforeEach(() => {
  store = openSqliteProcessStore(':memory:');
  log = new GrowingLog();
  issued = [];
});
afterEach(() => store.close());

/** Runs the processes at noon, after an outage, until so many commands were issued. */
async function runUntil(count: number, processes = [reminding, releasing]): Promise<void> {
  const ending = new AbortController();
  const running = new ProcessRunner({
    ...{ log: log.reader, registry, store, processes, decisions: [release, remind] },
    issue: (decision, command) => {
      const { promiseId } = command as Release;
      issued.push(`${decision.name} ${promiseId}`);
      if (decision === release) log.record(on(`promise-${promiseId}`, Released({ by: 'process' })), NOON);
      if (issued.length === count) ending.abort();
      return Promise.resolve({ position: log.events.length } as never);
    },
    ...{ journal: {} as never, clock: new MovableClock(NOON) },
    report: { refused: () => 0, givenUp: () => 0, failed: () => 0, waiting: () => 0 },
  }).run(ending.signal);
  await running;
}
const NOON = '2026-04-01T12:00:00.000Z';
const at = (hour: number) => `2026-04-01T0${hour}:00:00.000Z`;

test('after an outage what was recorded meanwhile comes before what came due, in all processes', async () => {
  log.record(on('promise-1', Promised({ by: 'a' })), at(1));
  log.record(on('promise-2', Promised({ by: 'a' })), at(1));
  log.record(on('promise-1', Kept({ by: 'a' })), at(8));
  await runUntil(2);
  expect(issued).toEqual(['Release 1', 'Remind 2']);
});

test('also where the log itself tells that it has come due, and the one who follows the fact is behind', async () => {
  log.record(on('promise-1', Promised({ by: 'a' })), at(1));
  log.record(on('promise-1', Kept({ by: 'a' })), at(8));
  log.record(on('promise-2', Promised({ by: 'a' })), NOON);
  await runUntil(2);
  // It had come due before the log went on, so it is asked; the release, issued first, is what the decision will find.
  expect(issued).toEqual(['Release 1', 'Remind 1']);
});

test('a process that cannot go on keeps nothing from coming due', async () => {
  log.record(on('promise-1', Promised({ by: 'a' })), at(1));
  log.record(on('promise-2', Kept({ by: 'a defect' })), at(8));
  await runUntil(1);
  expect(issued).toEqual(['Remind 1']);
});
