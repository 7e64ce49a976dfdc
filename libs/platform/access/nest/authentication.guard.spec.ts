import { Controller, Get, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Actor } from '#platform/event-store';
import { createHttpApplication } from '#platform/http/nest';
import { AccessModule, CurrentActor, type DevelopmentIssuer, Public } from './index.ts';
import { intakeActor, SignInSetUp } from '../sign-in.fixture.ts';

const setUp = new SignInSetUp();

@Controller()
class WhoController {
  @Get('who')
  who(@CurrentActor() actor: Actor): Actor {
    return actor;
  }

  @Public()
  @Get('public')
  open(): object {
    return { open: true };
  }
}

describe('a route', () => {
  let app: NestFastifyApplication;
  let issuer: DevelopmentIssuer;
  let url: string;
  let log: string[];

  beforeEach(async () => {
    issuer = await setUp.issuer();
    log = [];
    @Module({
      imports: [AccessModule.forRoot({ useFactory: () => setUp.verifier(issuer.url) })],
      controllers: [WhoController],
    })
    class TestModule {}
    app = await createHttpApplication(TestModule, { logDestination: { write: (line) => void log.push(line) } });
    setUp.closing.push(() => app.close());
    await app.listen({ host: '127.0.0.1', port: 0 });
    url = await app.getUrl();
  });

  async function get(path: string, authorization?: string) {
    const response = await fetch(url + path, { headers: authorization === undefined ? {} : { authorization } });
    const body = (await response.json()) as { code?: string };
    return { status: response.status, challenge: response.headers.get('www-authenticate'), body };
  }

  test('knows who is signed in, and the log line says so', async () => {
    const token = await issuer.mint('intake-13');
    expect(await get('/who', `Bearer ${token}`)).toEqual({ status: 200, challenge: null, body: intakeActor });
    const lines = log.filter((line) => line.includes('"msg":"request"'));
    expect(JSON.parse(lines[0]!)).toMatchObject({ route: '/who', status: 200, userId: 'u-intake', role: 'intake' });
    expect(log.join('')).not.toContain(token);
  });

  test.each([
    [undefined, 'TOKEN_MISSING', 'Bearer realm="tasuki"'],
    [
      'Bearer rubbish',
      'TOKEN_INVALID',
      'Bearer realm="tasuki", error="invalid_token", error_description="The token is not valid here"',
    ],
    [
      'Basic dXNlcjpwYXNz',
      'TOKEN_INVALID',
      'Bearer realm="tasuki", error="invalid_token", error_description="The token is not valid here"',
    ],
  ])('refuses %j with 401 and a challenge', async (authorization, code, challenge) => {
    const answer = await get('/who', authorization);
    expect([answer.status, answer.body.code, answer.challenge]).toEqual([401, code, challenge]);
  });

  test('that is public asks for nothing', async () => {
    expect(await get('/public')).toEqual({ status: 200, challenge: null, body: { open: true } });
  });
});
