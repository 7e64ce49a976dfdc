import { writeFileSync } from 'node:fs';
import { EventStoreDBClient, binaryEvent, jsonEvent } from '@eventstore/db-client';
import Database from 'better-sqlite3';
import {
  type ServerLog,
  startEventStoreDbDouble,
  type EventStoreDbDouble,
} from '#platform/testing/eventstoredb-double';
import { collect } from '../contract/collect.ts';
import { freshStream, sampleEvent, sampleEvents } from '../contract/sample-events.ts';
import { EmbeddedReader } from '../embedded/embedded-reader.ts';
import { connectRawLog } from '../eventstoredb/raw-log.ts';
import { OutcomeUnknown, StoreUnavailable } from '../errors.ts';
import { CaughtUp, type EventStore, type Position, type RecordedEvent } from '../port.ts';
import { checkMirror, type MirrorCheck } from './check-mirror.ts';
import { deleteMirror, openMirrorForReading } from './mirror-file.ts';
import { endRigs, startRig, type Rig } from './mirror.fixture.ts';
import { MirroredReader } from './mirrored-reader.ts';

let double: EventStoreDbDouble;
beforeEach(async () => {
  double = await startEventStoreDbDouble();
});
afterEach(async () => {
  await endRigs();
  await double.close();
});

/** Most events an append takes, for they have a limit of bytes. */
const MOST = 1_000;

/** Appends events of a stream of their own, however often the connection breaks. @returns the last one's position */
async function append(store: EventStore, count: number): Promise<Position> {
  const [stream, events] = [freshStream(), sampleEvents(count)];
  let position = 0;
  for (let from = 0; from < count;) {
    const appended = await store
      .append(stream, from === 0 ? 'no stream' : from - 1, events.slice(from, from + MOST))
      .catch((error: unknown) => {
        if (error instanceof StoreUnavailable || error instanceof OutcomeUnknown) return undefined;
        throw error;
      });
    if (appended === undefined) continue;
    position = appended.position;
    from += MOST;
  }
  return position;
}

/** The server's own records at the beginning of its log. */
const OWN_RECORDS = 1;

/** The double's log as a backup holds it that was taken after so many events. */
function backup(events: number): ServerLog {
  return double.log.backup(OWN_RECORDS + events);
}

/** Another server takes the address. */
async function replaceServer(log: ServerLog): Promise<void> {
  const { port } = double.endpoint;
  await double.close();
  double = await startEventStoreDbDouble({ port, log });
}

function check({ file }: Rig): Promise<MirrorCheck> {
  const source = connectRawLog(double.url);
  return checkMirror({ source, file }).finally(() => source.close());
}

/** What the file holds, as a reader of files sees it. */
async function mirrored({ file }: Rig): Promise<readonly RecordedEvent[]> {
  const own = new EmbeddedReader(openMirrorForReading(file)!, undefined);
  const events = await collect(own.readAll());
  await own.close();
  return events;
}

/** The whole log in pages, each event looked at. */
async function pagesOf(reader: MirroredReader, maxCount: number): Promise<readonly object[]> {
  const events: object[] = [];
  for (let from = 0; ;) {
    const page = await reader.page({ from, maxCount });
    if (page.length === 0) return events;
    events.push(...page.map(seen));
    from = page.at(-1)!.position;
  }
}

/** An event that is parsed late compares by what it says. */
function seen({ position, stream, revision, id, type, data, metadata, recordedAt }: RecordedEvent): object {
  return { position, stream, revision, id, type, data, metadata, recordedAt };
}

async function expectTheWholeLog(rig: Rig): Promise<void> {
  const all = await collect(rig.server.readAll());
  expect(await mirrored(rig)).toEqual(all);
  expect(await collect(rig.reader.readAll())).toEqual(all);
  expect(await pagesOf(rig.reader, 130)).toEqual(all.map(seen));
  expect(await check(rig)).toEqual({
    compared: all.length,
    position: all.at(-1)?.position,
    behind: 0,
    difference: undefined,
  });
}

