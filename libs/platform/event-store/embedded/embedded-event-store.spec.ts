import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { collect } from '../contract/collect.ts';
import { freshStream, sampleEvent, sampleEvents } from '../contract/sample-events.ts';
import { EventStoreInUse, ForeignLog, OutcomeUnknown, StoreUnavailable, WrongExpectedRevision } from '../errors.ts';
import { AppendWriter } from './append-writer.ts';
import { EmbeddedEventStore, openEmbeddedEventStore } from './embedded-event-store.ts';
import { openEmbeddedReader } from './embedded-reader.ts';
import { openLogForWriting, refuseLessThanDurable } from './log-file.ts';
import { WriterLock } from './writer-lock.ts';

const folder = mkdtempSync(join(tmpdir(), 'tasuki-embedded-'));
let files = 0;
const freshFile = () => join(folder, `events-${files++}.db`);
afterAll(() => rmSync(folder, { recursive: true }));

const thrownBy = (action: () => unknown): unknown => {
  try {
    return action();
  } catch (error) {
    return error;
  }
};

describe('group commit', () => {
  test('commits the appends of one tick together, and a refused one fails alone', async () => {
    let commits = 0;
    const store = openEmbeddedEventStore(freshFile(), { now: () => `commit ${++commits}` });
    const streams = Array.from({ length: 32 }, freshStream);
    const outcomes = await Promise.allSettled([
      ...streams.map((stream) => store.append(stream, 'no stream', sampleEvents(2))),
      store.append(streams[0]!, 'no stream', [sampleEvent()]),
      store.append(freshStream(), 5, [sampleEvent()]),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual([...streams.map(() => 'fulfilled'), 'rejected', 'rejected']);
    const events = await collect(store.readAll());
    expect(events.map(({ recordedAt }) => recordedAt)).toEqual(Array<string>(64).fill('commit 1'));
    await store.append(streams[1]!, 1, [sampleEvent()]);
    expect((await collect(store.readAll())).at(-1)?.recordedAt).toBe('commit 2');
    await store.close();
  });

  test('of more than a commit takes goes on with the rest', async () => {
    const store = openEmbeddedEventStore(freshFile());
    const streams = Array.from({ length: 20 }, freshStream);
    const appended = await Promise.all(streams.map((stream) => store.append(stream, 'no stream', sampleEvents(400))));
    expect(appended.map(({ position }) => position)).toEqual(streams.map((_, index) => (index + 1) * 400));
    await store.close();
  });

  test('finds out about streams of a former process, and refuses or answers those appends alone', async () => {
    const file = freshFile();
    const [resent, other] = [freshStream(), freshStream()];
    const events = sampleEvents(2);
    const before = openEmbeddedEventStore(file);
    const answered = await before.append(resent, 'no stream', events);
    await before.append(other, 'no stream', sampleEvents(3));
    await before.close();
    const store = openEmbeddedEventStore(file);
    const outcomes = await Promise.allSettled([
      store.append(freshStream(), 'no stream', sampleEvents(1)),
      store.append(resent, 'no stream', events),
      store.append(other, 'no stream', sampleEvents(1)),
      store.append(other, 2, sampleEvents(1)),
      store.append(freshStream(), 'no stream', sampleEvents(1)),
    ]);
    expect(outcomes).toEqual([
      { status: 'fulfilled', value: { revision: 0, position: 6 } },
      { status: 'fulfilled', value: answered },
      { status: 'rejected', reason: new WrongExpectedRevision(other, 'no stream', 2) },
      { status: 'fulfilled', value: { revision: 3, position: 7 } },
      { status: 'fulfilled', value: { revision: 0, position: 8 } },
    ]);
    expect((await collect(store.readAll())).map(({ position }) => position)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    await store.close();
  });

  test('stores what was handed over, whatever the caller does with it afterwards', async () => {
    const store = openEmbeddedEventStore(freshFile());
    const data = { note: 'before' };
    const appending = store.append('case-1', 'no stream', [sampleEvent(data)]);
    data.note = 'after';
    await appending;
    expect((await collect(store.read('case-1'))).map((event) => event.data)).toEqual([{ note: 'before' }]);
    await store.close();
  });

  test('is finished by closing', async () => {
    const file = freshFile();
    const store = openEmbeddedEventStore(file);
    const appending = Promise.all(
      Array.from({ length: 12 }, () => store.append(freshStream(), 'no stream', sampleEvents(400))),
    );
    await store.close();
    expect((await appending).at(-1)?.position).toBe(4800);
    const again = openEmbeddedEventStore(file);
    expect(await again.head()).toBe(4800);
    await again.close();
  });
});

describe('a stream as a whole', () => {
  test('is what the log holds, whether it was read, written, refused or sent again before', async () => {
    let now = 0;
    const file = freshFile();
    const open = () => openEmbeddedEventStore(file, { now: () => `commit ${++now}` });
    let store = open();
    const [read, written, absent] = [freshStream(), freshStream(), freshStream()];
    const same = async () => {
      for (const stream of [read, written, absent]) {
        expect(await store.readWhole(stream)).toEqual(await collect(store.read(stream)));
      }
    };
    const again = sampleEvents(2);
    await store.readWhole(read);
    await Promise.allSettled([
      store.append(written, 'no stream', sampleEvents(1)),
      store.append(read, 'no stream', again),
      store.append(written, 0, sampleEvents(2)),
      store.append(written, 0, sampleEvents(1)),
      store.append(absent, 3, sampleEvents(1)),
    ]);
    await same();
    await Promise.allSettled([store.append(read, 'no stream', again), store.append(written, 2, again)]);
    await same();
    await store.append(absent, 'no stream', sampleEvents(1));
    await same();
    await store.close();
    store = open();
    await store.append(read, 'no stream', again);
    await same();
    await store.close();
  });
});

describe('a stream in memory', () => {
  /** Stores the first commit and says that it does not know. */
  class LosesFirstAnswer extends AppendWriter {
    #isLost = false;

    override commit(...given: Parameters<AppendWriter['commit']>) {
      const outcomes = super.commit(...given);
      if (this.#isLost) return outcomes;
      this.#isLost = true;
      throw new OutcomeUnknown('the answer is lost');
    }
  }
  const losing = () => {
    const file = freshFile();
    const db = openLogForWriting(file);
    let now = 0;
    return new EmbeddedEventStore(db, new WriterLock(file), () => `commit ${++now}`, new LosesFirstAnswer(db));
  };
  const [first] = [sampleEvents(1)];

  test.each([
    ['sent again, another refused between', () => openEmbeddedEventStore(freshFile()), [[0], [5], ['no stream']]],
    ['sent again, the answer lost', losing, [['no stream']]],
    ['sent again behind another, the answer lost', losing, [[0], ['no stream']]],
  ] as const)('is as the log has it where its first event is %s', async (_name, open, appends) => {
    const store = open();
    const stream = freshStream();
    const appending = [store.append(stream, 'no stream', first)];
    if (open === losing) await Promise.allSettled(appending);
    for (const [expected] of appends) {
      appending.push(store.append(stream, expected, expected === 'no stream' ? first : sampleEvents(1)));
    }
    await Promise.allSettled(appending);
    expect(await store.readWhole(stream)).toEqual(await collect(store.read(stream)));
    await store.close();
  });
});

describe('an append that makes no sense', () => {
  test.each([
    ['without an event', 'no stream', 0],
    ['at a revision below the first', -1, 1],
    ['at half a revision', 0.5, 1],
  ] as const)('%s is refused', async (_name, expected, events) => {
    const store = openEmbeddedEventStore(freshFile());
    await expect(store.append('case-1', expected, sampleEvents(events))).rejects.toBeInstanceOf(RangeError);
    expect(await store.head()).toBe(0);
    await store.close();
  });
});

describe('a full disk', () => {
  /** A store whose file may not grow by more than a few pages, as on a full disk: SQLite answers the same code. */
  const almostFull = () => {
    const file = freshFile();
    const db = openLogForWriting(file);
    const pages = db.pragma('page_count', { simple: true });
    db.pragma(`max_page_count = ${Number(pages) + 6}`);
    const store = new EmbeddedEventStore(db, new WriterLock(file), () => '2026-11-22T00:00:00.000Z');
    return { store, makeRoom: () => db.pragma('max_page_count = 100000') };
  };
  const large = () => sampleEvents(2).map((event) => ({ ...event, data: 'x'.repeat(100_000) }));

  test('answers StoreUnavailable, stores nothing, and takes the same append once there is room', async () => {
    const { store, makeRoom } = almostFull();
    const opening = await store.append('case-1', 'no stream', [sampleEvent()]);
    const events = large();
    const refused = await store.append('case-1', 0, events).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(StoreUnavailable);
    expect(refused).toMatchObject({ message: 'The disk of the event log is full: nothing was stored.' });
    expect(await store.head()).toBe(opening.position);
    expect(await collect(store.read('case-1'))).toHaveLength(1);
    makeRoom();
    expect(await store.append('case-1', 0, events)).toEqual({ revision: 2, position: opening.position + 2 });
    await store.close();
  });

  test('refuses all appends of that commit, but wakes and tells nobody', async () => {
    const { store } = almostFull();
    const told: number[] = [];
    store.onAppended((head) => told.push(head));
    const outcomes = await Promise.allSettled([
      store.append('case-1', 'no stream', [sampleEvent()]),
      store.append('case-2', 'no stream', large()),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(told).toEqual([]);
    expect(await collect(store.readAll())).toEqual([]);
    expect((await store.append('case-1', 'no stream', [sampleEvent()])).position).toBe(1);
    expect(told).toEqual([1]);
    await store.close();
  });
});

describe('a failure in the middle of a transaction', () => {
  test('takes back what was written before it, and the next append begins anew', async () => {
    const file = freshFile();
    const db = openLogForWriting(file);
    // Fails as a damaged page would: the statement only, leaving the transaction open.
    db.exec(
      "CREATE TEMP TRIGGER fail BEFORE INSERT ON event WHEN new.type = 'Failing' BEGIN SELECT raise(ABORT, ''); END",
    );
    const store = new EmbeddedEventStore(db, new WriterLock(file), () => '2026-11-22T00:00:00.000Z');
    const outcomes = await Promise.allSettled([
      store.append('case-1', 'no stream', sampleEvents(3)),
      store.append('case-2', 'no stream', [sampleEvent(), sampleEvent({}, 'Failing')]),
    ]);
    const reason = new StoreUnavailable('The event log failed (SQLITE_CONSTRAINT_TRIGGER).');
    expect(outcomes).toEqual([
      { status: 'rejected', reason },
      { status: 'rejected', reason },
    ]);
    expect(await collect(store.readAll())).toEqual([]);
    expect(await store.append('case-1', 'no stream', sampleEvents(1))).toEqual({ revision: 0, position: 1 });
    await store.close();
  });
});

describe('opening', () => {
  test('a file that is written already is refused with a sentence, and allowed after the writer has closed', async () => {
    const file = freshFile();
    const store = openEmbeddedEventStore(file);
    const refused = thrownBy(() => openEmbeddedEventStore(file));
    expect(refused).toBeInstanceOf(EventStoreInUse);
    expect(refused).toMatchObject({
      message: `Another process writes the event log ${file}: end it first, or name another data folder.`,
    });
    await store.append('case-1', 'no stream', [sampleEvent()]);
    await store.close();
    await openEmbeddedEventStore(file).close();
  });

  test('asks SQLite for WAL and FULL, and refuses what does not give both', () => {
    const db = openLogForWriting(freshFile());
    expect([db.pragma('journal_mode', { simple: true }), db.pragma('synchronous', { simple: true })]).toEqual([
      'wal',
      2,
    ]);
    db.close();
    expect(thrownBy(() => openLogForWriting(':memory:'))).toEqual(
      new StoreUnavailable(
        ':memory: cannot be written durably: SQLite answers journal_mode memory, synchronous 2 instead of wal, 2. ' +
          'Put the file on a local disk.',
      ),
    );
    expect(thrownBy(() => refuseLessThanDurable('events.db', 'wal', 1))).toBeInstanceOf(StoreUnavailable);
  });

  test.each<[string, (file: string) => void]>([
    ['another SQLite file', (file) => new Database(file).exec('CREATE TABLE thing (id)').close()],
    ['another file', (file) => writeFileSync(file, 'something else altogether '.repeat(100))],
  ])('%s is refused and left as it was', (_name, make) => {
    const file = freshFile();
    make(file);
    const before = readFileSync(file);
    for (const open of [openEmbeddedEventStore, openEmbeddedReader]) {
      expect(thrownBy(() => open(file))).toEqual(
        new ForeignLog(`${file} is no event log of ours: name another file, or move this one away.`),
      );
    }
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test('a log of a later format is refused', async () => {
    const file = freshFile();
    await openEmbeddedEventStore(file).close();
    const db = new Database(file);
    db.pragma('user_version = 2');
    db.close();
    expect(thrownBy(() => openEmbeddedEventStore(file))).toEqual(
      new ForeignLog(
        `${file} is an event log of format 2, this version knows format 1: start the version that wrote it.`,
      ),
    );
  });

  test('a file that cannot be made ends in a sentence', () => {
    const file = join(freshFile(), 'events.db');
    writeFileSync(join(file, '..'), 'a file where a folder should be');
    const refused = thrownBy(() => openEmbeddedEventStore(file));
    expect(refused).toBeInstanceOf(StoreUnavailable);
    expect(String(refused)).toContain(`The event log ${file} cannot be opened: `);
  });

  test('for reading what is not there is refused', () => {
    const file = freshFile();
    expect(thrownBy(() => openEmbeddedReader(file))).toEqual(
      new StoreUnavailable(`There is no event log to read at ${file}: start what writes it first.`),
    );
  });
});

test('a wrong revision carries the name that logs and problem documents show', () => {
  const error = new WrongExpectedRevision('case-1', 0, 'no stream');
  expect(String(error)).toBe('WrongExpectedRevision: case-1 is at no stream, expected 0');
});
