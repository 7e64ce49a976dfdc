import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { collect } from '../contract/collect.ts';
import { freshStream, sampleEvent, sampleEvents } from '../contract/sample-events.ts';
import { OutcomeUnknown, StoreUnavailable } from '../errors.ts';
import { eventStoreContract } from '../event-store.contract.ts';
import type { EventStore } from '../port.ts';
import { type EmbeddedEventStore, openEmbeddedEventStore } from './embedded-event-store.ts';

/** Threads do not run from the sources: this suite starts the built one. */
const writerThread = new URL('../../../../dist/libs/platform/event-store/embedded/writing-thread.js', import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'tasuki-writer-thread-'));
const files = new Map<EventStore, string>();

function open(file: string, entry: URL = writerThread): EmbeddedEventStore {
  const store = openEmbeddedEventStore(file, { writerThread: entry });
  files.set(store, file);
  return store;
}
const openAnew = () => open(join(folder, `log-${files.size}`, 'events.db'));

eventStoreContract('embedded, written by a thread', {
  open: async () => openAnew(),
  restart: async (store) => {
    const file = files.get(store) ?? '';
    await store.close();
    return open(file);
  },
  cleanUp: async () => rmSync(folder, { recursive: true }),
});

describe('a log written by a thread', () => {
  test('commits together what comes while a commit is under way, and answers after the last on closing', async () => {
    const store = openAnew();
    const told: number[] = [];
    store.onAppended((head) => told.push(head));
    const appends = Array.from({ length: 40 }, () => store.append(freshStream(), 'no stream', sampleEvents(2)));
    await appends[0];
    const later = Array.from({ length: 40 }, () => store.append(freshStream(), 'no stream', sampleEvents(2)));
    await store.close();
    const positions = (await Promise.all([...appends, ...later])).map(({ position }) => position);
    expect(positions).toEqual(positions.map((_, index) => (index + 1) * 2));
    expect(told).toEqual([80, 160]);
  });

  test('is read as it is once an append was answered, remembered streams included', async () => {
    const store = openAnew();
    const stream = freshStream();
    const revisions: number[] = [];
    await store.append(stream, 'no stream', sampleEvents(1));
    for (let revision = 0; revision < 50; revision++) {
      await store.readWhole(stream);
      await store.append(stream, revision, sampleEvents(1));
      revisions.push((await store.readWhole(stream)).at(-1)!.revision);
    }
    expect(revisions).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    await store.close();
  });

  test('answers a failure as the port has it, stores nothing of that commit, and goes on', async () => {
    const store = openAnew();
    const beside = new Database(files.get(store)!);
    beside.exec(
      "CREATE TRIGGER fail BEFORE INSERT ON event WHEN new.type = 'Failing' BEGIN SELECT raise(ABORT, ''); END",
    );
    beside.close();
    const outcomes = await Promise.allSettled([
      store.append('case-1', 'no stream', sampleEvents(3)),
      store.append('case-2', 'no stream', [sampleEvent({}, 'Failing')]),
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

  test('says of a commit in which the thread crashed that its outcome is unknown, and has another thread for the next', async () => {
    const file = join(folder, 'crashed.db');
    writeFileSync(`${file}.crash`, '');
    const store = open(file, new URL('processes/crash-once.mjs', import.meta.url));
    const events = sampleEvents(1);
    await expect(store.append('case-1', 'no stream', events)).rejects.toEqual(
      new OutcomeUnknown('The event log failed while it stored: out of luck.'),
    );
    expect(await store.append('case-1', 'no stream', events)).toEqual({ revision: 0, position: 1 });
    await store.close();
  });
});
