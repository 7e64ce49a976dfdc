import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projections } from '#contexts/programme';
import { systemClock } from '#platform/clock';
import type { ProjectionStatus, StoredRow } from '#platform/projections';
import { openSqliteProjectionLife, openSqliteReadModelReader } from '#platform/projections/engine';
import { practiceLog } from '../bench/practice/practice-log.ts';
import { storedRows } from '../chaos/rebuilt-rows.ts';
import { freePorts } from '../service-process.ts';

const CLI = new URL('../../dist/apps/cli/main.js', import.meta.url).pathname;
/** So many that building what they tell takes longer than a look at how far it is. */
const EVENTS = 6_000;
const NAME = 'referral_detail';

const folder = mkdtempSync(join(tmpdir(), 'tasuki-interrupted-'));
const [undisturbed, disturbed] = [join(folder, 'undisturbed'), join(folder, 'disturbed')];
/** Nothing listens there. */
let port: string;

beforeAll(async () => {
  await practiceLog(undisturbed, EVENTS);
  port = String((await freePorts()).service);
  expect(await projectionsCommand(undisturbed, 'build')).toMatchObject({ code: 0 });
  cpSync(undisturbed, disturbed, { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Said {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly error: string;
}

/** Runs `tasuki projections <verb> referral_detail` on files, and interrupts it once something is so. */
async function projectionsCommand(dataDir: string, verb: string, isDue?: () => Promise<boolean>): Promise<Said> {
  const child = spawn(process.execPath, [CLI, 'projections', verb, NAME], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], DATA_DIR: dataDir, PORT: port },
  });
  let [out, error] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (error += text));
  const closed = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  let isOver = false;
  void closed.then(() => (isOver = true));
  while (isDue && !isOver && !(await isDue())) await new Promise(setImmediate);
  if (isDue) child.kill('SIGINT');
  const [code, signal] = await closed;
  return { code, signal, out, error };
}

/** How all versions stand, those included that are being rebuilt; nothing where there is no file yet. */
async function statuses(): Promise<readonly ProjectionStatus[]> {
  const file = join(disturbed, 'read-models.db');
  if (!existsSync(file)) return [];
  const reader = openSqliteReadModelReader(file);
  try {
    return await reader.snapshot((snapshot) => snapshot.status(NAME, 'with rebuilds'));
  } catch {
    return []; // The tables are being made.
  } finally {
    await reader.close();
  }
}

async function openOrders(): Promise<number> {
  const { life, close } = openSqliteProjectionLife(join(disturbed, 'read-models.db'), { clock: systemClock });
  try {
    return (await life.openOrders()).length;
  } finally {
    await close();
  }
}

const hasState = (state: string, isRebuild: boolean) => async () =>
  (await statuses()).some((status) => status.state === state && status.version < 0 === isRebuild);

async function rowsOf(dataDir: string): Promise<readonly StoredRow[]> {
  const reader = openSqliteReadModelReader(join(dataDir, 'read-models.db'));
  try {
    return await storedRows(
      projections.find(({ name }) => name === NAME)!,
      reader,
    );
  } finally {
    await reader.close();
  }
}

async function expectSameRows(): Promise<void> {
  const rows = await rowsOf(undisturbed);
  expect(rows.length).toBeGreaterThan(100);
  expect(await rowsOf(disturbed)).toEqual(rows);
}

/** Interrupts it: it says so and ends. A signal that comes before it listens to any ends it; one that comes last changes nothing. */
async function interrupted(verb: string, isDue: () => Promise<boolean>): Promise<void> {
  const { code, signal, error } = await projectionsCommand(disturbed, verb, isDue);
  const stopped = '\nStopped here; the same command shows it again, and what was begun goes on where it was.\n';
  expect([
    [130, null, stopped],
    [null, 'SIGINT', ''],
    [0, null, ''],
  ]).toContainEqual([code, signal, error]);
}

test('a build that is interrupted goes on when it is ordered again, and ends with the rows of an undisturbed one', async () => {
  for (const suffix of ['', '-wal', '-shm']) rmSync(join(disturbed, `read-models.db${suffix}`), { force: true });
  const moments = [async () => (await statuses()).length > 0, hasState('building', false)];
  for (const moment of moments) await interrupted('build', moment);
  expect(await projectionsCommand(disturbed, 'build')).toMatchObject({ code: 0, error: '' });
  await expectSameRows();
});

test('so does a rebuild, which takes the place of what serves once', async () => {
  for (const moment of [hasState('building', true), hasState('building', true), hasState('verifying', true)]) {
    await interrupted('rebuild', moment);
  }
  const { code, out, error } = await projectionsCommand(disturbed, 'rebuild');
  expect([code, error, out.endsWith(`${NAME}: version 4 is live.\n`)]).toEqual([0, '', true]);
  expect((await statuses()).map(({ version, state }) => [version, state])).toEqual([[4, 'live']]);
  await expectSameRows();
});

test('a verification that is interrupted leaves everything as it was, and is made when it is ordered again', async () => {
  const before = await statuses();
  const isOrdered = async () => (await openOrders()) > 0;
  await interrupted('verify', isOrdered);
  expect((await projectionsCommand(disturbed, 'verify')).out).toMatch(/^Version 4 of referral_detail has \d+ rows: /);
  expect((await statuses()).map(({ version, state }) => [version, state])).toEqual(
    before.map(({ version, state }) => [version, state]),
  );
  await expectSameRows();
});
