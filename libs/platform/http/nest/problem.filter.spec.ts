import { problem, requestId, TestService } from './test-service.fixture.ts';

const service = new TestService();

describe('the service answers an error', () => {
  test.each([
    ['unavailable', 503, 'STORE_UNAVAILABLE', '2'],
    ['unknown', 503, 'OUTCOME_UNKNOWN', '2'],
    ['denied', 503, 'STORE_UNAVAILABLE', '2'],
    ['large', 413, 'COMMAND_TOO_LARGE', null],
    ['keys', 503, 'KEYS_UNAVAILABLE', '2'],
    ['http', 403, 'FORBIDDEN', null],
  ])('of the event store, of the keys or of Nest: %s is %d %s', async (name, status, code, retryAfter) => {
    const { response, body } = await service.get(`/errors/${name}`);
    expect([response.status, response.headers.get('retry-after')]).toEqual([status, retryAfter]);
    expect(body).toMatchObject({ status, code });
  });

  test('that knows its own answer, whose members replace no standard one', async () => {
    const { body } = await service.get('/errors/own');
    expect(body).toEqual(
      problem(409, 'NOT_ALLOWED', 'Not possible now', {
        detail: 'Not now.',
        currentStage: 'submitted',
        availableActions: ['WithdrawReferral'],
      }),
    );
  });

  test.each(['surprise', 'thrown'])(
    'nobody knows (%s) with 500, telling nothing, logged without its message',
    async (name) => {
      const { status, body } = await service.get(`/errors/${name}`);
      expect(status).toEqual(500);
      expect(body).toEqual(
        problem(500, 'INTERNAL', 'Something went wrong here', {
          detail: 'The cause is in the log under the request id.',
        }),
      );
      expect(service.log.map((line) => JSON.parse(line) as unknown)).toContainEqual(
        expect.objectContaining({ level: 50, requestId, code: 'INTERNAL', msg: 'request failed' }),
      );
      expect(service.log.join('')).not.toContain('田中');
    },
  );
});
