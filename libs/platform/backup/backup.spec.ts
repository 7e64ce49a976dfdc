import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { chain, GENESIS } from '#platform/audit';
import { type BackendSettings, embeddedIn, openKeys, openLog, openProcessStore } from '#platform/backends';
import { EventStoreInUse, ForeignLog, type EventStore, type RecordedEvent } from '#platform/event-store';
import { backUp, BackupRefused, restore } from './index.ts';

const clock = { now: () => '2026-11-25T09:00:00.000Z' };

let folder: string;
let settings: BackendSettings;
let log: EventStore;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tasuki-backup-'));
  settings = embeddedIn(join(folder, 'data'));
  log = await openLog(settings);
});
afterEach(async () => {
  await log.close();
  rmSync(folder, { recursive: true });
});

/** Appends streams of three events each, chained as a decision chains them. */
async function record(...names: readonly string[]): Promise<void> {
  for (const name of names) {
    const stream = `thing-${name}` as const;
    let previousHash = GENESIS;
    const events = [0, 1, 2].map((revision) => {
      const event = { stream, revision, id: crypto.randomUUID(), type: 'ThingNamed', data: { name } };
      const metadata = chain({ ...event, metadata: {} as never }, previousHash);
      previousHash = metadata.hash;
      return { ...event, metadata };
    });
    await log.append(stream, 'no stream', events);
  }
}

const take = (name = 'backup') => backUp({ settings, folder: join(folder, name), clock });
const putBack = (dataDir = 'restored', name = 'backup') =>
  restore({ folder: join(folder, name), dataDir: join(folder, dataDir) });
const restoredSettings = (): BackendSettings => ({ ...settings, dataDir: join(folder, 'restored') });
/** What stands beside the data folder: backups, whole ones or not. */
const beside = () => readdirSync(folder).filter((name) => name !== 'data');

async function everything(store: EventStore): Promise<readonly RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for await (const event of store.readAll()) events.push(event);
  return events;
}

test('what was recorded when it began is in it, and comes back event for event, while the log goes on', async () => {
  await record('one', 'two');
  const before = await everything(log);
  expect(await take()).toMatchObject({ madeAt: clock.now(), events: 6, position: 6 });
  await record('three');
  expect(await putBack()).toMatchObject({ events: 6, position: 6 });
  const restored = await openLog(restoredSettings());
  expect(await everything(restored)).toEqual(before);
  expect((await restored.append('thing-four', 'no stream', [before[0]!])).position).toBe(7);
  await restored.close();
});

test('keys come with it and open what they sealed; a destroyed one stays destroyed', async () => {
  await record('one');
  const keys = await openKeys(settings, clock);
  const sealedWith = await keys.keyFor('person-1');
  await keys.keyFor('person-2');
  await keys.destroy('person-2');
  expect(Object.keys((await take()).files)).toEqual(['events.db', 'keys.db', 'master.key']);
  await keys.close();
  await putBack();
  const restored = await openKeys(restoredSettings(), clock);
  const found = await restored.existing('person-1', sealedWith.keyId);
  expect(found?.key.equals(sealedWith.key)).toBe(true);
  await expect(restored.keyFor('person-2')).rejects.toThrow('was erased');
  await restored.close();
});

test('the master key can be left out', async () => {
  await record('one');
  await (await openKeys(settings, clock)).close();
  const { files } = await backUp({ settings, folder: join(folder, 'backup'), clock, withoutMasterKey: true });
  expect(Object.keys(files)).toEqual(['events.db', 'keys.db']);
  await putBack();
  await expect(async () => openKeys(restoredSettings(), clock)).rejects.toThrow('master.key is missing');
});

test('of two backups neither overwrites the other', async () => {
  await record('one');
  await take();
  await expect(take()).rejects.toThrow(
    new BackupRefused(`${join(folder, 'backup')} is there already: name a folder that is not.`),
  );
});

describe('a backup is refused, and leaves nothing behind,', () => {
  test.each([
    [
      'when an event was changed',
      `UPDATE event SET data = '{"name":"other"}' WHERE position = 2`,
      'position 2, revision 1 of thing-one, the hash',
    ],
    ['when an event was taken out', 'DELETE FROM event WHERE position = 4', 'lacks the event at position 4'],
    [
      'when the last event of a stream was replaced',
      `UPDATE event SET revision = 7 WHERE position = 3`,
      'the revision is missing',
    ],
  ])('%s', async (_, statement, message) => {
    await record('one', 'two');
    const hand = new Database(join(settings.dataDir, 'events.db'));
    hand.exec(statement);
    hand.close();
    await expect(take()).rejects.toThrow(message);
    expect(beside()).toEqual([]);
  });

  test('when something was derived from events that the log lacks', async () => {
    await record('one');
    const processes = await openProcessStore(settings);
    const checkpoint = {
      process: 'hand-over',
      version: 1,
      position: 9,
      eventId: 'lost',
      actsAfter: 0,
      revision: 1,
      nextSeq: 0,
    };
    await processes.put({ checkpoint, states: new Map(), timers: [], commands: [] });
    await processes.close();
    await expect(take()).rejects.toThrow(ForeignLog);
    expect(beside()).toEqual([]);
  });

  test('when there is no log', async () => {
    const elsewhere = { ...settings, dataDir: join(folder, 'nowhere') };
    await expect(backUp({ settings: elsewhere, folder: join(folder, 'backup'), clock })).rejects.toThrow(
      'no event log',
    );
    await expect(
      backUp({ settings: { ...settings, eventStoreUrl: 'esdb://sample' }, folder: join(folder, 'backup'), clock }),
    ).rejects.toThrow('EVENT_STORE_URL is set');
    expect(beside()).toEqual([]);
  });
});

describe('restoring is refused, and touches nothing,', () => {
  beforeEach(async () => {
    await record('one', 'two');
    await (await openKeys(settings, clock)).close();
    await take();
  });

  test('into a folder that a service uses', async () => {
    await expect(putBack('data')).rejects.toThrow(EventStoreInUse);
    expect(await everything(log)).toHaveLength(6);
  });

  test.each(['events.db', 'keys.db', 'master.key', 'read-models.db', 'processes.db', 'events.db-wal'])(
    'over %s of another',
    async (name) => {
      await putBack();
      const restored = join(folder, 'restored');
      for (const file of readdirSync(restored)) rmSync(join(restored, file));
      writeFileSync(join(restored, name), 'mine');
      await expect(putBack()).rejects.toThrow(`it holds ${name}. Nothing is overwritten`);
      expect(readdirSync(restored).filter((file) => !file.endsWith('.lock'))).toEqual([name]);
      expect(readFileSync(join(restored, name), 'utf8')).toBe('mine');
    },
  );

  test.each(['events.db', 'keys.db', 'master.key'])('when %s of the backup was damaged', async (name) => {
    const file = join(folder, 'backup', name);
    const bytes = readFileSync(file);
    bytes[bytes.length - 1]! ^= 1;
    writeFileSync(file, bytes);
    await expect(putBack()).rejects.toThrow(`${name} of the backup is damaged`);
    expect(readdirSync(join(folder, 'restored'))).toEqual(['events.db.lock']);
  });

  test('from a folder that is no backup', async () => {
    await expect(putBack('restored', 'data')).rejects.toThrow('is no backup');
  });
});
