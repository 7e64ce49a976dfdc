import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { roleTable } from '#platform/access';
import { aggregate, CommandDoor, decisionsUnder, derivedId, ruleBroken, type CommandContext } from '#platform/decider';
import { EventRegistry, eventType, eventVersion, Field, Type, type EventOf } from '#platform/event-schema';
import { ForeignLog, openEmbeddedEventStore, StoreUnavailable, type EventStore } from '#platform/event-store';
import { BodyDigest, Sealing } from '#platform/privacy';
import { MemoryKeyStore } from '#platform/testing';
import {
  issue,
  ProcessRunner,
  processManagersOver,
  type ProcessCheckpoint,
  type RunnerCheckpoints,
  type ProcessRunnerParts,
} from './index.ts';

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
  on: {
    OrderPlaced: ({ streamId: workId, data: { name } }) => [
      issue(takeStep, TakeStep, { workId, name: `${name}-1` }),
      issue(takeStep, TakeStep, { workId, name: `${name}-2` }),
    ],
  },
});

/** Checkpoints that may be lost with the test, and tell when one was saved. */
class RememberedCheckpoints implements RunnerCheckpoints {
  saved: ProcessCheckpoint | undefined;
  #waiting: (() => void)[] = [];

  load(): Promise<ProcessCheckpoint | undefined> {
    return Promise.resolve(this.saved);
  }

  save(_: string, checkpoint: ProcessCheckpoint): Promise<void> {
    this.saved = checkpoint;
    for (const look of this.#waiting) look();
    return Promise.resolve();
  }

  /** Resolves once the process has dealt with everything up to a position. */
  reached(position: number): Promise<void> {
    return new Promise((resolve) => {
      const look = () => this.saved && this.saved.position >= position && resolve();
      this.#waiting.push(look);
      look();
    });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

let folder: string;
let log: EventStore;
let door: CommandDoor;
let checkpoints: RememberedCheckpoints;
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
    policies: { inForce: () => policy, version: () => policy },
    roles: roleTable([{ name: 'process', org: 'tasuki', scope: 'everything' }]),
    decisions: [placeOrder, takeStep],
    clock: { now: () => '2025-11-06T01:15:00.000Z' },
    ids: { next: () => derivedId('drawn', String(drawn++)) },
  });
  checkpoints = new RememberedCheckpoints();
  reported = [];
  aborting = new AbortController();
});
afterEach(async () => {
  aborting.abort();
  await log.close();
  rmSync(folder, { recursive: true, force: true });
});

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
    checkpoints,
    processes: [twoSteps],
    issue: (...given) => door.issue(...given),
    report: {
      refused: (process, { id }, decided, code) => reported.push(['refused', process, id, decided, code]),
      waiting: (process, event, error, inMs) => reported.push(['waiting', process, event?.id, error, inMs]),
    },
    ...parts,
  }).run(signal);
}

/** Runs until everything up to a position is dealt with, and ends. */
async function runUntil(position: number, parts: Partial<ProcessRunnerParts> = {}): Promise<void> {
  const ending = new AbortController();
  const running = run(parts, ending.signal);
  await Promise.race([running, checkpoints.reached(position)]);
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
  expect(checkpoints.saved).toEqual({ position, eventId: cause!.id });
});

test('what happens while it runs is followed too', async () => {
  const running = run();
  await checkpoints.reached(await place('a'));
  await checkpoints.reached(await place('b'));
  aborting.abort();
  await running;
  expect([await steps('a'), await steps('b')]).toEqual([
    ['a-1', 'a-2'],
    ['b-1', 'b-2'],
  ]);
});

test('delivered again, because the checkpoint was lost, it is done once', async () => {
  const position = await place('a');
  await runUntil(position);
  checkpoints = new RememberedCheckpoints();
  await runUntil(position);
  expect(await steps('a')).toEqual(['a-1', 'a-2']);
  expect(reported).toEqual([]);
});

test('killed between two commands, it takes the event up again and does what is left', async () => {
  const position = await place('a');
  const killed = new AbortController();
  let issued = 0;
  await run(
    {
      issue: (...given) => {
        if (issued++ === 0) return door.issue(...given);
        killed.abort();
        return Promise.reject(new Error('killed'));
      },
    },
    killed.signal,
  );
  expect(await steps('a')).toEqual(['a-1']);
  expect(checkpoints.saved).toBeUndefined();
  await runUntil(position);
  expect(await steps('a')).toEqual(['a-1', 'a-2']);
});

test('a refused command is reported and passed', async () => {
  const position = await place('forbidden');
  const next = await place('b');
  await runUntil(next);
  const { id } = (await log.eventAt(position))!;
  const refused = ['refused', 'two-steps', id, 'TakeStep', 'FORBIDDEN_STEP'];
  expect(reported).toEqual([refused, refused]);
  expect([await steps('forbidden'), await steps('b')]).toEqual([[], ['b-1', 'b-2']]);
});

test('while the store is away it waits, and goes on where it was', async () => {
  const position = await place('a');
  const away = new StoreUnavailable('away');
  let failures = 2;
  await runUntil(position, {
    issue: (...given) => (failures-- > 0 ? Promise.reject(away) : door.issue(...given)),
  });
  const { id } = (await log.eventAt(position))!;
  expect(reported).toEqual([
    ['waiting', 'two-steps', id, away, 250],
    ['waiting', 'two-steps', id, away, 500],
  ]);
  expect(await steps('a')).toEqual(['a-1', 'a-2']);
});

test('told to end while it waits, it ends, and the event stays to be done', async () => {
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
  expect(checkpoints.saved).toBeUndefined();
});

test('over events without consequence its checkpoint moves when it ends', async () => {
  await runUntil(await place('a'));
  const head = await log.head();
  const ending = new AbortController();
  const running = run({}, ending.signal);
  const position = await place('b');
  await checkpoints.reached(position);
  // The steps lie behind the order and lead to nothing.
  expect(head).toBeLessThan(position);
  ending.abort();
  await running;
  await runUntil(position);
  expect(await steps('b')).toEqual(['b-1', 'b-2']);
});

test('a log that is not the one its checkpoint was made on is refused', async () => {
  const position = await place('a');
  await checkpoints.save('two-steps', { position, eventId: derivedId('another') });
  await expect(run()).rejects.toThrow(ForeignLog);
  await checkpoints.save('two-steps', { position: position + 1000, eventId: derivedId('another') });
  await expect(run()).rejects.toThrow(ForeignLog);
  expect(await steps('a')).toEqual([]);
});
