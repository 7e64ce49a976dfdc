import { setTimeout as pause } from 'node:timers/promises';
import { spawnService, type ServicePorts, type ServiceProcess } from '../service-process.ts';

/** A drain may take that long (README). */
const DRAIN_MS = 10_000;

/** The service's process, of which there is one or none at a time, always at the same address. */
export class ServiceInTrouble {
  readonly address: { readonly url: string; readonly issuer: string };
  readonly #ports: ServicePorts;
  readonly #settings: Readonly<Record<string, string>>;
  #process: ServiceProcess | undefined;
  #listening: Promise<void> = Promise.resolve();

  constructor(dataDir: string, environment: Readonly<Record<string, string>>, ports: ServicePorts) {
    this.#ports = ports;
    this.address = { url: `http://127.0.0.1:${ports.service}`, issuer: `http://127.0.0.1:${ports.issuer}` };
    this.#settings = { DATA_DIR: dataDir, LOG_LEVEL: 'warn', ...environment };
  }

  launch(): ServiceProcess {
    const { process, listening } = spawnService({ ports: this.#ports, settings: this.#settings });
    this.#process = process;
    this.#listening = listening;
    listening.catch(() => undefined); // killed on its way up
    return process;
  }

  async start(): Promise<void> {
    this.launch();
    await this.#listening;
  }

  async kill(): Promise<void> {
    await this.#process?.end('SIGKILL');
  }

  async drain(): Promise<readonly string[]> {
    const code = await Promise.race([this.#process!.end('SIGTERM'), pause(DRAIN_MS, 'no end', { ref: false })]);
    return code === 0 ? [] : [`SIGTERM led to ${String(code)}`];
  }
}