describe('a mirror', () => {
  test('holds every event as the server has it, at the same positions, and follows live', async () => {
    const rig = startRig(double.url);
    await rig.isLiveAt(await append(rig.server, 300));
    await rig.isLiveAt(await append(rig.server, 3));
    await expectTheWholeLog(rig);
    expect(rig.told).toEqual([]);
  });

  test('goes on where it was when it is filled again', async () => {
    const rig = startRig(double.url);
    await rig.isLiveAt(await append(rig.server, 300));
    await rig.stopFilling();
    const sent = double.sentToSubscriptions;
    const position = await append(rig.server, 20);
    rig.startFilling();
    await rig.isLiveAt(position);
    expect(double.sentToSubscriptions - sent).toBe(20);
    await expectTheWholeLog(rig);
  });

  test('lacks nothing and has nothing twice when connections and subscriptions break again and again', async () => {
    const rig = startRig(double.url);
    const breakages = [() => double.cutSubscriptions(), () => double.cutConnections()];
    let position = 0;
    for (let round = 0; round < 10; round++) {
      position = await append(rig.server, 30);
      breakages[round % 2]!();
    }
    await rig.isLiveAt(position);
    await expectTheWholeLog(rig);
    expect(rig.told.filter((told) => told.startsWith('rebuilding'))).toEqual([]);
  });

  test('is rebuilt when it is deleted while it is filled, and its readers notice nothing', async () => {
    const rig = startRig(double.url);
    const first = await append(rig.server, 1500);
    await rig.isLiveAt(first);
    const read: RecordedEvent[] = [];
    for await (const event of rig.reader.readAll()) {
      if (read.push(event) !== 1200) continue;
      deleteMirror(rig.file);
      await rig.isLiveAt(await append(rig.server, 5));
    }
    expect(read).toEqual(await collect(rig.server.readAll()));
    await expectTheWholeLog(rig);
    expect(rig.told).toEqual(['rebuilding: it was deleted']);
  });

  test.each([
    ['shorter than the mirror', 40, 0],
    ['shorter, and others were stored there since', 40, 60],
    ['another one altogether', 0, 100],
  ])('is rebuilt when it finds, at its start, a log that is %s', async (_, kept, added) => {
    const rig = startRig(double.url);
    await rig.isLiveAt(await append(rig.server, 100));
    await rig.stopFilling();
    await replaceServer(backup(kept));
    for (let one = 0; one < added; one++) await append(rig.server, 1);
    rig.startFilling();
    await rig.isLiveAt(await append(rig.server, 1));
    await expectTheWholeLog(rig);
    expect(rig.told).toEqual(['rebuilding: its last event is not what the server holds there']);
  });

  test('is rebuilt when, while it is filled, its server is replaced by an older copy', async () => {
    const rig = startRig(double.url);
    await rig.isLiveAt(await append(rig.server, 100));
    await replaceServer(backup(40));
    for (let one = 0; one < 60; one++) await append(rig.server, 1);
    await rig.isLiveAt(await append(rig.server, 1));
    while (!rig.told.some((told) => told.startsWith('rebuilding'))) await rig.progress.next();
    await rig.isLiveAt(await rig.server.head());
    await expectTheWholeLog(rig);
  });

  test('is kept when its server has gone on from a copy that holds all of it', async () => {
    const rig = startRig(double.url);
    await rig.isLiveAt(await append(rig.server, 40));
    await rig.stopFilling();
    await replaceServer(backup(40));
    const position = await append(rig.server, 20);
    rig.startFilling();
    await rig.isLiveAt(position);
    await expectTheWholeLog(rig);
    expect(rig.told).toEqual([]);
  });

  test('that is damaged is made anew', async () => {
    const rig = startRig(double.url);
    await rig.isLiveAt(await append(rig.server, 100));
    await rig.stopFilling();
    deleteMirror(rig.file);
    writeFileSync(rig.file, 'x'.repeat(8192));
    rig.startFilling();
    await rig.isLiveAt(await append(rig.server, 1));
    await expectTheWholeLog(rig);
  });

  test('never takes a file that is something else, and its readers do without', async () => {
    const rig = startRig(double.url);
    await rig.stopFilling();
    deleteMirror(rig.file);
    const other = new Database(rig.file);
    other.exec('CREATE TABLE mine (thing TEXT)');
    other.close();
    rig.startFilling();
    await append(rig.server, 10);
    while (rig.told.length === 0) await rig.progress.next();
    expect(rig.told[0]).toBe('waiting: ForeignLog');
    expect(await collect(rig.reader.readAll())).toEqual(await collect(rig.server.readAll()));
    const kept = new Database(rig.file, { readonly: true });
    expect(kept.prepare('SELECT name FROM sqlite_schema').pluck().all()).toEqual(['mine']);
    kept.close();
  });

  test('is filled by one at a time; another takes over when that one ends', async () => {
    const rig = startRig(double.url);
    await rig.isLiveAt(await append(rig.server, 100));
    const second = startRig(double.url, { file: rig.file });
    while (second.told.length === 0) await second.progress.next();
    expect(second.told[0]).toBe('waiting: EventStoreInUse');
    expect(await collect(second.reader.readAll())).toEqual(await collect(rig.server.readAll()));
    await rig.stopFilling();
    await second.isLiveAt(await append(rig.server, 10));
    await expectTheWholeLog(second);
  });
});

