import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { chain, GENESIS, type UnchainedMetadata } from '#platform/audit';
import { type BackendSettings, embeddedIn, openKeys, openLog, openProcessStore } from '#platform/backends';
import { EventRegistry, eventType, eventVersion, Field, Type, type EventOf } from '#platform/event-schema';
import {
  EventStoreInUse,
  type EventReader,
  type EventStore,
  type RecordedEvent,
  type Revision,
  type StreamName,
} from '#platform/event-store';
import { openEventStore } from '#platform/event-store/adapters';
import { alarmClock } from '#platform/clock';
import type { Decision } from '#platform/decider';
import { issue, processManagersOver, stateless } from '#platform/process-managers';
import { ProcessRunner } from '#platform/process-managers/engine';
import { startEventStoreDbDouble, type EventStoreDbDouble } from '#platform/testing/eventstoredb-double';
import { copyEvents, CopyRefused, moveInstallation } from './index.ts';

const clock = { now: () => '2026-11-25T09:00:00.000Z' };

let folder: string;
let source: BackendSettings;
let target: BackendSettings;
let double: EventStoreDbDouble;
let log: EventStore;
let server: EventStore;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tasuki-log-copy-'));
  double = await startEventStoreDbDouble();
  source = embeddedIn(join(folder, 'embedded'));
  target = { ...source, dataDir: join(folder, 'server'), eventStoreUrl: double.url };
  log = await openLog(source);
  server = await openEventStore({ url: double.url, dataDir: folder, eventStoreDb: { appendTimeoutMs: 2_000 } });
});
afterEach(async () => {
  await Promise.all([log.close(), server.close()]);
  await double.close();
  rmSync(folder, { recursive: true });
});

const ends = new Map<StreamName, { readonly revision: Revision; readonly hash: string }>();
beforeEach(() => ends.clear());

/** Records that a bell was rung, chained as a decision chains it. */
async function ring(store: EventStore, bell: string, times = 1): Promise<readonly string[]> {
  const stream = `bell-${bell}` as const;
  const before = ends.get(stream);
  const events = Array.from({ length: times }, () => {
    const end = ends.get(stream);
    const revision = end ? end.revision + 1 : 0;
    const event = { stream, revision, id: crypto.randomUUID(), type: 'Rung', data: { by: bell } };
    const unchained = { schemaVersion: 1, occurredAt: clock.now(), $correlationId: 'c' } as UnchainedMetadata;
    const metadata = chain({ ...event, metadata: unchained }, end?.hash ?? GENESIS);
    ends.set(stream, { revision, hash: metadata.hash });
    return { ...event, metadata };
  });
  await store.append(stream, before ? before.revision : 'no stream', events);
  return events.map(({ id }) => id);
}

/** Rings of several streams through each other. */
async function record(rounds = 10): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    await ring(log, 'one');
    await ring(log, 'two', 3);
    await ring(log, `of-round-${round}`);
  }
}

/** Everything but what is the store's own. */
async function contentOf(reader: EventReader): Promise<readonly Partial<RecordedEvent>[]> {
  const events: Partial<RecordedEvent>[] = [];
  for await (const { id, type, stream, revision, data, metadata } of reader.readAll()) {
    events.push({ id, type, stream, revision, data, metadata });
  }
  return events;
}

describe('a copy of a log', () => {
  test('holds the same events in the same order, and says where they stand', async () => {
    await record();
    const wanted = new Set([1, 50]);
    const { events, before, positions } = await copyEvents({ from: log, to: server, wanted });
    expect([events, before]).toEqual([50, 0]);
    expect(await contentOf(server)).toEqual(await contentOf(log));
    expect([...positions.keys()]).toEqual([1, 50]);
    for (const [ours, theirs] of positions) {
      expect((await server.eventAt(theirs))!.id).toBe((await log.eventAt(ours))!.id);
    }
    expect(await copyEvents({ from: log, to: server })).toMatchObject({ events: 50, before: 50 });
  });

  test('goes on where it was when it was interrupted, and lacks nothing when connections break', async () => {
    await record(60);
    const interrupted = copyEvents({
      from: log,
      to: server,
      onProgress: (step, events) => {
        if (step === 'copied' && events === 200) throw new Error('killed');
      },
    });
    await expect(interrupted).rejects.toThrow('killed');
    let cuts = 0;
    const { before, events } = await copyEvents({
      from: log,
      to: server,
      retryMs: 5,
      onProgress: (step) => {
        if (step !== 'copied') return;
        double.failAppends(cuts++ % 2 === 0 ? 'cut after storing' : 'cut before storing');
      },
    });
    expect([before, events, cuts > 0]).toEqual([200, 300, true]);
    expect(await contentOf(server)).toEqual(await contentOf(log));
  });

  test.each([
    ['is of something else', () => ring(server, 'other'), 'holds Rung at revision 0 of bell-other, which is not what'],
    [
      'goes on after it',
      async () => {
        await copyEvents({ from: log, to: server });
        await ring(server, 'one');
      },
      'which the log does not hold: it is in use already',
    ],
  ])('is refused into a store that %s, which is left as it is', async (_, use, message) => {
    await record(2);
    await use();
    const before = await contentOf(server);
    await expect(copyEvents({ from: log, to: server })).rejects.toThrow(message);
    expect(await contentOf(server)).toEqual(before);
  });

  test('ends before the first event whose hash does not hold', async () => {
    await record(2);
    const hand = new Database(join(source.dataDir, 'events.db'));
    hand.exec(`UPDATE event SET data = '{"by":"nobody"}' WHERE position = 6`);
    hand.close();
    await expect(copyEvents({ from: log, to: server })).rejects.toThrow(
      new CopyRefused(
        'the log is not what was recorded: at position 6, revision 1 of bell-one, the hash does not match the event.',
      ),
    );
    expect((await contentOf(server)).length).toBeLessThan(6);
  });
});

