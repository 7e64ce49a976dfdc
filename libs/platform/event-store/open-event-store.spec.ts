import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedEventStore } from './embedded/embedded-event-store.ts';
import { openEmbeddedReader } from './embedded/embedded-reader.ts';
import { sampleEvents } from './contract/sample-events.ts';
import { embeddedLogFile, openEventStore } from './open-event-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'tasuki-open-'));
afterAll(() => rmSync(folder, { recursive: true }));

test.each([undefined, ''])('url %j opens the embedded log of the data folder, with the clock given', async (url) => {
  const dataDir = join(folder, String(url), 'data');
  const store = await openEventStore({ url, dataDir, embedded: { now: () => '2026-11-22T01:02:03.004Z' } });
  expect(store).toBeInstanceOf(EmbeddedEventStore);
  await store.append('case-1', 'no stream', sampleEvents(1));
  await store.close();
  const reader = openEmbeddedReader(embeddedLogFile(dataDir));
  expect(reader.readAllPage({ maxCount: 9 }).map(({ recordedAt }) => recordedAt)).toEqual(['2026-11-22T01:02:03.004Z']);
  await reader.close();
});

test.each(['esdb://localhost:1?tls=false', 'esdb+discover://a:1,b:1?tls=false'])(
  '%s opens EventStoreDB',
  async (url) => {
    const store = await openEventStore({ url, dataDir: folder });
    expect(store).not.toBeInstanceOf(EmbeddedEventStore);
    await store.close();
  },
);

test.each(['http://localhost:2113', 'localhost:2113', 'data/events.db', 'esdb:secret'])(
  '%s is refused with a sentence that does not repeat it',
  async (url) => {
    await expect(openEventStore({ url, dataDir: folder })).rejects.toEqual(
      new RangeError(
        'The url of the event store must begin with esdb:// or esdb+discover://, e.g. esdb://localhost:2113?tls=false; ' +
          'leave it empty for the embedded log.',
      ),
    );
  },
);
