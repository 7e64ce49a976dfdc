import type { BackOffice } from '#apps/cli';
import { freePorts } from '../service-process.ts';
import { ServiceUnderTest } from './service-under-test.ts';

/** Fictional, and told by no other word of the suite. */
const OWNER = '見本 ますみ';
const COMPANY = '株式会社見本メトリクス';

const client = (name: string) => ({
  name,
  regularEmployees: 10,
  owner: { name: OWNER },
  establishments: [{ name: '本社', prefecture: '22' }],
});

const service = new ServiceUnderTest();
let consultant: BackOffice;

beforeAll(async () => {
  await service.start();
  ({ consultant } = await service.people());
  await consultant.command('/clients', client(COMPANY));
  await consultant.get(`/clients?q=${encodeURIComponent('見本')}`);
  await expect(consultant.command('/bulletins', {})).rejects.toMatchObject({ status: 400 });
});
afterAll(() => service.remove());

const metrics = (headers: Record<string, string> = {}) => fetch(`${service.url}/metrics`, { headers });

/** Values of a metric whose labels hold all of these. */
async function values(name: string, ...labels: readonly string[]): Promise<readonly number[]> {
  const lines = (await (await metrics()).text()).split('\n').filter((line) => line.replace(/[{ ].*/, '') === name);
  const found = lines.filter((line) => labels.every((label) => line.includes(label)));
  return found.map((line) => Number(line.slice(line.lastIndexOf(' ') + 1)));
}

test('counts commands, requests and appends, and tells where the read models are', async () => {
  expect((await metrics()).headers.get('content-type')).toBe(
    'application/openmetrics-text; version=1.0.0; charset=utf-8',
  );
  // Two appends: the client, and that the consultant was seen for the first time.
  expect({
    command: await values('tasuki_commands_total', 'command="RegisterClient"', 'outcome="recorded"'),
    created: await values('tasuki_http_requests_total', 'method="POST"', 'route="/clients"', 'status="201"'),
    refused: await values('tasuki_http_requests_total', 'route="/bulletins"', 'status="400"'),
    timed: await values('tasuki_http_request_duration_seconds_count', 'method="POST"', 'route="/clients"'),
    appends: await values('tasuki_append_duration_seconds_count', 'outcome="stored"'),
    up: await values('tasuki_event_store_up'),
    lag: await values('tasuki_projection_lag_events', 'projection="client_directory"'),
    waiting: await values('tasuki_process_waiting', 'process="referrer-follows-case"'),
  }).toEqual({ command: [1], created: [1], refused: [1], timed: [1], appends: [2], up: [1], lag: [0], waiting: [0] });
  // The thread that keeps the read models has told of its batches.
  expect((await values('tasuki_projection_events_total', 'projection="client_directory"'))[0]).toBeGreaterThan(0);
});

test('tells nothing of a person, a company or a case', async () => {
  const text = await (await metrics()).text();
  for (const word of [OWNER, COMPANY, '見本', 'consultant-22', encodeURIComponent('見本')]) {
    expect(text).not.toContain(word);
  }
  expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-/);
});

test('is told on loopback only: what a proxy hands on finds nothing', async () => {
  const answer = await metrics({ 'X-Forwarded-For': '198.51.100.7' });
  expect([answer.status, await answer.json()]).toMatchObject([404, { code: 'NOT_FOUND' }]);
});

test('has a port of its own where the settings give it one, and is nowhere else then', async () => {
  const { service: port } = await freePorts();
  const apart = new ServiceUnderTest({ METRICS_PORT: String(port) });
  try {
    await apart.start();
    const [own, beside] = await Promise.all([fetch(`http://127.0.0.1:${port}/metrics`), fetch(`${apart.url}/metrics`)]);
    expect([own.status, beside.status]).toEqual([200, 404]);
    expect(await own.text()).toContain('tasuki_event_store_up 1\n');
    expect(await apart.end()).toBe(0);
  } finally {
    await apart.remove();
  }
});