describe('who reads through a mirror', () => {
  test('waits for what is on its way into it, so that the server sends its log once', async () => {
    const rig = startRig(double.url);
    await rig.stopFilling();
    const position = await append(rig.server, 3000);
    const sent = double.sentToSubscriptions;
    rig.startFilling();
    const stop = new AbortController();
    const seen: RecordedEvent[] = [];
    for await (const item of rig.reader.subscribeToAll({ from: 'start', signal: stop.signal })) {
      if (item instanceof CaughtUp) stop.abort();
      else seen.push(item);
    }
    expect(seen).toEqual(await collect(rig.server.readAll()));
    await rig.isLiveAt(position);
    expect(double.sentToSubscriptions - sent).toBe(3000);
  });

  test('and has caught up gets what is stored from the server, whether the mirror is filled or not', async () => {
    const rig = startRig(double.url);
    await rig.isLiveAt(await append(rig.server, 30));
    const stop = new AbortController();
    const seen: RecordedEvent[] = [];
    for await (const item of rig.reader.subscribeToAll({ from: 'start', signal: stop.signal })) {
      if (!(item instanceof CaughtUp)) seen.push(item);
      else if (seen.length === 30) {
        await rig.stopFilling();
        await append(rig.server, 5);
      }
      if (seen.length === 35) stop.abort();
    }
    expect(seen).toEqual(await collect(rig.server.readAll()));
    expect(await mirrored(rig)).toHaveLength(30);
  });

  test('reads nothing from one that the server does not agree with', async () => {
    const rig = startRig(double.url);
    await rig.isLiveAt(await append(rig.server, 100));
    await rig.stopFilling();
    await replaceServer(backup(40));
    const alone = new MirroredReader(rig.server, rig.file);
    const all = await collect(rig.server.readAll());
    expect(all).toHaveLength(40);
    expect(await collect(alone.readAll())).toEqual(all);
  });

  test('has events of others that are no JSON as the server has them, also who parses them late', async () => {
    const rig = startRig(double.url);
    const client = EventStoreDBClient.connectionString(double.url);
    await append(rig.server, 3);
    await client.appendToStream('others-1', [
      binaryEvent({ type: 'Bytes', data: Buffer.from([1, 2, 3]), metadata: Buffer.from([200, 201]) }),
      binaryEvent({ type: 'NoMetadata', data: Buffer.from([]) }),
      jsonEvent({ type: 'Plain', data: { a: 1 } }),
      jsonEvent({ type: 'OddMetadata', data: { a: 1 }, metadata: Buffer.from('no JSON') }),
      jsonEvent({ type: 'NoObject', data: { a: 1 }, metadata: Buffer.from('null') }),
    ]);
    const position = await append(rig.server, 3);
    await rig.isLiveAt(position);
    const all = await collect(rig.server.readAll());
    expect(all.map(({ data }) => data).slice(3, 8)).toEqual([null, null, { a: 1 }, { a: 1 }, { a: 1 }]);
    expect(all.map(({ metadata }) => metadata).slice(3, 8)).toEqual([{}, {}, {}, {}, {}]);
    expect(await collect(rig.reader.readAll())).toEqual(all);
    expect(await mirrored(rig)).toEqual(all);
    const late = await rig.reader.page({ maxCount: all.length });
    expect(late.map(({ data, metadata }) => ({ data, metadata }))).toEqual(
      all.map(({ data, metadata }) => ({ data, metadata })),
    );
    expect((await check(rig)).difference).toBeUndefined();
    void client.dispose();
  });

  test('cannot append: a mirror is never the base of an expected revision', () => {
    const { reader } = startRig(double.url);
    // @ts-expect-error a reader is no event store
    const store: EventStore = reader;
    expect('append' in store).toBe(false);
  });
});

describe('the check of a mirror', () => {
  test.each([
    ['UPDATE event SET data = ? WHERE revision = 7', 7, 'its content differs'],
    ['UPDATE event SET id = ? WHERE revision = 7', 7, 'it is another event'],
    ['DELETE FROM event WHERE ? IS NOT NULL AND revision = 7', 7, 'the mirror lacks it'],
  ])('finds what %s did', async (statement, revision, what) => {
    const rig = startRig(double.url);
    await rig.isLiveAt(await append(rig.server, 20));
    await rig.stopFilling();
    const db = new Database(rig.file);
    db.prepare(statement).run('"x"');
    db.close();
    const { position } = (await collect(rig.server.readAll()))[revision]!;
    const found = await check(rig);
    expect(found.difference).toEqual({ position, what });
    expect(found.compared).toBe(revision);
  });

  test('finds what the server does not hold, and counts what the mirror lacks yet', async () => {
    const rig = startRig(double.url);
    await rig.isLiveAt(await append(rig.server, 20));
    await rig.stopFilling();
    await rig.server.append(freshStream(), 'no stream', [sampleEvent()]);
    expect(await check(rig)).toMatchObject({ compared: 20, behind: 1, difference: undefined });
    const { position } = (await collect(rig.server.readAll()))[15]!;
    await replaceServer(backup(15));
    expect(await check(rig)).toMatchObject({ compared: 15, difference: { position, what: 'the server lacks it' } });
  });
});
