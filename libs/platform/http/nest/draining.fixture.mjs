/** A service with requests that outlast a SIGTERM, for draining.e2e-spec.ts; plain JavaScript, run against the build. */
import { Controller, Get, Inject, Module } from '@nestjs/common';
import { createHttpApplication, Draining, HttpModule } from '#platform/http/nest';

class SlowController {
  constructor(draining) {
    this.draining = draining;
  }

  /** Is answered when the drain has begun, not earlier. */
  async slow() {
    process.stdout.write('in flight\n');
    await new Promise((resolve) => this.draining.signal.addEventListener('abort', resolve, { once: true }));
    return { finished: true };
  }

  /** Is never answered. */
  stuck() {
    process.stdout.write('in flight\n');
    return new Promise(() => {});
  }

  onApplicationShutdown() {
    process.stdout.write('closed\n');
  }
}
const route = (name) =>
  Get(name)(SlowController.prototype, name, Object.getOwnPropertyDescriptor(SlowController.prototype, name));
Inject(Draining)(SlowController, undefined, 0);
Controller()(SlowController);
route('slow');
route('stuck');

class Service {}
Module({ imports: [HttpModule.forRoot({ useFactory: () => [] })], controllers: [SlowController] })(Service);

const app = await createHttpApplication(Service, { logLevel: 'silent' });
await app.listen({ host: '127.0.0.1', port: 0 });
process.stdout.write(`${await app.getUrl()}\n`);
