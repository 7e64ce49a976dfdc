import type { BackOffice } from '#apps/cli';
import { hashOf } from '#platform/audit';
import type { RecordedEvent } from '#platform/event-store';
import { embeddedLogFile, openEmbeddedReader } from '#platform/event-store/adapters';
import { startOtlpReceiver, type OtlpReceiver, type ReceivedSpan } from '#platform/testing/servers';
import { ServiceUnderTest } from './service-under-test.ts';

const OWNER = '見本 ますみ';
const CALLERS_TRACE = 'c0ffee00c0ffee00c0ffee00c0ffee00';
const CALLERS_SPAN = 'c0ffee00c0ffee00';

let receiver: OtlpReceiver;
let service: ServiceUnderTest;
let consultant: BackOffice;

beforeAll(async () => {
  receiver = await startOtlpReceiver();
  service = new ServiceUnderTest({
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
    OTEL_BSP_SCHEDULE_DELAY: '50',
  });
  await service.start();
  ({ consultant } = await service.people());
});
afterAll(async () => {
  await service.remove();
  await receiver.close();
});

const inTrace = (traceId: string, name: string) => (span: ReceivedSpan) =>
  span.traceId === traceId && span.name === name;

/** Registers a client in the trace of its caller. */
async function register(headers: Record<string, string>): Promise<Response> {
  const body = {
    name: '株式会社見本追跡',
    regularEmployees: 10,
    owner: { name: OWNER },
    establishments: [{ name: '本社', prefecture: '22' }],
  };
  return fetch(`${service.url}/clients`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${await service.token('consultant-22')}`,
      'Content-Type': 'application/json',
      'Idempotency-Key': 'traced',
      ...headers,
    },
    body: JSON.stringify(body),
  });
}

test('one trace leads from the request of a command to the commit of its rows', async () => {
  const answer = await register({ traceparent: `00-${CALLERS_TRACE}-${CALLERS_SPAN}-01` });
  expect(answer.status).toBe(201);
  const named = (name: string) => receiver.received(inTrace(CALLERS_TRACE, name));
  const [request, decide, append] = [
    await named('POST /clients'),
    await named('decide RegisterClient'),
    await named('append client'),
  ];
  // Committed by the thread beside, once the request was answered.
  const rows = await named('rows client_directory');
  expect([request, decide, append, rows].map(({ parentSpanId }) => parentSpanId)).toEqual([
    CALLERS_SPAN,
    request.spanId,
    decide.spanId,
    decide.spanId,
  ]);
  expect(rows).toMatchObject({
    program: 'tasuki-api',
    attributes: { 'tasuki.projection': 'client_directory', 'tasuki.rows_changed': 1 },
  });
  const commit = await receiver.received(({ traceId }) => traceId === rows.linkedTraces[0]);
  expect(commit).toMatchObject({
    name: 'commit client_directory',
    parentSpanId: undefined,
    linkedTraces: [CALLERS_TRACE],
    attributes: rows.attributes,
  });
  expect(request).toMatchObject({
    program: 'tasuki-api',
    attributes: { 'http.request.method': 'POST', 'http.route': '/clients', 'http.response.status_code': 201 },
  });
});

test('the event names the span it was decided in, within its hash', async () => {
  const log = openEmbeddedReader(embeddedLogFile(service.dataDir));
  const events: RecordedEvent[] = [];
  for await (const event of log.readAll()) if (event.type === 'ClientRegistered') events.push(event);
  await log.close();
  const decide = await receiver.received(inTrace(CALLERS_TRACE, 'decide RegisterClient'));
  expect(events.map(({ metadata }) => metadata.traceparent)).toEqual([`00-${CALLERS_TRACE}-${decide.spanId}-01`]);
  const [event] = events;
  expect(hashOf(event!)).toBe(event!.metadata.hash);
  expect(hashOf({ ...event!, metadata: { ...event!.metadata, traceparent: 'another' } })).not.toBe(
    event!.metadata.hash,
  );
});

test('spans tell nothing of a person, a company or what was searched for', async () => {
  await consultant.get(`/clients?q=${encodeURIComponent('見本')}`);
  await receiver.received(({ name }) => name === 'GET /clients');
  const told = receiver.bodies.join();
  for (const word of [OWNER, '見本', encodeURIComponent('見本')]) expect(told).not.toContain(word);
});

test('who watches over the service makes no spans, and an end sends the last ones', async () => {
  await fetch(`${service.url}/health/ready`);
  await fetch(`${service.url}/metrics`);
  await fetch(`${service.url}/nothing-here`);
  expect(await service.end()).toBe(0);
  const names = new Set(receiver.spans.map(({ name }) => name));
  expect([...names].filter((name) => /health|metrics/.test(name))).toEqual([]);
  expect(names.has('GET none')).toBe(true);
});
