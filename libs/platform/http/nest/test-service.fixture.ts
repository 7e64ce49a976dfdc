import { Body, Controller, Get, HttpException, Module, Param, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Type } from 'class-transformer';
import { IsInt, IsString, Length, ValidateNested } from 'class-validator';
import type { Revision } from '#platform/event-store';
import { AccessDenied, AppendTooLarge, OutcomeUnknown, StoreUnavailable } from '#platform/event-store';
import { KeyStoreUnavailable } from '#platform/privacy';
import { createHttpApplication } from './http-application.ts';
import { HttpModule } from './http.module.ts';
import { IdempotencyKey } from './idempotency-key.ts';
import { IfMatch } from './if-match.ts';
import { validateInput } from '../validation.ts';

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
  keys: new KeyStoreUnavailable('database is locked'),
  own: Object.assign(new Error('own'), {
    toProblem: () => ({
      status: 409,
      code: 'NOT_ALLOWED',
      detail: { en: 'Not now.', ja: '今はできません。' },
      extensions: { currentStage: 'submitted', availableActions: ['WithdrawReferral'], status: 200 },
    }),
  }),
  http: new HttpException('田中 太郎 may not', 403),
  surprise: new Error('田中 太郎 could not be inserted'),
  thrown: '田中 太郎',
};
/** What the readiness of the service under test depends on. */
export const health = { up: true };

@Controller()
class TestController {
  @Post('clients')
  register(@Body() body: unknown): RegisterClient {
    return validateInput(RegisterClient, body);
  }

  @Post('clients/:clientId/notes')
  note(
    @Param('clientId') clientId: string,
    @IdempotencyKey() key: string,
    @IfMatch() revision: Revision | undefined,
  ): object {
    return { clientId, key, revision };
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
        { name: 'event store', check: () => (health.up ? Promise.resolve() : Promise.reject(new Error())) },
      ],
    }),
  ],
  controllers: [TestController],
})
class TestModule {}
/** The id every request of {@link TestService} bears unless it says otherwise. */
export const requestId = 'r-1';

/** A body that `POST /clients` takes. */
export const client = { name: '株式会社たすき', employees: 12, establishments: [{ prefecture: '13' }] };

/** A service on a port of its own for the suite that makes it, with the lines it has logged since the test began. */
export class TestService {
  log: string[] = [];
  linesAtStart: readonly string[] = [];
  url = '';

  constructor() {
    let app: NestFastifyApplication;
    beforeAll(async () => {
      app = await createHttpApplication(TestModule, {
        logDestination: { write: (line) => void this.log.push(line) },
      });
      await app.listen({ host: '127.0.0.1', port: 0 });
      this.url = await app.getUrl();
      this.linesAtStart = this.log;
    });
    beforeEach(() => {
      this.log = [];
      health.up = true;
    });
    afterAll(() => app.close());
  }

  async get(path: string, headers: Record<string, string> = {}) {
    const response = await fetch(this.url + path, { headers: { 'x-request-id': requestId, ...headers } });
    return { response, status: response.status, body: await response.json() };
  }

  async post(path: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) {
    const response = await fetch(this.url + path, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', 'x-request-id': requestId, ...headers },
    });
    return { response, status: response.status, body: await response.json() };
  }
}

/** A problem document in English. */
export const problem = (status: number, code: string, title: string, more: object = {}) => ({
  type: `urn:tasuki:problem:${code.toLowerCase().replaceAll('_', '-')}`,
  title,
  status,
  code,
  requestId,
  ...more,
});

/** That of a malformed request. */
export const malformed = (code: string, detail?: string) =>
  problem(400, code, 'The request is malformed', detail === undefined ? {} : { detail });

/** That of fields at fault. */
export const fields = (code: string, ...entries: [path: string, code: string, message: string][]) =>
  problem(400, code, 'The request is malformed', {
    detail: 'Some fields are not as they should be; see errors.',
    errors: entries.map(([path, entryCode, message]) => ({ path, code: entryCode, message })),
  });
