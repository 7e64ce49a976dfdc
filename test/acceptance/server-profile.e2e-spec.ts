import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hamana, Narrator, onOneDay, playMainJob } from '#apps/cli';
import { checkMirrorOf, openEventStore } from '#platform/event-store/adapters';
import { startOtlpReceiver, startPostgres, type OtlpReceiver, type TestPostgres } from '#platform/testing/servers';
import { startEventStoreDbDouble, type EventStoreDbDouble } from '#platform/testing/eventstoredb-double';
import { freePorts } from '../service-process.ts';
import { ServiceUnderTest } from './service-under-test.ts';

/** Not a secret: the databases of this suite are gone with it. */
const MASTER_KEY = Buffer.alloc(32, 7).toString('base64');

describe('the server profile: EventStoreDB (its double), two PostgreSQL databases, a projector apart', () => {
  let postgres: TestPostgres;
  let double: EventStoreDbDouble;
  let collector: OtlpReceiver;
  let projector: ChildProcess;
  let service: ServiceUnderTest;
  let metricsOfProjector: string;
  let metricsOfService: string;
  let dataDir: string;

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'tasuki-projector-'));
    [postgres, double, collector] = await Promise.all([
      startPostgres(),
      startEventStoreDbDouble(),
      startOtlpReceiver(),
    ]);
    const settings = {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint,
      OTEL_BSP_SCHEDULE_DELAY: '50',
      EVENT_STORE_URL: double.url,
      DATABASE_URL: await postgres.createDatabase(),
      KEYS_DATABASE_URL: await postgres.createDatabase(),
      MASTER_KEY,
    };
    const { service: own, issuer: projectors } = await freePorts();
    [metricsOfService, metricsOfProjector] = [`http://127.0.0.1:${own}`, `http://127.0.0.1:${projectors}`];
    projector = await startProjector({ ...settings, DATA_DIR: dataDir, METRICS_PORT: String(projectors) });
    service = new ServiceUnderTest({ ...settings, PROJECTOR: 'apart', METRICS_PORT: String(own) });
    await service.start();
  });
  afterAll(async () => {
    await service.remove();
    projector.kill('SIGKILL');
    await double.close();
    await collector.close();
    await postgres.stop();
    rmSync(dataDir, { recursive: true });
  });

  test('each program tells its metrics, and the lag of a projector that stands still is seen to rise', async () => {
    const lag = () => valueOf(metricsOfService, 'tasuki_projection_lag_seconds{projection="client_directory"');
    const consultant = await service.person('consultant-22');
    expect(await valueOf(metricsOfProjector, 'tasuki_process_waiting{process="referrer-follows-case"')).toBe(0);
    expect((await fetch(`${metricsOfProjector}/health/ready`)).status).toBe(200);
    projector.kill('SIGSTOP');
    try {
      await consultant.command('/clients', {
        name: '株式会社見本待機',
        regularEmployees: 10,
        owner: { name: '見本 花子' },
        establishments: [{ name: '本社', prefecture: '22' }],
      });
      const first = await above(0, lag);
      expect(await above(first, lag)).toBeGreaterThan(first);
    } finally {
      projector.kill('SIGCONT');
    }
    expect(await consultant.list('/clients')).toHaveLength(1);
    expect(await lag()).toBe(0);
  });

  test('one trace leads from the request in the one program to the commit of its rows in the other', async () => {
    const request = await collector.received(({ name }) => name === 'POST /clients');
    const rows = await collector.received(
      ({ traceId, name }) => traceId === request.traceId && name === 'rows client_directory',
    );
    expect([request.program, rows.program]).toEqual(['tasuki-api', 'tasuki-projector']);
  });

  test('plays the same main job, and both programs end with 0 on SIGTERM', async () => {
    const people = await service.people();
    const ids = await playMainJob({
      people,
      cast: hamana,
      narrator: new Narrator(() => undefined),
      days: onOneDay(new Date().toISOString()),
    });
    expect(await people.consultant.row(`/referrals/${ids.referralId}`)).toMatchObject({
      stage: 'closed',
      outcome: 'established',
      client: { name: hamana.company },
    });
    const gone = once(projector, 'exit');
    projector.kill('SIGTERM');
    expect([await service.end(), (await gone)[0]]).toEqual([0, 0]);
    const store = await openEventStore({ url: double.url, dataDir });
    const { compared, ...check } = await checkMirrorOf({ url: double.url, dataDir });
    expect(check).toEqual({ position: await store.head(), behind: 0, difference: undefined });
    expect(compared).toBeGreaterThan(30);
    await store.close();
  });
});

async function startProjector(settings: Readonly<Record<string, string>>): Promise<ChildProcess> {
  const entry = new URL('../../dist/apps/projector/main.js', import.meta.url).pathname;
  const child = spawn(process.execPath, [entry], {
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // Its first line says that it runs.
  await once(child.stdout!, 'data');
  child.stdout!.resume();
  return child;
}

/** The value of the first metric whose line begins so. */
async function valueOf(url: string, beginning: string): Promise<number> {
  const line = (await (await fetch(`${url}/metrics`)).text()).split('\n').find((one) => one.startsWith(beginning));
  return Number(line?.slice(line.lastIndexOf(' ') + 1));
}

/** Asks until the value lies above the bound. */
async function above(bound: number, ask: () => Promise<number>): Promise<number> {
  for (let asked = 0; asked < 1_000; asked++) {
    const value = await ask();
    if (value > bound) return value;
  }
  throw new Error(`it did not rise above ${bound}`);
}
