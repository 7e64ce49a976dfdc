import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { hamana, Narrator, playMainJob } from '#apps/cli';
import { startPostgres, type TestPostgres } from '#platform/testing';
import { startEventStoreDbDouble, type EventStoreDbDouble } from '#platform/testing/eventstoredb-double';
import { ServiceUnderTest } from './service-under-test.ts';

/** Not a secret: the databases of this suite are gone with it. */
const MASTER_KEY = Buffer.alloc(32, 7).toString('base64');

describe('the server profile: EventStoreDB (its double), two PostgreSQL databases, a projector apart', () => {
  let postgres: TestPostgres;
  let double: EventStoreDbDouble;
  let projector: ChildProcess;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    [postgres, double] = await Promise.all([startPostgres(), startEventStoreDbDouble()]);
    const settings = {
      EVENT_STORE_URL: double.url,
      DATABASE_URL: await postgres.createDatabase(),
      KEYS_DATABASE_URL: await postgres.createDatabase(),
      MASTER_KEY,
    };
    projector = await startProjector(settings);
    service = new ServiceUnderTest({ ...settings, PROJECTOR: 'apart' });
    await service.start();
  });
  afterAll(async () => {
    await service.remove();
    projector.kill('SIGKILL');
    await double.close();
    await postgres.stop();
  });

  test('plays the same main job, and both programs end with 0 on SIGTERM', async () => {
    const people = await service.people();
    const ids = await playMainJob(people, hamana, new Narrator(() => undefined), new Date().toISOString());
    expect(await people.consultant.row(`/referrals/${ids.referralId}`)).toMatchObject({
      stage: 'closed',
      outcome: 'established',
      client: { name: hamana.company },
    });
    const gone = once(projector, 'exit');
    projector.kill('SIGTERM');
    expect([await service.end(), (await gone)[0]]).toEqual([0, 0]);
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
