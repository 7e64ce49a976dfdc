import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { systemClock } from '#platform/clock';
import { masterKeyFromFile, SqliteKeyStore } from '#platform/privacy/key-stores';
import { streamName, type NewEvent } from '#platform/event-store';
import { openEmbeddedEventStore } from '#platform/event-store/adapters';
import { alternating, type Benchmark, type Round } from './measurement.ts';
import { RawLog } from './raw-log.ts';
import { referred } from './referred-streams.ts';
import { inScratchFolder } from './scratch-folder.ts';
import { throughput } from './stopwatch.ts';

const CALLERS = 32;
const ROUNDS = 9;

export const appendSingle: Benchmark = {
  name: 'append.single',
  unit: 'events/s',
  bar: { ratioAtLeast: 0.7 },
  about: 'one event an append, 32 callers at once ÷ bare better-sqlite3 (WAL, FULL), one transaction a tick',
  rounds: () => against(1, 12_800),
};

export const appendBatch: Benchmark = {
  name: 'append.batch',
  unit: 'events/s',
  bar: { ratioAtLeast: 0.5 },
  about: '100 events an append, 32 callers at once ÷ bare better-sqlite3 (WAL, FULL), one transaction a tick',
  rounds: () => against(100, 640),
};

/** Both sides store the same events, in the same table, in the same process; each append is a new stream. */
function against(size: number, appends: number): Promise<readonly Round[]> {
  return inScratchFolder(async (folder) => {
    const event = await sampleReferral(folder);
    const ours = openEmbeddedEventStore(join(folder, 'ours.db'));
    const raw = new RawLog(join(folder, 'raw.db'));
    try {
      return await alternating(
        ROUNDS,
        () => appended(appends, size, event, (stream, events) => ours.append(stream, 'no stream', events)),
        () => appended(appends, size, event, (stream, events) => raw.append(stream, events)),
      );
    } finally {
      await ours.close();
      raw.close();
    }
  });
}

async function appended(
  appends: number,
  size: number,
  sample: NewEvent,
  append: (stream: `${string}-${string}`, events: readonly NewEvent[]) => Promise<unknown>,
): Promise<number> {
  const batches = Array.from({ length: appends }, () =>
    Array.from({ length: size }, () => ({ ...sample, id: randomUUID() })),
  );
  const rate = await throughput(appends, CALLERS, (index) =>
    append(streamName('referral', batches[index]![0]!.id), batches[index]!),
  );
  return rate * size;
}

/** An event of the size that the programme's are. */
async function sampleReferral(folder: string): Promise<NewEvent> {
  const file = join(folder, 'keys.db');
  const keys = SqliteKeyStore.open({ file, masterKey: masterKeyFromFile(folder, file), clock: systemClock });
  try {
    return await referred(keys, randomUUID());
  } finally {
    await keys.close();
  }
}
