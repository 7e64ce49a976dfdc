import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import type { BackOffice } from '#apps/cli';
import { openCommandDoor, programme, projections, registry } from '#contexts/programme';
import { embeddedIn, openKeys, openLog } from '#platform/backends';
import { systemClock } from '#platform/clock';
import type { RecordedEvent } from '#platform/event-store';
import { embeddedLogFile, openEmbeddedReader } from '#platform/event-store/adapters';
import type { StoredRow } from '#platform/projections';
import { openSqliteReadModelReader, type ProjectionsOverview } from '#platform/projections/engine';
import { clientBody } from '../case-requests.ts';
import { rowsUnlikeTheLog, storedRows } from '../chaos/rebuilt-rows.ts';
import { decisionNamed } from '../decision-named.ts';
import { refer } from './referred-client.ts';
import { ServiceUnderTest } from './service-under-test.ts';

/** Two events each: more than are folded beside those who serve. */
const CLIENTS = 2_600;
const IN_FLIGHT = 64;
const ASK_MS = 50;
const WATCHED = 'client_directory';
/** Rebuilt together with it: of several streams, of one, and one whose rows processes make. */
const OTHERS = ['case_families', 'referral_detail', 'clock_board'];
const CLI = new URL('../../dist/apps/cli/main.js', import.meta.url).pathname;

const service = new ServiceUnderTest();
let consultant: BackOffice;
let admin: string;

beforeAll(async () => {
  await registerClients();
  await service.start();
  const people = await service.people();
  ({ consultant } = people);
  admin = await service.token('system-admin');
  await refer(people);
  await service.settled();
  await until(async () => isAllLive(await overview()));
});
afterAll(() => service.remove());

/** Many clients, entered before the service starts. */
async function registerClients(): Promise<void> {
  const settings = embeddedIn(service.dataDir);
  const [store, keys] = [await openLog(settings), await openKeys(settings, systemClock)];
  const door = openCommandDoor(programme, { store, keys, clock: systemClock });
  const decision = decisionNamed('RegisterClient');
  const actor = { userId: 'consultant-22', org: 'nasilc', officeId: 'nasilc-22', role: 'nasilc.consultant' } as const;
  let next = 0;
  const lane = async () => {
    while (next < CLIENTS) {
      const command = Object.assign(new decision.command(), clientBody(next++));
      await door.issue(decision, command, { actor, commandId: randomUUID(), source: 'api' });
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
  await store.close();
  await keys.close();
}

async function operators(path: string, body?: object): Promise<unknown> {
  const answer = await fetch(`${service.url}/operators/projections${path}`, {
    headers: {
      authorization: `Bearer ${admin}`,
      ...(body && { 'content-type': 'application/json', 'idempotency-key': randomUUID() }),
    },
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
  });
  expect([path, answer.status]).toEqual([path, body ? 202 : 200]);
  return answer.json();
}

const overview = async () => (await operators('')) as ProjectionsOverview;
const isAllLive = ({ items }: ProjectionsOverview) =>
  items.length === projections.length &&
  items.every(({ versions }) => versions.every(({ state, rebuild }) => state === 'live' && rebuild === null));
const isBeingBuilt = ({ items }: ProjectionsOverview) =>
  items.some(({ name, versions }) => name === WATCHED && versions.some(({ rebuild }) => rebuild !== null));

/** Asks again and again, and leaves the service time for its work in between. */
async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await pause(ASK_MS);
}

/** `tasuki projections rebuild` of the read model that is watched, interrupted once something is so. */
async function rebuildByCommand(isDue?: () => Promise<boolean>) {
  const child = spawn(process.execPath, [CLI, 'projections', 'rebuild', WATCHED], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      DATA_DIR: service.dataDir,
      PORT: String(service.ports.service),
      DEVELOPMENT_ISSUER_PORT: String(service.ports.issuer),
    },
  });
  let [out, error] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (error += text));
  const closed = once(child, 'close');
  if (isDue) await until(isDue);
  if (isDue) child.kill('SIGINT');
  const [code] = (await closed) as [number | null];
  return { code, out, error };
}

