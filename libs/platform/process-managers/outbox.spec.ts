import { aggregate, decisionsUnder, Refusal, ruleBroken } from '#platform/decider';
import { StoreUnavailable } from '#platform/event-store';
import { KeyStoreUnavailable } from '#platform/privacy';
import { GIVE_UP_MS, openSqliteProcessStore, Outbox, type OutgoingCommand, type ProcessStore } from './engine/index.ts';

class Do {
  what!: string;
}
const thing = aggregate<{ readonly stage: 'none' }, never>({
  ...{ category: 'thing', idField: 'thingId', events: [], initialState: { stage: 'none' } },
  evolve: (state) => state,
});
const decided = decisionsUnder<{ readonly version: string }>()(thing, Do, {
  ...{ by: ['process'], from: ['none'], emits: [], decide: () => [] },
});

let store: ProcessStore;
let told: string[];
let fails: { [what: string]: unknown };
let now: string;
let signal: AbortSignal;
beforeEach(() => {
  store = openSqliteProcessStore(':memory:');
  told = [];
  fails = {};
  now = '2026-04-01T00:00:00.000Z';
  signal = new AbortController().signal;
});
afterEach(() => store.close());

/** Commands named by instance and number, in the outbox of a process. */
async function standing(...names: readonly string[]): Promise<void> {
  const commands = names.map((name, seq): OutgoingCommand => ({
    ...{ seq, instance: name[0]!, commandId: name, decision: 'Do', body: JSON.stringify({ what: name }) },
    ...{
      causationId: 'cause',
      family: 'family',
      traceparent: null,
      due: null,
      state: 'waiting',
      failingSince: null,
      failure: null,
    },
  }));
  const checkpoint = { process: 'p', version: 1, position: 1, eventId: 'e', actsAfter: 0, revision: 1, nextSeq: 9 };
  await store.put({ checkpoint, states: new Map(), timers: [], commands });
}

const outbox = (over: { readonly journalFails?: boolean } = {}) =>
  new Outbox('p', {
    store,
    decisions: [decided],
    issue: (_, command, { actor, commandId, correlationId, causationId }) => {
      const { what } = command as Do;
      told.push(`${what} as ${commandId} by ${actor.userId} in ${correlationId} because of ${causationId}`);
      expect(command).toBeInstanceOf(Do);
      return fails[what] === undefined ? Promise.resolve({} as never) : Promise.reject(fails[what] as Error);
    },
    journal: {
      refused: async (_, { commandId }, code) => {
        if (over.journalFails) throw new StoreUnavailable('away');
        told.push(`on record: ${commandId} ${code}`);
      },
      givenUp: async (_, { commandId }, failure) => {
        if (over.journalFails) throw new StoreUnavailable('away');
        told.push(`on record: ${commandId} given up for ${failure}`);
      },
    },
    clock: { now: () => now },
    report: {
      refused: (_, { commandId }) => told.push(`reported: ${commandId} refused`),
      givenUp: (_, { commandId }) => told.push(`reported: ${commandId} given up`),
      failed: (_, { commandId }, error, inMs) => told.push(`failed: ${commandId} ${(error as Error).message} ${inMs}`),
    },
    onSettled: (id) => told.push(`settled: ${id}`),
  });
const issuedOf = (name: string) => `${name} as ${name} by process:p in family because of cause`;

test('what stands in it is issued in order, and taken out', async () => {
  await standing('a1', 'b1', 'a2');
  expect(await outbox().workOff(signal)).toBeUndefined();
  // Each instance in order, the instances at once.
  const [first, second] = [['a1', 'b1'], ['a2']].map((names) => [
    ...names.map(issuedOf),
    ...names.map((name) => `settled: ${name}`),
  ]);
  expect(told).toEqual([...first!, ...second!]);
  expect(await store.commandIds('p')).toEqual([]);
});

test('one that fails holds up what its instance has to do after it, and no other; it is tried again later', async () => {
  await standing('a1', 'b1', 'a2');
  fails = { a1: new Error('a defect') };
  const trying = outbox();
  const inMs = await trying.workOff(signal);
  expect(inMs).toBeGreaterThan(0);
  expect(inMs).toBeLessThanOrEqual(250);
  expect(trying.isWaiting).toBe(true);
  expect(told).toEqual([issuedOf('a1'), issuedOf('b1'), 'failed: a1 a defect 250', 'settled: b1']);
  // Before its time has come it is left alone.
  await trying.workOff(signal);
  expect(told).toHaveLength(4);
  expect(await store.commands('p', 9)).toMatchObject([{ commandId: 'a1', failingSince: now, failure: 'Error' }, {}]);
});

