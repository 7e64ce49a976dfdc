import { freePorts, startServiceProcess } from '../service-process.ts';
import { LoadProcess } from './load/load-process.ts';
import type { Load } from './load/load-messages.ts';
import { alternating, type Benchmark } from './measurement.ts';
import { consultantToken, prepareReferrals } from './prepared-referrals.ts';
import { inScratchFolder } from './scratch-folder.ts';

const CONNECTIONS = 32;
const SECONDS = 5;
const ROUNDS = 7;

const NO_OP = new URL('no-op/main.js', import.meta.url);

/** A command that brings a referral into being, over HTTP, against an endpoint that does all but the deciding and storing. */
export const httpCommand: Benchmark = {
  name: 'http.command',
  unit: 'commands/s',
  bar: { ratioAtLeast: 0.5 },
  about: 'ReferClient over HTTP, 32 connections, durable, projections running ÷ a no-op with sign-in, validation, log',
  rounds: () =>
    inScratchFolder(async (folder) => {
      const service = await startServiceProcess({ ports: await freePorts(), settings: { DATA_DIR: folder } });
      const noOp = await startServiceProcess({ entry: NO_OP, ports: await freePorts(), settings: {} });
      const load = new LoadProcess();
      try {
        const bodies = await prepareReferrals(service);
        const side = async (of: typeof service): Promise<Load> => ({
          port: Number(new URL(of.url).port),
          path: '/referrals',
          token: await consultantToken(of),
          bodies,
          connections: CONNECTIONS,
          seconds: SECONDS,
        });
        const [ours, theirs] = await Promise.all([side(service), side(noOp)]);
        return await alternating(
          ROUNDS,
          async () => (await load.run(ours)).rate,
          async () => (await load.run(theirs)).rate,
        );
      } finally {
        await Promise.all([service.end('SIGKILL'), noOp.end('SIGKILL'), load.stop()]);
      }
    }),
};
