import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A service in its own process: its lines of output as they come, and how it ended. */
class Service {
  readonly process: ChildProcess;
  readonly ended: Promise<unknown[]>;
  private readonly lines: AsyncIterator<string>;

  constructor() {
    this.process = spawn(process.execPath, [`${import.meta.dirname}/draining.fixture.mjs`], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.ended = once(this.process, 'exit');
    this.lines = createInterface({ input: this.process.stdout! })[Symbol.asyncIterator]();
  }

  async line(): Promise<string | undefined> {
    const { value, done } = await this.lines.next();
    return done ? undefined : value;
  }
}

describe('a service that is told to stop', () => {
  let service: Service;

  beforeEach(() => {
    service = new Service();
  });

  afterEach(() => {
    service.process.kill('SIGKILL');
  });

  test.each(['SIGTERM', 'SIGINT'] as const)(
    'by %s answers what is in flight, then closes, then exits 0',
    async (signal) => {
      const url = await service.line();
      const answer = fetch(`${url}/slow`);
      expect(await service.line()).toEqual('in flight');
      service.process.kill(signal);
      const response = await answer;
      expect([response.status, await response.json()]).toEqual([200, { finished: true }]);
      expect(await service.line()).toEqual('closed');
      expect(await service.ended).toEqual([0, null]);
    },
  );

  test('cuts what never ends, and is gone within ten seconds', async () => {
    const url = await service.line();
    const answer = fetch(`${url}/stuck`);
    expect(await service.line()).toEqual('in flight');
    const before = performance.now();
    service.process.kill('SIGTERM');
    await expect(answer).rejects.toThrow();
    expect(await service.ended).toEqual([0, null]);
    expect(performance.now() - before).toBeLessThan(10_000);
  });
});
