import { join } from 'node:path';
import { registry } from '#contexts/programme';
import { embeddedLogFile, openEmbeddedReader } from '#platform/event-store/adapters';
import { alternating, type Benchmark } from '../measurement.ts';
import { installedEmmett, type EmmettProjection, type EmmettSqlite } from '../installed-emmett.ts';
import { sharedPracticeLog } from '../practice/shared-practice-log.ts';
import { inScratchFolder } from '../scratch-folder.ts';
import { measuredSide } from './measured-side.ts';

/** The first of the log are enough for Emmett, whose pace only falls as its tables grow. */
const EVENTS = 100_000;
const ROUNDS = 3;
const NAME = 'iesc_incoming_referrals';

/** What each event does to the stage of a referral; the SQL that one writes by hand there knows no more than this. */
const STAGES: { readonly [type: string]: string } = {
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

/**
 * One read model from the whole log, against a projection of Emmett's SQLite store over the first of the same events: a statement an
 * event, written as its documentation shows, with the key, the stage and the first event's content as columns and no index:
 * less than ours does.
 */
export const rebuildEmmett: Benchmark = {
  name: 'rebuild.emmett',
  unit: 'events/s',
  bar: { ratioAtLeast: 10 },
  about: `${NAME} from the embedded log ÷ Emmett’s SQLite store, its first ${EVENTS} events, a projection with SQL by hand`,
  rounds: () =>
    inScratchFolder(async (folder) => {
      const { sqlite } = installedEmmett();
      const dataDir = await sharedPracticeLog();
      const fileName = join(folder, 'emmett.db');
      const count = await filled(sqlite, fileName, dataDir);
      return alternating(
        ROUNDS,
        async () => (await measuredSide({ side: 'engine', dataDir, projections: [NAME] })).eventsPerSecond,
        async (round) => {
          const began = performance.now();
          await projected(sqlite, fileName, `rows_${round}`, count);
          return count / ((performance.now() - began) / 1000);
        },
      );
    }),
};

/**
 * Puts the events of a log into Emmett's, as its own appending leaves them: by SQL, for that fails now and then, with a
 * statement still open when it commits. @returns how many they are
 */
async function filled(sqlite: EmmettSqlite, fileName: string, dataDir: string): Promise<number> {
  const connection = sqlite.sqliteConnection({ fileName });
  await sqlite.createEventStoreSchema(connection);
  const log = openEmbeddedReader(embeddedLogFile(dataDir));
  let count = 0;
  await connection.command('BEGIN');
  for await (const { stream, revision, id, type, data, metadata } of log.readAll()) {
    await connection.command(
      `INSERT INTO ${sqlite.messagesTable.name} (stream_id, stream_position, partition, message_kind, message_data,
         message_metadata, message_schema_version, message_type, message_id, is_archived)
       VALUES (?, ?, ?, 'E', ?, ?, '0', ?, ?, 0)`,
      [stream, revision + 1, sqlite.defaultTag, JSON.stringify(data), JSON.stringify(metadata), type, id],
    );
    if (++count === EVENTS) break;
  }
  await connection.command('COMMIT');
  connection.close();
  await log.close();
  return count;
}

/** Runs the projection into a table of its own, from the first event to the last. */
async function projected(sqlite: EmmettSqlite, fileName: string, table: string, last: number): Promise<void> {
  const connection = sqlite.sqliteConnection({ fileName });
  await connection.command(`CREATE TABLE ${table} (key TEXT PRIMARY KEY, stage TEXT NOT NULL, referred TEXT NOT NULL)`);
  connection.close();
  const projection: EmmettProjection = {
    canHandle: [...registry.types].map(({ typeName }) => typeName),
    handle: async (events, context) => {
      for (const { type, data, metadata } of events) {
        if (type === 'ClientReferred') {
          const values = [metadata.streamName, 'submitted', JSON.stringify(data)];
          await context.connection.command(`INSERT OR REPLACE INTO ${table} VALUES (?, ?, ?)`, values);
        } else if (STAGES[type] !== undefined) {
          const values = [STAGES[type], metadata.streamName];
          await context.connection.command(`UPDATE ${table} SET stage = ? WHERE key = ?`, values);
        }
      }
    },
  };
  const store = sqlite.getSQLiteEventStore({ fileName, schema: { autoMigration: 'CreateOrUpdate' } });
  const consumer = store.consumer({ pulling: { batchSize: 1_000, pullingFrequencyInMs: 1 } });
  consumer.processor({
    processorId: table,
    projection,
    startFrom: 'BEGINNING',
    stopAfter: ({ metadata }) => metadata.globalPosition >= BigInt(last),
  });
  await consumer.start();
  await consumer.close();
}
