import { createServer, type AddressInfo } from 'node:net';
import { offerMetrics, type MetricsListener } from './metrics-listener.ts';
import { Metrics } from './metrics.ts';
import { startMetricsListener } from './start-listener.ts';

let isUp = true;
const indicators = [{ name: 'eventStore', check: () => (isUp ? Promise.resolve() : Promise.reject(new Error())) }];
let listener: MetricsListener;
beforeAll(async () => {
  listener = await offerMetrics({ host: '127.0.0.1', port: 0, metrics: new Metrics(), indicators });
});
afterAll(() => listener.close());

const get = async (path: string, init?: RequestInit) => {
  const answer = await fetch(listener.url + path, init);
  return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() };
};

test('offers the metrics', async () => {
  const { status, type, text } = await get('/metrics?now');
  expect([status, type]).toEqual([200, 'application/openmetrics-text; version=1.0.0; charset=utf-8']);
  expect(text).toContain('# TYPE tasuki_projection_lag_seconds gauge\n');
});

test('says that it lives, and whether what it needs is there', async () => {
  const asked = async () => {
    const { status, text } = await get('/health/ready');
    return [status, JSON.parse(text)];
  };
  expect((await get('/health/live')).status).toBe(200);
  expect(await asked()).toEqual([200, { status: 'ready', checks: { eventStore: 'up' } }]);
  isUp = false;
  expect(await asked()).toEqual([503, { status: 'not ready', checks: { eventStore: 'down' } }]);
});

test('offers nothing else', async () => {
  expect([(await get('/')).status, (await get('/metrics', { method: 'POST' })).status]).toEqual([404, 405]);
  const head = await get('/metrics', { method: 'HEAD' });
  expect([head.status, head.text]).toEqual([200, '']);
});

describe('the port', () => {
  const start = (metricsPort: number | undefined, metricsHost = '127.0.0.1') =>
    startMetricsListener({ metricsHost, metricsPort }, new Metrics(), []);

  test('that is not set opens nothing', async () => {
    expect(await start(undefined)).toBeUndefined();
  });

  test('that is taken, or on another machine’s address, is told with the setting to change', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as AddressInfo;
    await expect(start(port)).rejects.toThrow(/^METRICS_PORT names a port that is in use/);
    await new Promise((resolve) => taken.close(resolve));
    await expect(start(0, '192.0.2.1')).rejects.toThrow(/^METRICS_HOST is no address of this machine/);
  });
});
