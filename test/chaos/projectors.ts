import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { openEventStore } from '#platform/event-store/adapters';
import { startPostgres } from '#platform/testing/servers';
import { startEventStoreDbDouble } from '#platform/testing/eventstoredb-double';
import { environmentOf, run, type Databases, type UnderFire } from './campaign.ts';
import type { Outcome } from './outcome.ts';
import { Seeded } from './seeded.ts';

/** How long and how often. */
export interface TroublePlan {
  readonly seconds: number;
  readonly troubles: number;
}

const ENTRY = new URL('../../apps/projector/main.js', import.meta.url).pathname;

/** Longer than a lease lasts: whoever sleeps so long has lost it when woken, milliseconds. */
const FROZEN_MS = 7_000;

/** Two projectors share the read models in PostgreSQL, and nothing about it stays up for long. */
export async function troubleProjectors(seed: number, plan: TroublePlan, outcome: Outcome): Promise<void> {
  const [postgres, double] = await Promise.all([startPostgres(), startEventStoreDbDouble()]);
  const databases: Databases = {
    databaseUrl: await postgres.createDatabase(),
    keysDatabaseUrl: await postgres.createDatabase(),
    masterKey: Buffer.alloc(32, 7),
  };
  const environment = environmentOf({ eventStoreUrl: double.url, databases });
  const projectors = [new ProjectorInTrouble(environment), new ProjectorInTrouble(environment)];
  try {
    await run(
      {
        name: 'Two projectors, killed and frozen, on PostgreSQL and the protocol double',
        eventStoreUrl: double.url,
        databases,
        random: new Seeded(seed),
        openLog: (dataDir) => openEventStore({ url: double.url, dataDir }),
        trouble: (underFire) => trouble(underFire, projectors, databases.databaseUrl, plan),
      },
      outcome,
    );
  } finally {
    for (const projector of projectors) await projector.remove();
    await double.close();
    await postgres.stop();
  }
}

async function trouble(
  underFire: UnderFire,
  projectors: readonly ProjectorInTrouble[],
  databaseUrl: string,
  { seconds, troubles }: TroublePlan,
): Promise<string> {
  const random = underFire.random.branch('projectors');
  const until = performance.now() + seconds * 1000;
  const done = {
    'projectors killed': 0,
    'projectors frozen and woken': 0,
    'services killed': 0,
    'databases restarted': 0,
  };
  await Promise.all([underFire.start(), ...projectors.map((projector) => projector.start())]);
  for (let count = 0; count < troubles || performance.now() < until; count++) {
    const projector = projectors[random.between(0, projectors.length - 1)]!;
    await pause(random.between(0, 2_000));
    const kind = random.between(0, 9);
    if (kind < 5) {
      await projector.kill();
      // Often it is killed again on its way up.
      const starting = projector.start();
      if (random.chance(0.7)) await starting;
      done['projectors killed']++;
    } else if (kind < 7) {
      projector.signal('SIGSTOP');
      await pause(FROZEN_MS);
      projector.signal('SIGCONT');
      done['projectors frozen and woken']++;
    } else if (kind < 9) {
      await underFire.kill();
      await underFire.start();
      done['services killed']++;
    } else {
      await crash(databaseUrl);
      done['databases restarted']++;
    }
  }
  await Promise.all(projectors.map((projector) => projector.started));
  return Object.entries(done)
    .map(([what, times]) => `${times} ${what}`)
    .join(', ');
}

/** Kills a process of the server that serves a connection: the server then ends all others and recovers, as after a crash. */
async function crash(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const ended = new Promise((resolve) => client.once('end', resolve));
  process.kill(rows[0]!.pid, 'SIGKILL');
  await ended;
  while (!(await takesConnections(databaseUrl))) await pause(100);
}

async function takesConnections(databaseUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** A projector's process, of which there is one or none at a time; one that ends by itself is started again. */
class ProjectorInTrouble {
  readonly #environment: Readonly<Record<string, string>>;
  readonly #dataDir = mkdtempSync(join(tmpdir(), 'tasuki-projector-'));
  #process: ChildProcess | undefined;
  #isWanted = false;
  started: Promise<void> = Promise.resolve();

  constructor(environment: Readonly<Record<string, string>>) {
    this.#environment = environment;
  }

  /** Resolves when it runs, or is gone again. */
  start(): Promise<void> {
    this.#isWanted = true;
    const child = spawn(process.execPath, [ENTRY], {
      env: { ...process.env, ...this.#environment, DATA_DIR: this.#dataDir },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    this.#process = child;
    const gone = once(child, 'exit');
    // As whatever runs programs for good does: after a crash of the database at its start, for example.
    void gone.then(async () => {
      if (this.#isWanted && this.#process === child) await this.start();
    });
    const runs = once(child.stdout!, 'data').then(() => void child.stdout!.resume());
    this.started = Promise.race([runs, gone.then(() => undefined)]);
    return this.started;
  }

  signal(signal: NodeJS.Signals): void {
    this.#process?.kill(signal);
  }

  async kill(): Promise<void> {
    this.#isWanted = false;
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.#dataDir, { recursive: true, force: true });
  }
}
