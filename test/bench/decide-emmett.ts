import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { referral } from '#contexts/referral';
import { openKeys, openLog } from '#platform/backends';
import { systemClock } from '#platform/clock';
import { streamOf } from '#platform/decider';
import type { Json } from '#platform/event-store';
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

/** Of the built file's place in `dist/test/bench`, the sources' `test/bench`: its packages are not the product's. */
const home = fileURLToPath(new URL('../../../test/bench/emmett/', import.meta.url));

interface EmmettEvent {
  readonly type: string;
  readonly data: Json;
  readonly metadata: object;
}

/** What is used of Emmett's SQLite store. */
interface EmmettStore {
  appendToStream(stream: string, events: readonly EmmettEvent[]): Promise<unknown>;
}

interface EmmettSqlite {
  getSQLiteEventStore(options: { fileName: string; schema: { autoMigration: 'CreateOrUpdate' } }): EmmettStore;
}

interface Emmett {
  CommandHandler<State>(options: {
    evolve: (state: State, event: EmmettEvent) => State;
    initialState: () => State;
  }): (store: EmmettStore, id: string, handle: (state: State) => EmmettEvent[]) => Promise<unknown>;
}

/** A command through the door on the embedded log, against Emmett's command handler on its SQLite store. */
export const decideEmmett: Benchmark = {
  name: 'decide.emmett',
  unit: 'commands/s',
  bar: { ratioAtLeast: 10 },
  about: 'load–decide–append, embedded, 32 in flight, sealed and chained ÷ Emmett’s SQLite store, one at a time',
  rounds: () =>
    inScratchFolder(async (folder) => {
      const { emmett, sqlite } = installed();
      const settings = {
        dataDir: folder,
        eventStoreUrl: undefined,
        databaseUrl: undefined,
        keysDatabaseUrl: undefined,
        masterKey: undefined,
      };
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

/** Installs what is compared with, once, when it is asked for. @throws Error when that is not possible */
function installed(): { readonly emmett: Emmett; readonly sqlite: EmmettSqlite } {
  if (!existsSync(join(home, 'node_modules/sqlite3/build/Release/node_sqlite3.node'))) {
    process.stderr.write('decide.emmett: installing Emmett below test/bench/emmett …\n');
    execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: home, stdio: ['ignore', 'ignore', 'inherit'] });
  }
  const require = createRequire(join(home, 'package.json'));
  return {
    emmett: require('@event-driven-io/emmett') as Emmett,
    sqlite: require('@event-driven-io/emmett-sqlite') as EmmettSqlite,
  };
}
