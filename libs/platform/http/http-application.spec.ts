import { connect } from 'node:net';
import { Body, Controller, Get, HttpException, Module, Param, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Type } from 'class-transformer';
import { IsInt, IsString, Length, ValidateNested } from 'class-validator';
import type { Revision } from '#platform/event-store';
import { AccessDenied, AppendTooLarge, OutcomeUnknown, StoreUnavailable } from '#platform/event-store';
import { createHttpApplication, HttpModule, IdempotencyKey, IfMatch, MinPosition, UuidParam } from './index.ts';
import { validateInput } from './validation.ts';

class Establishment {
  @Length(2, 2) prefecture!: string;
}

class RegisterClient {
  @IsString() @Length(1, 50) name!: string;
  @IsInt() employees!: number;
  @ValidateNested({ each: true }) @Type(() => Establishment) establishments!: Establishment[];
}

const errors: { readonly [name: string]: unknown } = {
  unavailable: new StoreUnavailable('connection to 10.0.0.1 refused'),
  unknown: new OutcomeUnknown('deadline'),
  denied: new AccessDenied('wrong password for tasuki'),
  large: new AppendTooLarge('too large'),
  own: Object.assign(new Error('own'), {
    toProblem: () => ({
      status: 409,
      code: 'NOT_ALLOWED',
      detail: { en: 'Not now.', ja: '今はできません。' },
      extensions: { currentStage: 'submitted', availableActions: ['WithdrawReferral'], status: 200 },
    }),
  }),
  mapped: new RangeError('mapped'),
  http: new HttpException('田中 太郎 may not', 403),
  surprise: new Error('田中 太郎 could not be inserted'),
  thrown: '田中 太郎',
};

let healthy = true;

@Controller()
class TestController {
  @Post('clients')
  register(@Body() body: unknown): RegisterClient {
    return validateInput(RegisterClient, body);
  }

  @Post('clients/:clientId/notes')
  note(
    @UuidParam('clientId') clientId: string,
    @IdempotencyKey() key: string,
    @IfMatch() revision: Revision | undefined,
    @MinPosition() minPosition: number | undefined,
  ): object {
    return { clientId, key, revision, minPosition };
  }

  @Get('errors/:name')
  fail(@Param('name') name: string): never {
    throw errors[name];
  }
}

@Module({
  imports: [
    HttpModule.forRoot({
      useFactory: () => [
        { name: 'event store', check: () => (healthy ? Promise.resolve() : Promise.reject(new Error())) },
      ],
    }),
  ],
  controllers: [TestController],
})
class TestModule {}

