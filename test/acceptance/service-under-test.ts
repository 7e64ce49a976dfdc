import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { BackOffice, signIn, type People } from '#apps/cli';
import { freePorts, startServiceProcess, type ServicePorts, type ServiceProcess } from '../service-process.ts';

const ASK_AGAIN_MS = 50;
const ENTRY = new URL('../../dist/apps/api/main.js', import.meta.url);

/** The built service in a process of its own, on a data folder of its own, for one suite. */
export class ServiceUnderTest {
  readonly dataDir = mkdtempSync(join(tmpdir(), 'tasuki-acceptance-'));
  #process: ServiceProcess | undefined;
  #ports: ServicePorts | undefined;

  constructor(private readonly settings: Readonly<Record<string, string>> = {}) {}

  /** Starts it, or starts it again on the same data. */
  async start(settings: Readonly<Record<string, string>> = {}, log: 'ignore' | number = 'ignore'): Promise<void> {
    this.#ports ??= await freePorts();
    this.#process = await startServiceProcess({
      entry: ENTRY,
      ports: this.#ports,
      settings: { DATA_DIR: this.dataDir, ...this.settings, ...settings },
      log,
    });
  }

  get url(): string {
    return this.#process!.url;
  }

  /** Where the development users sign in. */
  get issuer(): string {
    return this.#process!.issuer;
  }

  /** Where it listens: the same after it was started again. */
  get ports(): ServicePorts {
    return this.#ports!;
  }

  people(prefecture?: string): Promise<People> {
    return signIn(this.url, this.#process!.issuer, prefecture);
  }

  /** One person, who sees what they did themselves. */
  person(user: string): Promise<BackOffice> {
    return BackOffice.signIn(user, this.url, this.#process!.issuer, { position: 0 });
  }

  async token(user: string): Promise<string> {
    const answer = await fetch(`${this.#process!.issuer}/token`, {
      method: 'POST',
      body: new URLSearchParams({ user }),
    });
    return ((await answer.json()) as { access_token: string }).access_token;
  }

  /** Waits until every process has come to the end of the log and has done what followed, twice at the same end. */
  async settled(): Promise<void> {
    for (let settledAt: number | undefined; ;) {
      const told = await (await fetch(`${this.url}/metrics`)).text();
      const values = (name: string) =>
        [...told.matchAll(new RegExp(`^${name}(?:\\{.*\\})? (\\S+)$`, 'gm'))].map(([, value]) => Number(value));
      const [head] = values('tasuki_log_head_position');
      const left = [...values('tasuki_process_backlog_seconds'), ...values('tasuki_process_outstanding_commands')];
      const isSettled = left.length > 0 && left.every((value) => value === 0);
      if (isSettled && head === settledAt) return;
      settledAt = isSettled ? head : undefined;
      await pause(ASK_AGAIN_MS);
    }
  }

  end(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    return this.#process!.end(signal);
  }

  /** Ends it, where it was started, and removes its data. */
  async remove(): Promise<void> {
    await this.#process?.end('SIGKILL');
    rmSync(this.dataDir, { recursive: true });
  }
}
