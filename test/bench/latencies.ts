import { startPostgres } from '#platform/testing/servers';
import { freePorts, startServiceProcess } from '../service-process.ts';
import { LoadProcess } from './load/load-process.ts';
import type { LoadReport } from './load/load-messages.ts';
import { percentile, type Benchmark, type Round } from './measurement.ts';
import { consultantToken, prepareReferrals } from './prepared-referrals.ts';
import { inScratchFolder } from './scratch-folder.ts';

const PER_SECOND = 200;
const SECONDS = 10;
const ROUNDS = 5;
/** Every so many commands a row is asked for: 40 a second. */
const LOOK_EVERY = 5;

/** From when a command was due, 200 of them a second whatever became of those before, to its answer. */
export const commandP99: Benchmark = {
  name: 'command.p99',
  unit: 'ms',
  bar: { valueAtMost: 20 },
  about: 'ReferClient over HTTP at 200/s, durable, projections running: 99th percentile of due → answered',
  rounds: () => atTheRate(({ latencies }) => percentile(latencies, 0.99), undefined),
};

/** From a command's answer to an answer that shows its row, while 200 commands a second go on. */
export const visibleP99: Benchmark = {
  name: 'visible.p99',
  unit: 'ms',
  bar: { valueAtMost: 25 },
  about: 'under 200 commands/s: 99th percentile of command answered → GET of its row with minPosition answered',
  rounds: () => atTheRate(({ visible }) => percentile(visible, 0.99), { every: LOOK_EVERY, at: '/referrals' }),
};

/** The same with the rows and the keys in two databases of PostgreSQL. */
export const visiblePostgresP99: Benchmark = {
  name: 'visible.postgres.p99',
  unit: 'ms',
  bar: { valueAtMost: 50 },
  about: 'visible.p99 with read models and keys in PostgreSQL',
  rounds: async () => {
    const postgres = await startPostgres();
    try {
      return await atTheRate(
        ({ visible }) => percentile(visible, 0.99),
        { every: LOOK_EVERY, at: '/referrals' },
        {
          DATABASE_URL: await postgres.createDatabase(),
          KEYS_DATABASE_URL: await postgres.createDatabase(),
          MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
        },
      );
    } finally {
      await postgres.stop();
    }
  },
};

async function atTheRate(
  figure: (report: LoadReport) => number,
  look: { readonly every: number; readonly at: string } | undefined,
  settings: Readonly<Record<string, string>> = {},
): Promise<readonly Round[]> {
  return inScratchFolder(async (folder) => {
    const service = await startServiceProcess({
      ports: await freePorts(),
      settings: { DATA_DIR: folder, ...settings },
    });
    const load = new LoadProcess();
    try {
      const common = {
        port: Number(new URL(service.url).port),
        path: '/referrals',
        token: await consultantToken(service),
        bodies: await prepareReferrals(service),
        connections: 32,
        perSecond: PER_SECOND,
        ...(look && { look }),
      };
      const rounds: Round[] = [];
      await load.run({ ...common, seconds: SECONDS / 2 });
      for (let round = 0; round < ROUNDS; round++) {
        rounds.push({ value: figure(await load.run({ ...common, seconds: SECONDS })), reference: null });
      }
      return rounds;
    } finally {
      await Promise.all([service.end('SIGKILL'), load.stop()]);
    }
  });
}