describe('the HTTP application', () => {
  let app: NestFastifyApplication;
  let url: string;
  let log: string[];
  let linesAtStart: string[];

  beforeAll(async () => {
    log = [];
    app = await createHttpApplication(TestModule, {
      logDestination: { write: (line) => void log.push(line) },
      problemMappers: [
        (error) =>
          error instanceof RangeError
            ? { status: 422, code: 'OUT_OF_RANGE', headers: { 'X-Why': 'range' } }
            : undefined,
      ],
    });
    await app.listen({ host: '127.0.0.1', port: 0 });
    url = await app.getUrl();
    linesAtStart = log.filter((line) => line.includes('RouterExplorer'));
  });

  beforeEach(() => {
    log = [];
    healthy = true;
  });

  afterAll(() => app.close());

  const requestId = 'r-1';
  const client = { name: '株式会社たすき', employees: 12, establishments: [{ prefecture: '13' }] };

  async function get(path: string, headers: Record<string, string> = {}) {
    const response = await fetch(url + path, { headers: { 'x-request-id': requestId, ...headers } });
    return { response, status: response.status, body: (await response.json()) as unknown };
  }

  async function post(path: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) {
    const response = await fetch(url + path, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', 'x-request-id': requestId, ...headers },
    });
    return { response, status: response.status, body: (await response.json()) as unknown };
  }

  const problem = (status: number, code: string, title: string, more: object = {}) => ({
    type: `urn:tasuki:problem:${code.toLowerCase().replaceAll('_', '-')}`,
    title,
    status,
    code,
    requestId,
    ...more,
  });

  const malformed = (code: string, detail?: string) =>
    problem(400, code, 'The request is malformed', detail === undefined ? {} : { detail });

  const fields = (code: string, ...entries: [path: string, code: string, message: string][]) =>
    problem(400, code, 'The request is malformed', {
      detail: 'Some fields are not as they should be; see errors.',
      errors: entries.map(([path, entryCode, message]) => ({ path, code: entryCode, message })),
    });

  describe('reads a body', () => {
    test('and hands it on as it was sent', async () => {
      const { status, body } = await post('/clients', JSON.stringify(client));
      expect({ status, body }).toEqual({ status: 201, body: client });
    });

    test('of 2 MB: 413', async () => {
      const { status, body } = await post('/clients', JSON.stringify({ ...client, name: 'x'.repeat(2_000_000) }));
      expect(status).toEqual(413);
      expect(body).toEqual(problem(413, 'BODY_TOO_LARGE', 'The request is too large'));
    });

    test.each([
      ['broken JSON', '{"name":"田中'],
      ['__proto__', '{"__proto__":{"admin":true}}'],
      ['constructor.prototype', '{"constructor":{"prototype":{"admin":true}}}'],
    ])('with %s: 400', async (_, text) => {
      const { response, body } = await post('/clients', text);
      expect(response.status).toEqual(400);
      expect(response.headers.get('content-type')).toEqual('application/problem+json; charset=utf-8');
      expect(body).toEqual(malformed('MALFORMED_JSON', 'The body is not well-formed JSON.'));
    });

    test('in Shift_JIS: 400', async () => {
      const bytes = Uint8Array.from([...Buffer.from('{"name":"'), 0x93, 0x63, 0x92, 0x86, ...Buffer.from('"}')]);
      const { body } = await post('/clients', bytes);
      expect(body).toEqual(malformed('MALFORMED_JSON', 'The body is not encoded in UTF-8.'));
    });

    test('that is empty: 400', async () => {
      const { body } = await post('/clients', '');
      expect(body).toEqual(malformed('EMPTY_BODY', 'The body is empty although its type is JSON.'));
    });

    test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
      'of type %s: 415',
      async (type) => {
        const { body } = await post('/clients', 'name=x', { 'content-type': type });
        expect(body).toEqual(problem(415, 'UNSUPPORTED_MEDIA_TYPE', 'The media type is not accepted'));
      },
    );

    test('with an unknown field, a number as a string and a wrong entry of a list: 400 with each path', async () => {
      const { body } = await post(
        '/clients',
        JSON.stringify({
          ...client,
          employees: '12',
          owner: 'x',
          establishments: [{ prefecture: '13' }, { prefecture: 1 }],
        }),
      );
      expect(body).toEqual(
        fields(
          'VALIDATION_FAILED',
          ['owner', 'UNKNOWN_FIELD', 'is not a field of this request'],
          ['employees', 'IS_INT', 'must be a whole number'],
          ['establishments[1].prefecture', 'IS_LENGTH', 'must have 2 to 2 characters'],
        ),
      );
    });

    test('with a lone surrogate: 400 with its path', async () => {
      const { body } = await post('/clients', '{"name":"\\ud842","employees":1,"establishments":[]}');
      expect(body).toEqual(
        fields('LONE_SURROGATE', ['name', 'LONE_SURROGATE', 'holds half of a character (a lone surrogate)']),
      );
    });

    test('and answers in Japanese to whoever prefers it', async () => {
      const { response, body } = await post('/clients', '{"employees":1,"establishments":[]}', {
        'accept-language': 'ja,en;q=0.5',
      });
      expect(response.headers.get('content-language')).toEqual('ja');
      expect(response.headers.get('vary')).toEqual('Accept-Language');
      expect(body).toEqual({
        ...malformed('VALIDATION_FAILED'),
        title: 'リクエストの形式が正しくありません',
        detail: '入力内容に誤りがあります。errors を確認してください。',
        errors: [{ path: 'name', code: 'REQUIRED', message: '必須項目です' }],
      });
    });
  });

  describe('reads headers and addresses', () => {
    const clientId = 'A3BB189E-8BF9-4888-9912-ACE4E6543002';

    test('of a command', async () => {
      const { body } = await post(`/clients/${clientId}/notes?minPosition=7`, '{}', {
        'idempotency-key': 'k-1',
        'if-match': '"3"',
      });
      expect(body).toEqual({ clientId: clientId.toLowerCase(), key: 'k-1', revision: 3, minPosition: 7 });
    });

    test('and refuses an id that is no UUID, naming it', async () => {
      const { body } = await post('/clients/17/notes', '{}', { 'idempotency-key': 'k-1' });
      expect(body).toEqual(fields('VALIDATION_FAILED', ['clientId', 'IS_UUID', 'must be a UUID']));
    });

    test('and refuses a command without a key', async () => {
      const { status, body } = await post(`/clients/${clientId}/notes`, '{}');
      expect([status, body]).toEqual([
        400,
        malformed(
          'IDEMPOTENCY_KEY_REQUIRED',
          'Send an Idempotency-Key header with every command, and the same one when you send the command again.',
        ),
      ]);
    });

    test('of an unknown path: 404', async () => {
      const { body } = await get('/nowhere');
      expect(body).toEqual(problem(404, 'NOT_FOUND', 'Not found'));
    });

    test('of an unknown method: 405 with the ones there are', async () => {
      const { response, body } = await get(`/clients/${clientId}/notes`);
      expect(response.headers.get('allow')).toEqual('POST');
      expect(body).toEqual(problem(405, 'METHOD_NOT_ALLOWED', 'The method is not offered here'));
    });

    test('of a malformed address: 400', async () => {
      const { response, body } = await get('/%zz');
      expect(response.headers.get('content-type')).toEqual('application/problem+json; charset=utf-8');
      expect(body).toEqual(malformed('MALFORMED_URL'));
    });
  });

  describe('answers an error', () => {
    test.each([
      ['unavailable', 503, 'STORE_UNAVAILABLE', '2'],
      ['unknown', 503, 'OUTCOME_UNKNOWN', '2'],
      ['denied', 503, 'STORE_UNAVAILABLE', '2'],
      ['large', 413, 'COMMAND_TOO_LARGE', null],
      ['http', 403, 'FORBIDDEN', null],
    ])('of the event store or of Nest: %s is %d %s', async (name, status, code, retryAfter) => {
      const { response, body } = await get(`/errors/${name}`);
      expect([response.status, response.headers.get('retry-after')]).toEqual([status, retryAfter]);
      expect(body).toMatchObject({ status, code });
    });

    test('that knows its own answer, whose members replace no standard one', async () => {
      const { body } = await get('/errors/own');
      expect(body).toEqual(
        problem(409, 'NOT_ALLOWED', 'Not possible now', {
          detail: 'Not now.',
          currentStage: 'submitted',
          availableActions: ['WithdrawReferral'],
        }),
      );
    });

    test('that a mapper knows', async () => {
      const { response, body } = await get('/errors/mapped');
      expect(response.headers.get('x-why')).toEqual('range');
      expect(body).toEqual(problem(422, 'OUT_OF_RANGE', 'Against a rule'));
    });

    test.each(['surprise', 'thrown'])(
      'nobody knows (%s) with 500, telling nothing, logged without its message',
      async (name) => {
        const { status, body } = await get(`/errors/${name}`);
        expect(status).toEqual(500);
        expect(body).toEqual(
          problem(500, 'INTERNAL', 'Something went wrong here', {
            detail: 'The cause is in the log under the request id.',
          }),
        );
        expect(log.map((line) => JSON.parse(line) as unknown)).toContainEqual(
          expect.objectContaining({ level: 50, requestId, code: 'INTERNAL', msg: 'request failed' }),
        );
        expect(log.join('')).not.toContain('田中');
      },
    );
  });

  describe('logs', () => {
    test('one line a request, with the route and never the address', async () => {
      await get('/errors/own?q=田中', { authorization: 'Bearer secret' });
      expect(log.map((line) => JSON.parse(line) as unknown)).toEqual([
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
      expect(linesAtStart).toEqual([]);
    });

    test('nothing of health checks', async () => {
      await get('/health/live');
      expect(log).toEqual([]);
    });
  });

  test('gives a request an id where it brings none that can be believed', async () => {
    const ids = await Promise.all(
      ['good.id-1', 'bad id'].map(async (id) => {
        const { response } = await get('/health/live', { 'x-request-id': id });
        return response.headers.get('x-request-id');
      }),
    );
    expect(ids).toEqual(['good.id-1', expect.stringMatching(/^[0-9a-f-]{36}$/)]);
  });

  test('sets security headers', async () => {
    const { response } = await get('/health/live');
    const names = ['x-content-type-options', 'cache-control', 'content-security-policy', 'referrer-policy'];
    expect(names.map((name) => response.headers.get(name))).toEqual([
      'nosniff',
      'no-store',
      "default-src 'none';frame-ancestors 'none'",
      'no-referrer',
    ]);
  });

  test('is ready while everything it needs is there', async () => {
    expect(await get('/health/ready')).toMatchObject({
      status: 200,
      body: { status: 'ready', checks: { 'event store': 'up' } },
    });
    healthy = false;
    expect(await get('/health/ready')).toMatchObject({
      status: 503,
      body: { status: 'not ready', checks: { 'event store': 'down' } },
    });
    expect(await get('/health/live')).toMatchObject({ status: 200, body: { status: 'alive' } });
  });

  test('answers a request that is no HTTP with 400 and goes on', async () => {
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write('rubbish\r\n\r\n'));
      let text = '';
      socket.on('data', (data) => (text += data.toString()));
      socket.on('close', () => resolve(text));
      socket.on('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1.1 400 /);
    expect((await get('/health/live')).status).toEqual(200);
  });
});
