import { rmSync } from 'node:fs';
import { mirrorFile, openEmbeddedReader, embeddedLogFile, openEventStore } from '#platform/event-store/adapters';
import { copyEvents } from '#platform/log-copy';
import { startEventStoreDbDouble } from '#platform/testing/eventstoredb-double';
import { alternating, type Benchmark, type Round } from '../measurement.ts';
import { sharedPracticeLog } from '../practice/shared-practice-log.ts';
import { inScratchFolder } from '../scratch-folder.ts';
import { measuredSide } from './measured-side.ts';

const ROUNDS = 3;
const ONE = ['iesc_incoming_referrals'];

const given = process.env['EVENT_STORE_URL'];
const server = given ? 'a real EventStoreDB' : 'the protocol double of EventStoreDB';

/** One read model from a server's log through a mirror that is filled already, against the client's own reading. */
export const rebuildEventStore: Benchmark = {
  name: 'rebuild.eventstore',
  unit: 'events/s',
  bar: { ratioAtLeast: 4 },
  about: `iesc-incoming-referrals from ${server}, its mirror filled ÷ a bare loop over the client’s readAll of the same events`,
  rounds: () => measured('warm'),
};

/** The same with no mirror there: it is filled while the read model is built. */
export const rebuildEventStoreCold: Benchmark = {
  name: 'rebuild.eventstore.cold',
  unit: 'events/s',
  bar: { ratioAtLeast: 0.8 },
  about: `iesc-incoming-referrals from ${server}, filling its mirror meanwhile ÷ the same bare loop`,
  rounds: () => measured('cold'),
};

function measured(mirror: 'warm' | 'cold'): Promise<readonly Round[]> {
  return inScratchFolder(async (folder) => {
    const dataDir = await sharedPracticeLog();
    const double = given ? undefined : await startEventStoreDbDouble();
    const url = given ?? double!.url;
    try {
      await fill(url, dataDir);
      const engine = async () => {
        const request = { side: 'engine', dataDir, projections: ONE, mirrorOf: { url, dataDir: folder } } as const;
        return (await measuredSide(request)).eventsPerSecond;
      };
      if (mirror === 'warm') await engine();
      return await alternating(
        ROUNDS,
        async () => {
          if (mirror === 'cold')
            for (const end of ['', '-wal', '-shm']) rmSync(mirrorFile(folder) + end, { force: true });
          return engine();
        },
        async () => (await measuredSide({ side: 'client', dataDir, url })).eventsPerSecond,
      );
    } finally {
      await double?.close();
    }
  });
}

/** Brings the log to the server, as far as it is not there yet. */
async function fill(url: string, dataDir: string): Promise<void> {
  const from = openEmbeddedReader(embeddedLogFile(dataDir));
  const to = await openEventStore({ url, dataDir });
  try {
    let told = 0;
    await copyEvents({
      from,
      to,
      onProgress: (step, events) => {
        if (step !== 'copied' || events < told + 100_000) return;
        told = events;
        process.stderr.write(`  ${events.toLocaleString('en')} events brought to ${server}\n`);
      },
    });
  } finally {
    await Promise.all([from.close(), to.close()]);
  }
}