const filesAside = () => readdirSync(service.dataDir).filter((file) => file.startsWith('read-models.db-aside'));

async function allRows(): Promise<ReadonlyMap<string, readonly StoredRow[]>> {
  const reader = openSqliteReadModelReader(join(service.dataDir, 'read-models.db'));
  const rows = new Map<string, readonly StoredRow[]>();
  for (const projection of projections) rows.set(projection.name, await storedRows(projection, reader));
  await reader.close();
  return rows;
}

/** Spoils a row where the read models are kept, so that a rebuild shows. */
function spoil(): void {
  const db = new Database(join(service.dataDir, 'read-models.db'));
  const [table] = db
    .prepare<[], string>(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE '${WATCHED}%' ORDER BY name`,
    )
    .pluck()
    .all();
  expect(db.prepare(`DELETE FROM "${table!}" WHERE rowid = (SELECT min(rowid) FROM "${table!}")`).run().changes).toBe(
    1,
  );
  db.close();
}

/** Registers a client, and finds it at once. */
async function registerAndFind(name: string): Promise<void> {
  const { id } = await consultant.command('/clients', {
    ...{
      name,
      regularEmployees: 10,
      owner: { name: '見本 花子' },
      establishments: [{ name: '本社', prefecture: '22' }],
    },
  });
  expect(await consultant.row(`/clients/${id}`)).toMatchObject({ name });
}

async function rebuildOthers(): Promise<void> {
  for (const name of OTHERS) await operators(`/${name}/orders`, { action: 'rebuild' });
}

test('read models are rebuilt beside those who serve, through an interruption and a kill, and hold the same rows', async () => {
  const before = await allRows();
  expect(before.get(WATCHED)!.length).toBe(CLIENTS + 1);
  spoil();
  await rebuildOthers();
  const interrupted = await rebuildByCommand(async () => isBeingBuilt(await overview()));
  expect([interrupted.code, interrupted.error]).toEqual([
    130,
    '\nStopped here; the same command shows it again, and what was begun goes on where it was.\n',
  ]);
  await registerAndFind('株式会社見本その一');
  await until(async () => isAllLive(await overview()));
  await until(() => Promise.resolve(filesAside().length === 0));
  expectAllOf(before, await allRows());

  spoil();
  await rebuildOthers();
  await operators(`/${WATCHED}/orders`, { action: 'rebuild' });
  await until(async () => filesAside().includes('read-models.db-aside') && isBeingBuilt(await overview()));
  await service.end('SIGKILL');
  await service.start();
  ({ consultant } = await service.people());
  admin = await service.token('system-admin');
  const goingOn = rebuildByCommand();
  for (const name of ['二', '三', '四', '五']) await registerAndFind(`株式会社見本その${name}`);
  const { code, out } = await goingOn;
  expect([code, out]).toEqual([0, expect.stringMatching(new RegExp(`${WATCHED}: version \\d+ is live\\.\n$`))]);
  await until(async () => isAllLive(await overview()));
  // What the kill left of those that had moved in already is gone too.
  await until(() => Promise.resolve(filesAside().length === 0));
  expectAllOf(before, await allRows());
  await service.end();
  await expectRowsOfTheLog();
});

/** Every row that was there is there as it was. */
function expectAllOf(
  before: ReadonlyMap<string, readonly StoredRow[]>,
  after: ReadonlyMap<string, readonly StoredRow[]>,
): void {
  for (const [name, rows] of before) {
    const keys = new Set(rows.map(({ key }) => key));
    expect([name, after.get(name)!.filter(({ key }) => keys.has(key))]).toEqual([name, rows]);
  }
}

async function expectRowsOfTheLog(): Promise<void> {
  const log = openEmbeddedReader(embeddedLogFile(service.dataDir));
  const events: RecordedEvent[] = [];
  for await (const event of log.readAll()) events.push(event);
  await log.close();
  const rows = openSqliteReadModelReader(join(service.dataDir, 'read-models.db'));
  for (const projection of projections) {
    expect(await rowsUnlikeTheLog(projection, { rows, events, registry })).toEqual([]);
  }
  await rows.close();
}
