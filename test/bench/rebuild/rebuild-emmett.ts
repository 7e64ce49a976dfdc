import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { embeddedLogFile, openEmbeddedReader, type RecordedEvent } from '#platform/event-store';
import { installedEmmett, type EmmettConnection, type EmmettEvent, type EmmettReadEvent } from '../installed-emmett.ts';
import { alternating, type Benchmark } from '../measurement.ts';
import { sharedPracticeLog } from '../practice/shared-practice-log.ts';
import { inScratchFolder } from '../scratch-folder.ts';
import { measuredSide } from './measured-side.ts';

const ROUNDS = 3;
/** Events that Emmett's side builds from: it takes some five milliseconds to append each, so not the whole log. */
const EMMETT_EVENTS = 5_000;
/** The directory's entries come first; after them the mix is that of the practice. */
const FROM = 20_000;

/** How the same rows come about in the SQL that a projection of Emmett's is written in. */
const STAGES: Readonly<Record<string, string>> = {
  ReferralAcknowledged: 'received',
  ReferralTaken: 'under_review',
  InformationRequested: 'returned',
  InformationSupplied: 'under_review',
  ReferralAccepted: 'accepted',
  ReferralDeclined: 'declined',
  ReferralWithdrawn: 'withdrawn',
  SupportCaseLinked: 'case_linked',
  ReferralOutcomeReported: 'outcome_reported',
  ReferralClosed: 'closed',
};

/** The same read model, written by Emmett's projection processor into SQLite. */
export const rebuildEmmett: Benchmark = {
  name: 'rebuild.emmett',
  unit: 'events/s',
  bar: { ratioAtLeast: 10 },
  about: `iesc-incoming-referrals, whole log ÷ Emmett’s SQLite projection, hand-written SQL, over ${EMMETT_EVENTS} events of it`,
  rounds: () =>
    inScratchFolder(async (folder) => {
      const dataDir = await sharedPracticeLog();
      const fileName = join(folder, 'emmett.db');
      const { sqlite } = installedEmmett();
      const store = sqlite.getSQLiteEventStore({ fileName, schema: { autoMigration: 'CreateOrUpdate' } });
      for (const [stream, events] of Map.groupBy(await someEvents(dataDir), (event) => event.stream)) {
        await store.appendToStream(stream, events.map(emmettEvent));
      }
      let builds = 0;
      return alternating(
        ROUNDS,
        async () =>
          (await measuredSide({ side: 'engine', dataDir, projections: ['iesc_incoming_referrals'] })).eventsPerSecond,
        async () => {
          const table = `referrals_${builds++}`;
          const db = new SqliteDatabase(fileName);
          db.exec(`CREATE TABLE ${table}
            (referral_id TEXT PRIMARY KEY, office_id TEXT, prefecture TEXT, stage TEXT, due_at TEXT)`);
          db.close();
          const consumer = store.consumer();
          let seen = 0;
          consumer.processor({
            projection: {
              name: table,
              canHandle: ['ClientReferred', ...Object.keys(STAGES)],
              handle: async ([event], { connection }) => fold(connection, table, event!),
            },
            processorId: table,
            startFrom: 'BEGINNING',
            stopAfter: () => ++seen === EMMETT_EVENTS,
          });
          const began = performance.now();
          await consumer.start();
          const rate = (EMMETT_EVENTS * 1000) / (performance.now() - began);
          await consumer.close();
          return rate;
        },
      );
    }),
};

async function someEvents(dataDir: string): Promise<readonly RecordedEvent[]> {
  const log = openEmbeddedReader(embeddedLogFile(dataDir));
  const events: RecordedEvent[] = [];
  for await (const event of log.readAll({ from: FROM, maxCount: EMMETT_EVENTS })) events.push(event);
  await log.close();
  return events;
}

function emmettEvent({ type, data, metadata }: RecordedEvent): EmmettEvent {
  return { type, data, metadata };
}

async function fold(connection: EmmettConnection, table: string, event: EmmettReadEvent): Promise<void> {
  const id = event.metadata.streamName;
  if (event.type === 'ClientReferred') {
    const { officeId, prefecture, acknowledgeBy } = event.data as Readonly<Record<string, string>>;
    await connection.command(`INSERT OR REPLACE INTO ${table} VALUES (?, ?, ?, ?, ?)`, [
      id,
      officeId,
      prefecture,
      'submitted',
      acknowledgeBy,
    ]);
  } else {
    await connection.command(`UPDATE ${table} SET stage = ?, due_at = NULL WHERE referral_id = ?`, [
      STAGES[event.type],
      id,
    ]);
  }
}
