import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { projections, registry } from '#contexts/programme';
import { systemClock } from '#platform/clock';
import type { RecordedEvent } from '#platform/event-store';
import { openEventStore } from '#platform/event-store/adapters';
import { openPostgresReadModels } from '#platform/projections/engine';
import { startPostgres, type TestPostgres } from '#platform/testing/servers';
import { startEventStoreDbDouble, type EventStoreDbDouble } from '#platform/testing/eventstoredb-double';
import { rowsUnlikeTheLog } from '../chaos/rebuilt-rows.ts';
import { ServiceUnderTest } from './service-under-test.ts';

/** Not a secret: the databases of this suite are gone with it. */
const MASTER_KEY = Buffer.alloc(32, 7).toString('base64');

/** Within so many milliseconds another projector feeds what one fed that is gone. */
const TAKEOVER_MS = 10_000;

let postgres: TestPostgres;
let double: EventStoreDbDouble;
let service: ServiceUnderTest;
let database: pg.Client;
let settings: Readonly<Record<string, string>>;
const projectors: Projector[] = [];

interface Projector {
  readonly process: ChildProcess;
  readonly dataDir: string;
}

beforeAll(async () => {
  [postgres, double] = await Promise.all([startPostgres(), startEventStoreDbDouble()]);
  settings = {
    EVENT_STORE_URL: double.url,
    DATABASE_URL: await postgres.createDatabase(),
    KEYS_DATABASE_URL: await postgres.createDatabase(),
    MASTER_KEY,
  };
  database = new pg.Client({ connectionString: settings['DATABASE_URL']! });
  await database.connect();
  service = new ServiceUnderTest({ ...settings, PROJECTOR: 'apart', MIN_POSITION_WAIT_MS: '60000' });
  await service.start();
});
afterAll(async () => {
  await service.remove();
  for (const { process, dataDir } of projectors) {
    process.kill('SIGKILL');
    rmSync(dataDir, { recursive: true });
  }
  await database.end();
  await double.close();
  await postgres.stop();
});

async function startProjector(): Promise<Projector> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tasuki-projector-'));
  const entry = new URL('../../dist/apps/projector/main.js', import.meta.url).pathname;
  const child = spawn(process.execPath, [entry], {
    env: { ...process.env, ...settings, DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const projector = { process: child, dataDir };
  projectors.push(projector);
  await once(child.stdout!, 'data');
  child.stdout!.resume();
  return projector;
}

/** How many projections each projector holds by now, the most first. */
async function parts(): Promise<readonly number[]> {
  const { rows } = await database.query<{ held: string }>(
    `SELECT count(*) AS held FROM leases
     WHERE resource LIKE 'projections %' AND expires_at > extract(epoch FROM clock_timestamp())
     GROUP BY holder ORDER BY held DESC`,
  );
  return rows.map(({ held }) => Number(held));
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition()));
}

const names = new Set(projections.map(({ name }) => name)).size;
const isShared = async () => (await parts()).join() === [Math.ceil(names / 2), Math.floor(names / 2)].join();

/** Registers a client, and reads it where it is to be read. @returns the milliseconds between the two */
async function visible(name: string): Promise<number> {
  const consultant = await service.person('consultant-22');
  await consultant.command('/clients', {
    name,
    regularEmployees: 10,
    owner: { name: '見本 花子' },
    establishments: [{ name: '本社', prefecture: '22' }],
  });
  const recorded = performance.now();
  expect((await consultant.list('/clients')).map((client) => client['name'])).toContain(name);
  return performance.now() - recorded;
}

/** Every read model's rows are what the log says. */
async function expectRowsOfTheLog(): Promise<void> {
  const log = await openEventStore({ url: double.url, dataDir: service.dataDir });
  const rows = await openPostgresReadModels(settings['DATABASE_URL']!, { clock: systemClock });
  try {
    const events: RecordedEvent[] = [];
    for await (const event of log.readAll()) events.push(event);
    await until(async () => {
      const statuses = await rows.snapshot((snapshot) => snapshot.statuses());
      return statuses.every(({ checkpoint }) => checkpoint?.position === events.at(-1)!.position);
    });
    const unlike: string[] = [];
    for (const projection of projections) {
      unlike.push(...(await rowsUnlikeTheLog(projection, { rows, events, registry })));
    }
    expect(unlike).toEqual([]);
  } finally {
    await rows.close();
    await log.close();
  }
}

test('two projectors share the read models; what one fed that is killed or frozen, the other feeds within ten seconds', async () => {
  const killed = await startProjector();
  const frozen = await startProjector();
  await until(isShared);
  await visible('株式会社見本その一');

  killed.process.kill('SIGKILL');
  expect(await visible('株式会社見本その二')).toBeLessThan(TAKEOVER_MS);
  await until(async () => (await parts()).join() === String(names));

  await startProjector();
  await until(isShared);
  frozen.process.kill('SIGSTOP');
  expect(await visible('株式会社見本その三')).toBeLessThan(TAKEOVER_MS);
  await until(async () => (await parts()).join() === String(names));
  await visible('株式会社見本その四');

  frozen.process.kill('SIGCONT');
  await until(isShared);
  await visible('株式会社見本その五');
  await expectRowsOfTheLog();
});
