import { join } from 'node:path';
import { referral } from '#contexts/referral';
import { embeddedIn, openKeys, openLog } from '#platform/backends';
import { systemClock } from '#platform/clock';
import { streamOf } from '#platform/decider';
import { installedEmmett, type EmmettEvent } from './installed-emmett.ts';
import { alternating, type Benchmark } from './measurement.ts';
import { acknowledging, referredStreams } from './referred-streams.ts';
import { inScratchFolder } from './scratch-folder.ts';
import { throughput } from './stopwatch.ts';

const IN_FLIGHT = 32;
/** A second writer at the same time is refused with SQLITE_BUSY: its connections have no time to wait for a lock. */
const EMMETT_IN_FLIGHT = 1;
const COMMANDS = 2_000;
const EMMETT_COMMANDS = 200;
const ROUNDS = 5;

/** A command through the door on the embedded log, against Emmett's command handler on its SQLite store. */
export const decideEmmett: Benchmark = {
  name: 'decide.emmett',
  unit: 'commands/s',
  bar: { ratioAtLeast: 10 },
  about: 'load–decide–append, embedded, 32 in flight, sealed and chained ÷ Emmett’s SQLite store, one at a time',
  rounds: () =>
    inScratchFolder(async (folder) => {
      const { emmett, sqlite } = installedEmmett();
      const settings = embeddedIn(folder);
      const store = await openLog(settings);
      const keys = await openKeys(settings, systemClock);
      const theirs = sqlite.getSQLiteEventStore({
        fileName: join(folder, 'emmett.db'),
        schema: { autoMigration: 'CreateOrUpdate' },
      });
      try {
        const acknowledge = acknowledging(store, keys);
        const [sample] = await referredStreams(store, keys, 1);
        const { stream } = await acknowledge(sample!);
        const events: EmmettEvent[] = [];
        for await (const { type, data, metadata } of store.read(stream)) events.push({ type, data, metadata });
        const [first, second] = events as [EmmettEvent, EmmettEvent];
        const handle = emmett.CommandHandler<{ readonly stage: string }>({
          evolve: (_, { type }) => ({ stage: type === first.type ? 'submitted' : 'received' }),
          initialState: () => ({ stage: 'none' }),
        });
        return await alternating(
          ROUNDS,
          async () => {
            const ids = await referredStreams(store, keys, COMMANDS);
            return throughput(COMMANDS, IN_FLIGHT, (index) => acknowledge(ids[index]!));
          },
          async (round) => {
            const ids = Array.from({ length: EMMETT_COMMANDS }, (_, index) => streamOf(referral, `${round}-${index}`));
            for (const id of ids) await theirs.appendToStream(id, [first]);
            return throughput(EMMETT_COMMANDS, EMMETT_IN_FLIGHT, (index) =>
              handle(theirs, ids[index]!, ({ stage }) => (stage === 'submitted' ? [second] : [])),
            );
          },
        );
      } finally {
        await store.close();
        await keys.close();
      }
    }),
};
