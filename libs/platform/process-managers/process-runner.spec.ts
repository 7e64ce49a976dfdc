import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { roleTable } from '#platform/access';
import { alarmClock } from '#platform/clock';
import { aggregate, CommandDoor, decisionsUnder, derivedId, ruleBroken, type CommandContext } from '#platform/decider';
import { EventRegistry, eventType, eventVersion, Field, Type, type EventOf } from '#platform/event-schema';
import { ForeignLog, StoreUnavailable, type EventStore } from '#platform/event-store';
import { openEmbeddedEventStore } from '#platform/event-store/adapters';
import { BodyDigest, Sealing } from '#platform/privacy';
import { MemoryKeyStore } from '#platform/testing';
import { issue, processManagersOver, stateless } from './index.ts';
import {
  openSqliteProcessStore,
  ProcessRunner,
  type ProcessCommit,
  type ProcessRunnerParts,
  type ProcessStore,
} from './engine/index.ts';
import { SqlProcessStore } from './sql-process-store.ts';

const named = (name: 'OrderPlaced' | 'StepTaken') =>
  eventType(name, {
    words: { en: name, ja: name },
    dataClass: 'E',
    versions: [eventVersion({ schema: Type.Object({ name: Field.Code() }), examples: [{ name: 'a' }] })],
  });
const OrderPlaced = named('OrderPlaced');
const StepTaken = named('StepTaken');
const registry = new EventRegistry([OrderPlaced, StepTaken]);

const order = aggregate<{ readonly stage: 'none' | 'placed' }, EventOf<typeof OrderPlaced>>({
  category: 'order',
  idField: 'orderId',
  events: [OrderPlaced],
  initialState: { stage: 'none' },
  evolve: () => ({ stage: 'placed' }),
});
/** Everything a process did for an order, in the order's own work list. */
const work = aggregate<{ readonly stage: 'none' | 'begun' }, EventOf<typeof StepTaken>>({
  category: 'work',
  idField: 'workId',
  events: [StepTaken],
  initialState: { stage: 'none' },
  evolve: () => ({ stage: 'begun' }),
});
class PlaceOrder {
  orderId!: string;
  name!: string;
}
class TakeStep {
  workId!: string;
  name!: string;
}
const decision = decisionsUnder<{ readonly version: string }>();
const placeOrder = decision(order, PlaceOrder, {
  by: ['process'],
  from: ['none'],
  emits: [OrderPlaced],
  decide: ({ name }) => [OrderPlaced({ name })],
});
const takeStep = decision(work, TakeStep, {
  by: ['process'],
  from: ['none', 'begun'],
  emits: [StepTaken],
  decide: ({ name }) => {
    if (name.startsWith('forbidden')) throw ruleBroken('FORBIDDEN_STEP', { en: 'no', ja: '不可' });
    return [StepTaken({ name })];
  },
});

const twoSteps = processManagersOver<{ readonly OrderPlaced: EventOf<typeof OrderPlaced> }>()({
  name: 'two-steps',
  version: 1,
  startsOn: ['OrderPlaced'],
  actsFrom: 'the beginning',
  correlateBy: { OrderPlaced: ({ streamId }) => streamId },
  evolve: stateless,
  react: (_, event) =>
    event.type === 'OrderPlaced'
      ? {
          commands: [1, 2].map((step) =>
            issue(takeStep, TakeStep, { workId: event.streamId, name: `${event.data.name}-${step}` }),
          ),
        }
      : {},
});

