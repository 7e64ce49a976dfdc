import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { enterConsultant } from '#apps/cli';
import { clientBody, consentBody, referralBody } from '../case-requests.ts';
import { ServiceUnderTest } from './service-under-test.ts';

const EXAMPLE = fileURLToPath(new URL('../../packages/client/examples/watch-referrals.ts', import.meta.url));

/** The example application of the typed client, in a process of its own. */
class Watcher {
  readonly lines: string[] = [];
  readonly #process: ChildProcess;
  readonly #printed: ReturnType<typeof createInterface>;

  constructor() {
    const memory = join(service.dataDir, 'watched-until');
    this.#process = spawn(process.execPath, ['--conditions=source', EXAMPLE, service.url, 'intake-22', memory], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_OPTIONS: '--no-warnings', ISSUER: service.issuer },
    });
    this.#printed = createInterface(this.#process.stdout!);
    this.#printed.on('line', (line) => this.lines.push(line));
    watchers.push(this);
  }

  /** The first line that holds all of these, waited for. */
  async printed(...parts: readonly string[]): Promise<string> {
    for (;;) {
      const found = this.lines.find((line) => parts.every((part) => line.includes(part)));
      if (found !== undefined) return found;
      await once(this.#printed, 'line');
    }
  }

  async end(): Promise<number | null> {
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGTERM');
    return (await ended)[0] as number | null;
  }

  kill(): void {
    this.#process.kill('SIGKILL');
  }
}

const service = new ServiceUnderTest();
const watchers: Watcher[] = [];
afterAll(() => {
  watchers.forEach((watcher) => watcher.kill());
  return service.remove();
});

/** Refers a fictional client to the office. @returns the id of the referral */
async function refer(number: number): Promise<string> {
  const { association, consultant } = await service.people('22');
  await enterConsultant(association, { userId: consultant.user, registrationNumber: '22180042', name: '大石 美咲' });
  const client = await consultant.command('/clients', clientBody(number));
  const { establishments } = await consultant.row(`/clients/${client.id}`);
  const { establishmentId } = (establishments as readonly { establishmentId: string }[])[0]!;
  const consent = await consultant.command('/consents', consentBody(client.id));
  const about = { clientId: client.id, establishmentId, consentId: consent.id };
  return (await consultant.command('/referrals', referralBody(about))).id;
}

test('an application of fifty lines sees what changes, also over a restart of the service and of itself', async () => {
  await service.start();
  const watcher = new Watcher();
  await watcher.printed('Everything, as it is now (version ');
  const first = await refer(1);
  await watcher.printed(first, 'submitted');

  await service.end('SIGKILL');
  await service.start();
  const { intake } = await service.people('22');
  await intake.command(`/referrals/${first}/acknowledge`);
  await watcher.printed(first, 'received');
  expect(watcher.lines.filter((line) => line.startsWith('Everything'))).toHaveLength(1);
  expect(await watcher.end()).toBe(0);

  const second = await refer(2);
  const again = new Watcher();
  await again.printed(second, 'submitted');
  // It goes on behind what it printed before: nothing of the first referral is told again.
  expect(again.lines.filter((line) => !line.includes(second))).toEqual([]);
  expect(await again.end()).toBe(0);
});
