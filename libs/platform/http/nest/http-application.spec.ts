import { connect } from 'node:net';
import { health, malformed, problem, requestId, TestService } from './test-service.fixture.ts';

const service = new TestService();

describe('the HTTP application', () => {
  describe('reads headers and addresses', () => {
    const clientId = 'A3BB189E-8BF9-4888-9912-ACE4E6543002';

    test('of a command', async () => {
      const { body } = await service.post(`/clients/${clientId}/notes`, '{}', {
        'idempotency-key': 'k-1',
        'if-match': '"3"',
      });
      expect(body).toEqual({ clientId, key: 'k-1', revision: 3 });
    });

    test('and refuses a command without a key', async () => {
      const { status, body } = await service.post(`/clients/${clientId}/notes`, '{}');
      expect([status, body]).toEqual([
        400,
        malformed(
          'IDEMPOTENCY_KEY_REQUIRED',
          'Send an Idempotency-Key header with every command, and the same one when you send the command again.',
        ),
      ]);
    });

    test('of an unknown path: 404', async () => {
      const { body } = await service.get('/nowhere');
      expect(body).toEqual(
        problem(404, 'NOT_FOUND', 'Not found', {
          detail: 'There is no such route; /openapi.json lists those there are.',
        }),
      );
    });

    test('of an unknown method: 405 with the ones there are', async () => {
      const { response, body } = await service.get(`/clients/${clientId}/notes`);
      expect(response.headers.get('allow')).toEqual('POST');
      expect(body).toEqual(problem(405, 'METHOD_NOT_ALLOWED', 'The method is not offered here'));
    });

    test('of a malformed address: 400', async () => {
      const { response, body } = await service.get('/%zz');
      expect(response.headers.get('content-type')).toEqual('application/problem+json; charset=utf-8');
      expect(body).toEqual(malformed('MALFORMED_URL'));
    });

    test.each(['%00', 'a%00b', '%0a', '%7f', '%C2%85'])('of one with a control character, %s: 400', async (name) => {
      const { body } = await service.get(`/errors/${name}`);
      expect(body).toEqual(malformed('MALFORMED_URL'));
    });
  });

  describe('logs', () => {
    test('one line a request, with the route and never the address', async () => {
      await service.get('/errors/own?q=田中', { authorization: 'Bearer secret' });
      expect(service.log.map((line) => JSON.parse(line) as unknown)).toEqual([
        {
          level: 30,
          time: expect.any(Number),
          requestId,
          method: 'GET',
          route: '/errors/:name',
          status: 409,
          ms: expect.any(Number),
          code: 'NOT_ALLOWED',
          msg: 'request',
        },
      ]);
    });

    test('no line for every route at start', () => {
      expect(service.linesAtStart.filter((line) => line.includes('RouterExplorer'))).toEqual([]);
    });

    test('nothing of health checks', async () => {
      await service.get('/health/live');
      expect(service.log).toEqual([]);
    });
  });

  test('gives a request an id where it brings none that can be believed', async () => {
    const ids = await Promise.all(
      ['good.id-1', 'bad id'].map(async (id) => {
        const { response } = await service.get('/health/live', { 'x-request-id': id });
        return response.headers.get('x-request-id');
      }),
    );
    expect(ids).toEqual(['good.id-1', expect.stringMatching(/^[0-9a-f-]{36}$/)]);
  });

  test('sets security headers', async () => {
    const { response } = await service.get('/health/live');
    const names = ['x-content-type-options', 'cache-control', 'content-security-policy', 'referrer-policy'];
    expect(names.map((name) => response.headers.get(name))).toEqual([
      'nosniff',
      'no-store',
      "default-src 'none';frame-ancestors 'none'",
      'no-referrer',
    ]);
  });

  test('is ready while everything it needs is there', async () => {
    expect(await service.get('/health/ready')).toMatchObject({
      status: 200,
      body: { status: 'ready', checks: { 'event store': 'up' } },
    });
    health.up = false;
    expect(await service.get('/health/ready')).toMatchObject({
      status: 503,
      body: { status: 'not ready', checks: { 'event store': 'down' } },
    });
    expect(await service.get('/health/live')).toMatchObject({ status: 200, body: { status: 'alive' } });
  });

  test('answers a request that is no HTTP with 400 and goes on', async () => {
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(new URL(service.url).port), '127.0.0.1', () => socket.write('rubbish\r\n\r\n'));
      let text = '';
      socket.on('data', (data) => (text += data.toString()));
      socket.on('close', () => {
        resolve(text);
      });
      socket.on('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1.1 400 /);
    expect((await service.get('/health/live')).status).toEqual(200);
  });
});