let folder: string;
let log: EventStore;
let door: CommandDoor;
let store: ProcessStore;
let watching: Set<() => void>;
let reported: unknown[];
let aborting: AbortController;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tasuki-processes-'));
  log = openEmbeddedEventStore(join(folder, 'events.db'));
  const keys = new MemoryKeyStore();
  let drawn = 0;
  const policy = { version: 'v' };
  door = new CommandDoor({
    store: log,
    registry,
    sealing: new Sealing(keys),
    digests: new BodyDigest(keys),
    policies: { inForce: () => policy, lastInForce: () => policy, version: () => policy },
    roles: roleTable([{ name: 'process', org: 'tasuki', scope: 'everything' }]),
    decisions: [placeOrder, takeStep],
    clock: { now: () => '2025-11-06T01:15:00.000Z' },
    ids: { next: () => derivedId('drawn', String(drawn++)) },
  });
  watching = new Set();
  openStore('processes.db');
  reported = [];
  aborting = new AbortController();
});
afterEach(async () => {
  aborting.abort();
  await log.close();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Opens a store that tells when something is written. */
function openStore(file: string): void {
  store = openSqliteProcessStore(join(folder, file));
  const told = async (written: Promise<void>) => {
    await written;
    const waiting = [...watching];
    watching.clear();
    for (const resolve of waiting) resolve();
  };
  const { commit, settle } = SqlProcessStore.prototype;
  Object.assign(store, {
    commit: (committed: ProcessCommit) => told(commit.call(store, committed)),
    settle: (process: string, seqs: readonly number[]) => told(settle.call(store, process, seqs)),
  });
}

/** Resolves once the process has folded everything up to a position, and its outbox is empty. */
async function reached(position: number): Promise<void> {
  for (;;) {
    const written = new Promise<void>((resolve) => watching.add(resolve));
    const checkpoint = await store.checkpoint('two-steps');
    const isFolded = checkpoint !== undefined && checkpoint.position >= position;
    if (isFolded && (await store.commandIds('two-steps')).length === 0) return;
    await written;
  }
}

const place = async (name: string) => {
  const command = Object.assign(new PlaceOrder(), { orderId: derivedId(name), name });
  const context: CommandContext = {
    actor: { userId: 'u', org: 'tasuki', officeId: null, role: 'process' },
    commandId: derivedId('place', name),
    source: 'api',
  };
  return (await door.issue(placeOrder, command, context)).position;
};

function run(parts: Partial<ProcessRunnerParts> = {}, signal = aborting.signal): Promise<void> {
  return new ProcessRunner({
    log,
    registry,
    store,
    processes: [twoSteps],
    decisions: [takeStep],
    issue: (decision, command, context) => door.issue(decision, command, context),
    journal: {
      began: () => Promise.resolve(0),
      refused: async (process, { commandId }, code) => void reported.push(['on record', process, commandId, code]),
      givenUp: async () => undefined,
    },
    clock: alarmClock({ now: () => '2025-11-06T01:15:00.000Z' }),
    report: {
      refused: (process, { causationId, decision: decided }, code) =>
        reported.push(['refused', process, causationId, decided, code]),
      givenUp: (process, { causationId }) => reported.push(['given up', process, causationId]),
      failed: (process, { causationId }, error, inMs) => reported.push(['failed', process, causationId, error, inMs]),
      waiting: (process, event, error, inMs) => reported.push(['waiting', process, event?.id, error, inMs]),
    },
    ...parts,
  }).run(signal);
}

/** Runs until everything up to a position is done, and ends. */
async function runUntil(position: number, parts: Partial<ProcessRunnerParts> = {}): Promise<void> {
  const ending = new AbortController();
  const running = run(parts, ending.signal);
  await Promise.race([running, reached(position)]);
  ending.abort();
  await running;
}

async function steps(name: string): Promise<readonly string[]> {
  const taken: string[] = [];
  for await (const event of log.read(`work-${derivedId(name)}`)) taken.push((event.data as { name: string }).name);
  return taken;
}

test('what follows from an event is done in order, under the process’s name and the event’s family', async () => {
  const position = await place('a');
  await runUntil(position);
  expect(await steps('a')).toEqual(['a-1', 'a-2']);
  const cause = await log.eventAt(position);
  for await (const { metadata } of log.read(`work-${derivedId('a')}`)) {
    expect(metadata).toMatchObject({
      actor: { userId: 'process:two-steps', org: 'tasuki', officeId: null, role: 'process' },
      $causationId: cause!.id,
      $correlationId: derivedId('a'),
      source: 'process',
    });
  }
  expect(await store.checkpoint('two-steps')).toMatchObject({ eventId: (await log.eventAt(await log.head()))!.id });
});

test('what happens while it runs is followed too', async () => {
  const running = run();
  await reached(await place('a'));
  await reached(await place('b'));
  aborting.abort();
  await running;
  expect([await steps('a'), await steps('b')]).toEqual([
    ['a-1', 'a-2'],
    ['b-1', 'b-2'],
  ]);
});

test('delivered again, because all that was kept of it was lost, it is done once', async () => {
  const position = await place('a');
  await runUntil(position);
  await store.close();
  openStore('anew.db');
  await runUntil(position);
  expect(await steps('a')).toEqual(['a-1', 'a-2']);
  expect(reported).toEqual([]);
});

test('killed between two commands, it takes the outbox up again and does what is left', async () => {
  const position = await place('a');
  const killed = new AbortController();
  let issued = 0;
  await run(
    {
      issue: (decision, command, context) => {
        if (issued++ === 0) return door.issue(decision, command, context);
        killed.abort();
        return Promise.reject(new Error('killed'));
      },
    },
    killed.signal,
  );
  expect(await steps('a')).toEqual(['a-1']);
  expect(await store.commandIds('two-steps')).toHaveLength(1);
  await runUntil(position);
  expect(await steps('a')).toEqual(['a-1', 'a-2']);
});

test('a refused command is put on record, reported and passed', async () => {
  const position = await place('forbidden');
  const next = await place('b');
  await runUntil(next);
  const { id } = (await log.eventAt(position))!;
  const onRecord = (index: number) => [
    ...['on record', 'two-steps', derivedId('process', 'two-steps', id, String(index)), 'FORBIDDEN_STEP'],
  ];
  const refused = ['refused', 'two-steps', id, 'TakeStep', 'FORBIDDEN_STEP'];
  expect(reported).toEqual([onRecord(0), refused, onRecord(1), refused]);
  expect([await steps('forbidden'), await steps('b')]).toEqual([[], ['b-1', 'b-2']]);
});

test('while the store is away it waits, and goes on where it was', async () => {
  const position = await place('a');
  const away = new StoreUnavailable('away');
  let failures = 2;
  await runUntil(position, {
    issue: (decision, command, context) =>
      failures-- > 0 ? Promise.reject(away) : door.issue(decision, command, context),
  });
  const { id } = (await log.eventAt(position))!;
  expect(reported).toEqual([
    ['failed', 'two-steps', id, away, 250],
    ['failed', 'two-steps', id, away, 500],
  ]);
  expect(await steps('a')).toEqual(['a-1', 'a-2']);
});

test('told to end while it waits, it ends, and what is in the outbox stays to be done', async () => {
  await place('a');
  await run(
    {
      issue: () => {
        aborting.abort();
        return Promise.reject(new StoreUnavailable('away'));
      },
    },
    aborting.signal,
  );
  expect(await store.commandIds('two-steps')).toHaveLength(2);
});

test('over events without consequence its checkpoint moves when it ends', async () => {
  await runUntil(await place('a'));
  // The steps lie behind the order and lead to nothing.
  const head = await log.head();
  const ending = new AbortController();
  const runner = run({}, ending.signal);
  const position = await place('b');
  await reached(position);
  ending.abort();
  await runner;
  expect(head).toBeLessThan(position);
  expect((await store.checkpoint('two-steps'))!.position).toBeGreaterThanOrEqual(position);
  expect(await steps('b')).toEqual(['b-1', 'b-2']);
});

const checkpointAt = (position: number) => ({
  ...{ process: 'two-steps', version: 1, position, eventId: derivedId('another') },
  ...{ actsAfter: 0, revision: 1, nextSeq: 0 },
});

test('a log that is not the one its checkpoint was made on is refused', async () => {
  const position = await place('a');
  const kept = { states: new Map(), timers: [], commands: [] };
  await store.put({ checkpoint: checkpointAt(position), ...kept });
  await expect(run()).rejects.toThrow(ForeignLog);
  await store.put({ checkpoint: checkpointAt(position + 1000), ...kept });
  await expect(run()).rejects.toThrow(ForeignLog);
  expect(await steps('a')).toEqual([]);
});

test('an installation of the first form goes on where it was: nothing fires again, nothing is lost', async () => {
  const [done, open] = [await place('a'), await place('b')];
  const file = join(folder, 'first-form.db');
  const former = new Database(file);
  former.exec(
    'CREATE TABLE process_checkpoint (process TEXT PRIMARY KEY, position INTEGER NOT NULL, event_id TEXT NOT NULL) STRICT',
  );
  former
    .prepare('INSERT INTO process_checkpoint VALUES (?, ?, ?)')
    .run('two-steps', done, (await log.eventAt(done))!.id);
  former.close();
  await store.close();
  openStore('first-form.db');
  const issued: (string | undefined)[] = [];
  await runUntil(open, {
    issue: (decided, command, context) => {
      issued.push(context.causationId);
      return door.issue(decided, command, context);
    },
  });
  const { id } = (await log.eventAt(open))!;
  expect(issued).toEqual([id, id]);
  expect([await steps('a'), await steps('b')]).toEqual([[], ['b-1', 'b-2']]);
});

test('the state of an instance that is met again and again is looked up once', async () => {
  const counting = {
    ...twoSteps,
    evolve: (count: unknown) => Number(count ?? 0) + 1,
    correlateBy: { OrderPlaced: () => 'all' },
  };
  const { state } = store;
  const looked: string[] = [];
  store.state = (process, instance) => {
    looked.push(instance);
    return state.call(store, process, instance);
  };
  const running = run({ processes: [counting] });
  for (const name of ['a', 'b', 'c']) await reached(await place(name));
  aborting.abort();
  await running;
  expect([looked, await state.call(store, 'two-steps', 'all')]).toEqual([['all'], 3]);
});
