import { join } from 'node:path';
import { startPostgres } from '#platform/testing/servers';
import { alternating, type Benchmark, type Round } from '../measurement.ts';
import { sharedPracticeLog } from '../practice/shared-practice-log.ts';
import { inScratchFolder } from '../scratch-folder.ts';
import { measuredSide } from './measured-side.ts';

const ROUNDS = 3;
const ONE = ['iesc_incoming_referrals'];

/** One read model from the whole log, against only reading and parsing it. */
export const rebuildOne: Benchmark = {
  name: 'rebuild.one',
  unit: 'events/s',
  bar: { ratioAtLeast: 0.5 },
  about: 'iesc-incoming-referrals from the embedded log ÷ bare SQL and JSON.parse over the same events, no projection',
  rounds: async () => {
    const dataDir = await sharedPracticeLog();
    return alternating(
      ROUNDS,
      async () => (await measuredSide({ side: 'engine', dataDir, projections: ONE })).eventsPerSecond,
      async () => (await measuredSide({ side: 'read and parse', dataDir })).eventsPerSecond,
    );
  },
};

/** All read models at once, against reading and parsing once and writing the rows they end with. */
export const rebuildAll: Benchmark = {
  name: 'rebuild.all',
  unit: 'events/s',
  bar: { ratioAtLeast: 0.5, valueAtLeast: 40_000 },
  about: 'all read models at once, embedded ÷ reading and parsing once and writing the same final rows, no handlers',
  rounds: () =>
    inScratchFolder(async (folder) => {
      const dataDir = await sharedPracticeLog();
      const rows = join(folder, 'final-rows.db');
      await measuredSide({ side: 'engine', dataDir, rows });
      return alternating(
        ROUNDS,
        async () => (await measuredSide({ side: 'engine', dataDir })).eventsPerSecond,
        async () => (await measuredSide({ side: 'read, parse, write', dataDir, rows })).eventsPerSecond,
      );
    }),
};

/** The most memory a process holds that builds all read models. */
export const rebuildRss: Benchmark = {
  name: 'rebuild.rss',
  unit: 'MB',
  bar: { valueAtMost: 400 },
  about: 'peak resident memory of a process that builds all read models from the whole log',
  rounds: async () => {
    const dataDir = await sharedPracticeLog();
    const rounds: Round[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const { peakRss } = await measuredSide({ side: 'engine', dataDir });
      rounds.push({ value: peakRss / 1e6, reference: null });
    }
    return rounds;
  },
};

/** One read model into PostgreSQL, against the same one into a file. */
export const rebuildPostgres: Benchmark = {
  name: 'rebuild.postgres',
  unit: 'events/s',
  bar: { ratioAtLeast: 0.4, valueAtLeast: 40_000 },
  about: 'iesc-incoming-referrals into PostgreSQL ÷ the same projection into SQLite, from the same embedded log',
  rounds: async () => {
    const dataDir = await sharedPracticeLog();
    const postgres = await startPostgres();
    try {
      return await alternating(
        ROUNDS,
        async () => {
          const databaseUrl = await postgres.createDatabase();
          return (await measuredSide({ side: 'engine', dataDir, projections: ONE, databaseUrl })).eventsPerSecond;
        },
        async () => (await measuredSide({ side: 'engine', dataDir, projections: ONE })).eventsPerSecond,
      );
    } finally {
      await postgres.stop();
    }
  },
};