test('one whose answer was lost and that the log shows to be done is not waited for any more', async () => {
  await standing('a1');
  fails = { a1: new StoreUnavailable('away') };
  const trying = outbox();
  expect(await trying.workOff(signal)).toBeGreaterThan(0);
  await store.settle('p', [0]);
  expect([await trying.workOff(signal), trying.isWaiting]).toEqual([undefined, false]);
});

test('where the store fails for one, those issued meanwhile are taken out all the same before that is told', async () => {
  await standing('a1', 'b1');
  fails = { a1: new Error('a defect') };
  store.note = () => Promise.reject(new Error('the store is away'));
  await expect(outbox().workOff(signal)).rejects.toThrow('the store is away');
  expect(told).toEqual([issuedOf('a1'), issuedOf('b1'), 'settled: b1']);
});

test('one that is refused is put on record and never asked again', async () => {
  await standing('a1', 'a2');
  fails = { a1: ruleBroken('NO', { en: 'no', ja: '不可' }) };
  expect(fails['a1']).toBeInstanceOf(Refusal);
  const refusing = outbox();
  await refusing.workOff(signal);
  await refusing.workOff(signal);
  expect(told).toEqual([
    ...[issuedOf('a1'), 'on record: a1 NO', 'reported: a1 refused', 'settled: a1'],
    ...[issuedOf('a2'), 'settled: a2'],
  ]);
});

test('a refusal that cannot be put on record stays to be done', async () => {
  await standing('a1');
  fails = { a1: ruleBroken('NO', { en: 'no', ja: '不可' }) };
  await outbox({ journalFails: true }).workOff(signal);
  expect(told).toEqual([issuedOf('a1'), 'failed: a1 away 250']);
  expect(await store.commandIds('p')).toEqual(['a1']);
});

const HOUR_LATER = new Date(Date.parse('2026-04-01T00:00:00.000Z') + GIVE_UP_MS).toISOString();

test('what fails for an hour is given up, on record; its instance waits for somebody to decide', async () => {
  await standing('a1', 'a2');
  fails = { a1: new TypeError('a defect') };
  await outbox().workOff(signal);
  now = HOUR_LATER;
  const later = outbox();
  expect(await later.workOff(signal)).toBeUndefined();
  expect(told.slice(2)).toEqual([issuedOf('a1'), 'on record: a1 given up for TypeError', 'reported: a1 given up']);
  expect(await store.commands('p', 9)).toMatchObject([{ state: 'given_up' }, { state: 'waiting' }]);
  expect(later.isWaiting).toBe(true);
  await store.settle('p', [0]);
  fails = {};
  await later.workOff(signal);
  expect(later.isWaiting).toBe(false);
});

test('what was given up on record, and could not be noted, waits for somebody once the log has told of it', async () => {
  const trying = outbox();
  await trying.workOff(signal);
  await standing('a1');
  fails = { a1: new TypeError('a defect') };
  await outbox().workOff(signal);
  now = HOUR_LATER;
  const { note } = store;
  store.note = () => Promise.reject(new Error('the store is away'));
  await expect(trying.workOff(signal)).rejects.toThrow('the store is away');
  store.note = note;
  const [command] = await store.commands('p', 1);
  await store.note('p', { ...command!, state: 'given_up' });
  await trying.workOff(signal);
  expect(trying.isWaiting).toBe(true);
});

test('that it is given up is put on record first: else it is tried again', async () => {
  await standing('a1');
  fails = { a1: new TypeError('a defect') };
  await outbox().workOff(signal);
  now = HOUR_LATER;
  await outbox({ journalFails: true }).workOff(signal);
  expect(told.at(-1)).toBe('failed: a1 a defect 250');
  expect(await store.commands('p', 9)).toMatchObject([{ state: 'waiting' }]);
});

test.each([new StoreUnavailable('away'), new KeyStoreUnavailable('away')])(
  'what is kept by a part that is away is never given up: $name',
  async (away) => {
    await standing('a1');
    fails = { a1: away };
    await outbox().workOff(signal);
    now = HOUR_LATER;
    await outbox().workOff(signal);
    expect(await store.commands('p', 9)).toMatchObject([{ state: 'waiting', failingSince: null }]);
  },
);

test('a command that this release knows no decision for waits', async () => {
  await standing('a1');
  const ignorant = new Outbox('p', {
    ...{ store, decisions: [], issue: () => Promise.reject(new Error('asked')), journal: {} as never },
    clock: { now: () => now },
    report: { refused: () => 0, givenUp: () => 0, failed: (_, __, error) => told.push((error as Error).message) },
  });
  await ignorant.workOff(signal);
  expect(told).toEqual(['this program knows no Do']);
});

test('told to end, it takes up nothing more', async () => {
  await standing('a1');
  await outbox().workOff(AbortSignal.abort());
  expect(told).toEqual([]);
});
