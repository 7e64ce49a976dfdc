import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { collect } from '../contract/collect.ts';
import { sampleEvents } from '../contract/sample-events.ts';
import { CaughtUp } from '../port.ts';
import { type EmbeddedEventStore, openEmbeddedEventStore } from './embedded-event-store.ts';
import { openEmbeddedReader } from './embedded-reader.ts';

const folder = mkdtempSync(join(tmpdir(), 'tasuki-reader-'));
let files = 0;
const freshFile = () => join(folder, `events-${files++}.db`);
afterAll(() => rmSync(folder, { recursive: true }));

describe('a reader beside the writer', () => {
  test('reads the same, page by page', async () => {
    const file = freshFile();
    const store = openEmbeddedEventStore(file);
    await store.append('case-1', 'no stream', sampleEvents(25));
    const reader = openEmbeddedReader(file);
    const all = await collect(store.readAll());
    expect(await collect(reader.readAll())).toEqual(all);
    expect(reader.readAllPage({ maxCount: 10 })).toEqual(all.slice(0, 10));
    expect(reader.readAllPage({ from: 10, maxCount: 10 })).toEqual(all.slice(10, 20));
    expect(store.readAllPage({ from: 20, maxCount: 10 })).toEqual(all.slice(20));
    const unparsed = await reader.page({ from: 10, maxCount: 10 });
    expect(unparsed.map(({ data, metadata, ...rest }) => ({ ...rest, data, metadata }))).toEqual(all.slice(10, 20));
    expect(await reader.page({ maxCount: 100 })).toHaveLength(25);
    await reader.close();
    await store.close();
  });

  test('sees what is appended when it is woken, without waiting for its poll', async () => {
    const file = freshFile();
    const store = openEmbeddedEventStore(file);
    const reader = openEmbeddedReader(file, { pollMs: 3_600_000 });
    store.onAppended(() => reader.wake());
    const iterator = reader.subscribeToAll({ from: 'start', signal: new AbortController().signal });
    expect(await iterator.next()).toEqual({ done: false, value: new CaughtUp(0) });
    const events = sampleEvents(2);
    await store.append('case-1', 'no stream', events);
    expect((await iterator.next()).value).toMatchObject({ id: events[0]?.id, position: 1 });
    expect((await iterator.next()).value).toMatchObject({ id: events[1]?.id, position: 2 });
    await reader.close();
    await store.close();
  });

  test('sees what is appended by looking now and then, when nobody wakes it', async () => {
    const file = freshFile();
    const store = openEmbeddedEventStore(file);
    const reader = openEmbeddedReader(file, { pollMs: 5 });
    const iterator = reader.subscribeToAll({ from: 'end', signal: new AbortController().signal });
    expect((await iterator.next()).value).toBeInstanceOf(CaughtUp);
    const waiting = iterator.next();
    const [event] = sampleEvents(1);
    await store.append('case-1', 'no stream', [event!]);
    expect((await waiting).value).toMatchObject({ id: event!.id });
    await reader.close();
    await store.close();
  });

  test('does not keep the write-ahead log from being folded back while it waits in the middle of the log', async () => {
    const file = freshFile();
    const store = openEmbeddedEventStore(file);
    await store.append('case-1', 'no stream', sampleEvents(20));
    const reader = openEmbeddedReader(file);
    const iterator = reader.readAll();
    await iterator.next();
    await store.append('case-1', 19, sampleEvents(20));
    const other = new Database(file);
    const [result] = other.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
    expect(result?.busy).toBe(0);
    other.close();
    await reader.close();
    await store.close();
  });
});

describe('a long read', () => {
  const turnsDuring = async (reading: (store: EmbeddedEventStore) => Promise<unknown>) => {
    const store = openEmbeddedEventStore(freshFile());
    await store.append('case-1', 'no stream', sampleEvents(1000));
    await store.append('case-1', 999, sampleEvents(1000));
    await store.append('case-1', 1999, sampleEvents(500));
    let turns = 0;
    let counting = true;
    const count = () => {
      if (!counting) return;
      turns++;
      setImmediate(count);
    };
    setImmediate(count);
    await reading(store);
    counting = false;
    await store.close();
    return turns;
  };

  test('of the whole log gives others their turn between its pages', async () => {
    expect(await turnsDuring((store) => collect(store.readAll()))).toBe(2);
  });

  test('of a subscription that catches up does so too', async () => {
    const catchUp = async (store: EmbeddedEventStore) => {
      const { signal } = new AbortController();
      for await (const item of store.subscribeToAll({ from: 'start', signal })) if (item instanceof CaughtUp) break;
    };
    expect(await turnsDuring(catchUp)).toBe(2);
  });
});
