import { randomUUID } from 'node:crypto';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { projections } from '#contexts/programme';
import type { ProjectionsOverview } from '#platform/projections/engine';
import { freePorts, startServiceProcess, type ServiceProcess } from '../service-process.ts';
import { LoadProcess } from './load/load-process.ts';
import type { LoadReport } from './load/load-messages.ts';
import { alternating, percentile, type Benchmark } from './measurement.ts';
import { consultantToken, prepareReferrals, tokenOf } from './prepared-referrals.ts';
import { sharedPracticeLog } from './practice/shared-practice-log.ts';
import { inScratchFolder } from './scratch-folder.ts';

const PER_SECOND = 200;
const SECONDS = Number(process.env['REBUILDING_SECONDS'] ?? 10);
const ROUNDS = 3;
/** Every so many commands its row is asked for, as long as it takes to be there: requests of both kinds count. */
const LOOK_EVERY = 5;
const ASK_MS = 100;
/** Clients of the practised log have lower numbers. */
const UNUSED = 900_000_000;

/** What rebuilding, in the thread beside, does to those who send commands and ask for rows. */
export const rebuildingP99: Benchmark = {
  name: 'rebuilding.p99',
  unit: 'ms',
  bar: { either: { ratioAtMost: 2, valueAtMost: 20 } },
  about:
    'ReferClient over HTTP at 200/s and a GET after every fifth, due → answered: p99 while one read model after another is rebuilt ÷ while none is',
  rounds: async () => {
    const practised = await sharedPracticeLog();
    return inScratchFolder(async (folder) => {
      const dataDir = join(folder, 'data');
      cpSync(practised, dataDir, { recursive: true });
      const service = await startServiceProcess({ ports: await freePorts(), settings: { DATA_DIR: dataDir } });
      const load = new LoadProcess();
      const operator = new Operator(service, await tokenOf('system-admin', service));
      try {
        await operator.until(isNothingBuilt);
        const common = {
          port: Number(new URL(service.url).port),
          path: '/referrals',
          token: await consultantToken(service),
          bodies: await prepareReferrals(service, { from: UNUSED }),
          connections: 32,
          perSecond: PER_SECOND,
          seconds: SECONDS,
          look: { every: LOOK_EVERY, at: '/referrals' },
        };
        return await alternating(
          ROUNDS,
          async () => {
            const rebuilding = operator.keepRebuilding();
            const report = await load.run(common);
            await rebuilding.end();
            await operator.until(isNothingBuilt);
            return p99Of(report);
          },
          async () => p99Of(await load.run(common)),
        );
      } finally {
        await Promise.all([service.end('SIGKILL'), load.stop()]);
      }
    });
  },
};

function p99Of({ latencies, visible }: LoadReport): number {
  return percentile([...latencies, ...visible], 0.99);
}

function isNothingBuilt({ items }: ProjectionsOverview): boolean {
  const versions = items.flatMap((item) => item.versions);
  return versions.every(({ state, rebuild }) => state === 'live' && rebuild === null);
}

/** Has read models rebuilt, as operators do. */
class Operator {
  constructor(
    private readonly service: ServiceProcess,
    private readonly token: string,
  ) {}

  /** Orders a rebuild of one read model after another, the next when there is none under way, until it is told to end. */
  keepRebuilding(): { end(): Promise<void> } {
    let isOver = false;
    const work = async () => {
      for (let ordered = 0; !isOver;) {
        if (isNothingBuilt(await this.overview())) {
          await this.#order(projections[ordered++ % projections.length]!.name);
        } else await pause(ASK_MS);
      }
    };
    const done = work();
    done.catch(() => undefined);
    return {
      end: () => {
        isOver = true;
        return done;
      },
    };
  }

  async until(isSo: (overview: ProjectionsOverview) => boolean): Promise<void> {
    for (;;) {
      const overview = await this.overview();
      if (overview.items.length === projections.length && isSo(overview)) return;
      await pause(ASK_MS);
    }
  }

  async overview(): Promise<ProjectionsOverview> {
    return (await this.#ask('')) as ProjectionsOverview;
  }

  async #order(name: string): Promise<void> {
    await this.#ask(`/${name}/orders`, { action: 'rebuild' });
  }

  async #ask(path: string, body?: object): Promise<unknown> {
    const answer = await fetch(`${this.service.url}/operators/projections${path}`, {
      headers: {
        Authorization: `Bearer ${this.token}`,
        ...(body && { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() }),
      },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`the service answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  }
}