const Rung = eventType('Rung', {
  words: { en: 'rung', ja: '鳴った' },
  dataClass: 'E',
  versions: [eventVersion({ schema: Type.Object({ by: Field.Code() }), examples: [{ by: 'one' }] })],
});
const registry = new EventRegistry([Rung]);
class Answer {}
const answer = { name: 'Answer', command: Answer } as unknown as Decision;
const answering = processManagersOver<{ readonly Rung: EventOf<typeof Rung> }>()({
  name: 'answering',
  version: 1,
  startsOn: ['Rung'],
  actsFrom: 'the beginning',
  correlateBy: { Rung: ({ streamId }) => streamId },
  evolve: stateless,
  react: (_, { type }) => ({
    commands: type === 'Rung' ? [issue(answer, Answer, {})] : [],
    timers: [{ set: 'in a while', at: '2126-01-01T00:00:00.000Z' }],
  }),
});

/** Runs the process over a log until it has dealt with an event. @returns the events whose commands it issued */
async function answered(reader: EventReader, settings: BackendSettings, until: string): Promise<readonly string[]> {
  const stopping = new AbortController();
  const answers: string[] = [];
  const store = await openProcessStore(settings);
  const runner = new ProcessRunner({
    log: reader,
    registry,
    store,
    processes: [answering],
    decisions: [answer],
    journal: {} as never,
    clock: alarmClock(clock),
    issue: (_, __, { causationId }) => {
      answers.push(causationId!);
      return Promise.resolve({} as never);
    },
    report: {
      refused: () => undefined,
      givenUp: () => undefined,
      failed: (_process, _command, error) => stopping.abort(error),
      waiting: (_process, _event, error) => stopping.abort(error),
    },
  });
  const running = runner.run(stopping.signal);
  while (answers.at(-1) !== until && !stopping.signal.aborted) await new Promise((resolve) => setImmediate(resolve));
  // What was answered is taken out of the outbox before the runner ends.
  stopping.abort();
  await running;
  await store.close();
  return answers;
}

describe('an installation that is moved', () => {
  const move = (over: Partial<BackendSettings> = {}) =>
    moveInstallation({ folder: source.dataDir, settings: { ...target, ...over }, clock });

  test('has its keys on the server, under a master key of its own', async () => {
    await record(1);
    const keys = await openKeys(source, clock);
    const sealedWith = await keys.keyFor('person-1');
    await keys.destroy('person-2');
    await keys.close();
    await log.close();
    const masterKey = Buffer.alloc(32, 7);
    expect(await move({ masterKey })).toEqual({ events: 5, before: 0, keys: 2 });
    const moved = await openKeys({ ...target, masterKey }, clock);
    const found = await moved.existing('person-1', sealedWith.keyId);
    expect(found?.key.equals(sealedWith.key)).toBe(true);
    await expect(moved.keyFor('person-2')).rejects.toThrow('was erased');
    await moved.close();
  });

  test('reacts to what it had not reacted to, and to nothing again', async () => {
    const [first, second] = [await ring(log, 'one'), await ring(log, 'two')];
    expect(await answered(log, source, second[0]!)).toEqual([...first, ...second]);
    const late = await ring(log, 'three');
    await log.close();
    await move();
    const next = await ring(server, 'four');
    expect(await answered(server, target, next[0]!)).toEqual([...late, ...next]);
    // Without the checkpoints that came along it would answer all of them.
    const others = { ...target, dataDir: join(folder, 'others') };
    expect(await answered(server, others, next[0]!)).toEqual([...first, ...second, ...late, ...next]);
  });

  test('has to have ended', async () => {
    await record(1);
    await expect(move()).rejects.toThrow(EventStoreInUse);
    expect(await contentOf(server)).toEqual([]);
  });

  test('is told what to write', async () => {
    await record(1);
    await expect(move({ eventStoreUrl: undefined })).rejects.toThrow('EVENT_STORE_URL is not set');
    await expect(move({ dataDir: source.dataDir })).rejects.toThrow('DATA_DIR is the folder to copy from');
    await expect(moveInstallation({ folder: join(folder, 'none'), settings: target, clock })).rejects.toThrow(
      'There is no event log',
    );
  });
});
