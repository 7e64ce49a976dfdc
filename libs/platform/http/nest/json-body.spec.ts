import { client, fields, malformed, problem, TestService } from './test-service.fixture.ts';

const service = new TestService();

describe('the service reads a body', () => {
  test('and hands it on as it was sent', async () => {
    const { status, body } = await service.post('/clients', JSON.stringify(client));
    expect({ status, body }).toEqual({ status: 201, body: client });
  });

  test('of 2 MB: 413', async () => {
    const { status, body } = await service.post('/clients', JSON.stringify({ ...client, name: 'x'.repeat(2_000_000) }));
    expect(status).toEqual(413);
    expect(body).toEqual(problem(413, 'BODY_TOO_LARGE', 'The request is too large'));
  });

  test.each([
    ['broken JSON', '{"name":"田中'],
    ['__proto__', '{"__proto__":{"admin":true}}'],
    ['constructor.prototype', '{"constructor":{"prototype":{"admin":true}}}'],
  ])('with %s: 400', async (_, text) => {
    const { response, body } = await service.post('/clients', text);
    expect(response.status).toEqual(400);
    expect(response.headers.get('content-type')).toEqual('application/problem+json; charset=utf-8');
    expect(body).toEqual(malformed('MALFORMED_JSON', 'The body is not well-formed JSON.'));
  });

  test('in Shift_JIS: 400', async () => {
    const bytes = Uint8Array.from([...Buffer.from('{"name":"'), 0x93, 0x63, 0x92, 0x86, ...Buffer.from('"}')]);
    const { body } = await service.post('/clients', bytes);
    expect(body).toEqual(malformed('MALFORMED_JSON', 'The body is not encoded in UTF-8.'));
  });

  test('that is empty: 400', async () => {
    const { body } = await service.post('/clients', '');
    expect(body).toEqual(malformed('EMPTY_BODY', 'The body is empty although its type is JSON.'));
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'of type %s: 415',
    async (type) => {
      const { body } = await service.post('/clients', 'name=x', { 'content-type': type });
      const detail = 'Send the body as JSON: Content-Type: application/json.';
      expect(body).toEqual(problem(415, 'UNSUPPORTED_MEDIA_TYPE', 'The media type is not accepted', { detail }));
    },
  );

  test('with an unknown field, a number as a string and a wrong entry of a list: 400 with each path', async () => {
    const { body } = await service.post(
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
    const { body } = await service.post('/clients', '{"name":"\\ud842","employees":1,"establishments":[]}');
    expect(body).toEqual(
      fields('LONE_SURROGATE', ['name', 'LONE_SURROGATE', 'holds half of a character (a lone surrogate)']),
    );
  });

  test('and answers in Japanese to whoever prefers it', async () => {
    const { response, body } = await service.post('/clients', '{"employees":1,"establishments":[]}', {
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
