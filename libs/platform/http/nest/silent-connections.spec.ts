import { once } from 'node:events';
import { connect } from 'node:net';
import { Controller, Get, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createHttpApplication } from './http-application.ts';
import { HttpModule } from './http.module.ts';

let answer: PromiseWithResolvers<object>;
let asked: PromiseWithResolvers<void>;

@Controller()
class PatientController {
  @Get('held')
  held(): Promise<object> {
    asked.resolve();
    return answer.promise;
  }
}

@Module({ imports: [HttpModule.forRoot({ useFactory: () => [] })], controllers: [PatientController] })
class PatientModule {}

let app: NestFastifyApplication;
let port: number;
beforeEach(async () => {
  [answer, asked] = [Promise.withResolvers(), Promise.withResolvers()];
  app = await createHttpApplication(PatientModule, { logLevel: 'silent', requestTimeoutMs: 300 });
  await app.listen({ host: '127.0.0.1', port: 0 });
  port = Number(new URL(await app.getUrl()).port);
});
afterEach(async () => {
  answer.resolve({});
  app.getHttpServer().closeAllConnections();
  await app.close();
});

test('a connection that asks nothing is ended; one that waits for its answer, or has had it, is not', async () => {
  const asking = connect(port, '127.0.0.1');
  asking.write('GET /held HTTP/1.1\r\nHost: a\r\n\r\n');
  await asked.promise;
  const [silent, halting] = [connect(port, '127.0.0.1'), connect(port, '127.0.0.1')];
  halting.write('GET /held HTTP/1.1\r\nHo');
  await Promise.all([silent, halting].map((socket) => once(socket.resume(), 'close')));
  answer.resolve({ is: 'answered' });
  expect(String((await once(asking, 'data'))[0])).toContain('{"is":"answered"}');
  const another = connect(port, '127.0.0.1');
  await once(another.resume(), 'close');
  asking.write('GET /held HTTP/1.1\r\nHost: a\r\n\r\n');
  expect(String((await once(asking, 'data'))[0])).toContain('{"is":"answered"}');
  asking.destroy();
});
