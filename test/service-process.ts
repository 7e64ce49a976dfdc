import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** The built service, in a process of its own. */
export interface ServiceProcess {
  readonly url: string;
  readonly issuer: string;
  readonly pid: number;
  /** Ends it with a signal and waits until it is gone. @returns its exit code, null where a signal ended it */
  end(signal: NodeJS.Signals): Promise<number | null>;
  /** Resolves when it is gone, however that came. */
  readonly gone: Promise<number | null>;
}

export interface ServiceProcessOptions {
  /** What to start; by default the service. */
  readonly entry?: URL;
  /** Flags for node, e.g. to profile it. */
  readonly nodeFlags?: readonly string[];
  readonly ports: ServicePorts;
  /** Settings, over those of this process; `EVENT_STORE_URL` and the like are not handed on. */
  readonly settings: Readonly<Record<string, string>>;
  /** Where its log lines go: nowhere (the default), to this process's standard output, or into an open file. */
  readonly log?: 'ignore' | 'inherit' | number;
}

export interface ServicePorts {
  readonly service: number;
  readonly issuer: number;
}

const SERVICE = new URL('../apps/api/main.js', import.meta.url);

/** Settings of this process that would change what a service under test stands on. */
const NOT_HANDED_ON = ['EVENT_STORE_URL', 'DATABASE_URL', 'KEYS_DATABASE_URL', 'MASTER_KEY', 'OIDC_ISSUER', 'NODE_ENV'];

/** Two ports on loopback that are free just now. */
export async function freePorts(): Promise<ServicePorts> {
  const [service, issuer] = await Promise.all([listener(), listener()]);
  const ports = { service: portOf(service), issuer: portOf(issuer) };
  await Promise.all([service, issuer].map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/**
 * Starts a service, without waiting until it listens: {@link listening} does.
 *
 * @returns the process and a promise of the service; it rejects, with what the process said, when it ended before
 */
export function spawnService({
  entry = SERVICE,
  nodeFlags = [],
  ports,
  settings,
  log = 'ignore',
}: ServiceProcessOptions): {
  readonly process: ServiceProcess;
  readonly listening: Promise<void>;
} {
  const environment = Object.entries(process.env).filter(([name]) => !NOT_HANDED_ON.includes(name));
  const child = spawn(process.execPath, [...nodeFlags, entry.pathname], {
    stdio: ['ignore', log, 'pipe'],
    env: {
      ...Object.fromEntries(environment),
      HOST: '127.0.0.1',
      PORT: String(ports.service),
      DEVELOPMENT_ISSUER_PORT: String(ports.issuer),
      ...settings,
    },
  });
  const gone = once(child, 'exit').then(([code]) => code as number | null);
  return {
    process: {
      url: `http://127.0.0.1:${ports.service}`,
      issuer: `http://127.0.0.1:${ports.issuer}`,
      pid: child.pid!,
      gone,
      end: (signal) => {
        child.kill(signal);
        return gone;
      },
    },
    listening: listening(child, gone),
  };
}

/** Starts a service and waits until it listens. @throws Error with what it said when it does not */
export async function startServiceProcess(options: ServiceProcessOptions): Promise<ServiceProcess> {
  const { process: started, listening: ready } = spawnService(options);
  await ready;
  return started;
}

/** The service says on its standard error that it listens, or why it does not. */
async function listening(child: ChildProcess, gone: Promise<number | null>): Promise<void> {
  let said = '';
  await new Promise<void>((resolve, reject) => {
    child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-10_000);
      if (said.includes('listens on')) resolve();
    });
    void gone.then((code) => reject(new Error(`the service ended with ${code} before it listened: ${said.trim()}`)));
  });
}

async function listener() {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

function portOf(server: Awaited<ReturnType<typeof listener>>): number {
  return (server.address() as AddressInfo).port;
}
