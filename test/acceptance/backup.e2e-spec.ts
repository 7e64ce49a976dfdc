import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hamana, Narrator, onOneDay, playMainJob, type BackOffice, type Recorded, type StoryIds } from '#apps/cli';
import { tasuki } from './cli-process.ts';
import { ServiceUnderTest } from './service-under-test.ts';

/** Clients of the service that send one command after another. */
const CALLERS = 4;

/** A command that was acknowledged. */
interface Acknowledged {
  readonly name: string;
  readonly key: string;
  readonly answer: Recorded;
}

const client = (name: string) => ({
  name,
  regularEmployees: 10,
  owner: { name: '見本 花子' },
  establishments: [{ name: '本社', prefecture: '22' }],
});

/** Registers companies without end until told to stop. @returns what was acknowledged */
async function callUntil(stop: AbortSignal, consultant: BackOffice): Promise<readonly Acknowledged[]> {
  const acknowledged: Acknowledged[] = [];
  const call = async (caller: number) => {
    for (let number = 1; !stop.aborted; number++) {
      const [name, key] = [`株式会社見本 ${caller}の${number}`, `backup-${caller}-${number}`];
      acknowledged.push({ name, key, answer: await consultant.command('/clients', client(name), key) });
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, (_, caller) => call(caller)));
  return acknowledged;
}

const folder = mkdtempSync(join(tmpdir(), 'tasuki-backup-e2e-'));
const backup = join(folder, 'backup');
const service = new ServiceUnderTest();
const restored = new ServiceUnderTest();
let ids: StoryIds;
let acknowledged: readonly Acknowledged[];
let position: number;

beforeAll(async () => {
  await service.start();
  const people = await service.people();
  ids = await playMainJob({
    people,
    cast: hamana,
    narrator: new Narrator(() => undefined),
    days: onOneDay(new Date().toISOString()),
  });
  const stopping = new AbortController();
  const calling = callUntil(stopping.signal, people.consultant);
  const head = async () => (await people.consultant.command('/clients', client('株式会社見本起点'))).position;
  const before = await head();
  const taken = await tasuki(['backup', backup], { DATA_DIR: service.dataDir });
  const after = await head();
  stopping.abort();
  acknowledged = await calling;
  expect(taken).toMatchObject({ code: 0, error: '' });
  ({ position } = JSON.parse(readFileSync(join(backup, 'backup.json'), 'utf8')) as { position: number });
  expect(position).toBeGreaterThanOrEqual(before);
  expect(position).toBeLessThan(after);
});
afterAll(async () => {
  await service.remove();
  await restored.remove();
  rmSync(folder, { recursive: true });
});

test('a backup taken under load comes back in an empty folder, and a service starts on it', async () => {
  const { code, out } = await tasuki(['restore', backup], { DATA_DIR: restored.dataDir });
  expect([code, out]).toEqual([0, expect.stringContaining(`events up to position ${position}`)]);
  await restored.start();
  const { advisor } = await restored.people();
  expect(await advisor.get(`/referrals/${ids.referralId}`)).toMatchObject({
    item: { stage: 'closed', client: { name: hamana.company, owner: { name: hamana.owner } } },
  });
});

test('it serves what had been acknowledged up to its position, and nothing later', async () => {
  const consultant = await restored.person('consultant-22');
  const kept = acknowledged.filter(({ answer }) => answer.position <= position);
  const lost = acknowledged.filter(({ answer }) => answer.position > position);
  expect([kept.length, lost.length].every((count) => count > 0)).toBe(true);
  const asked = kept.map(async ({ name, key, answer }) => {
    expect(await consultant.command('/clients', client(name), key)).toEqual(answer);
    expect(await consultant.row(`/clients/${answer.id}`)).toMatchObject({ name, owner: { name: '見本 花子' } });
  });
  await Promise.all(asked);
  const [first] = lost;
  await expect(consultant.row(`/clients/${first!.answer.id}`)).rejects.toMatchObject({ status: 404 });
});

test('it is a log like any other: what is sent again is recorded after it, and can be backed up', async () => {
  const consultant = await restored.person('consultant-22');
  const [lost] = acknowledged.filter(({ answer }) => answer.position > position);
  const again = await consultant.command('/clients', client(lost!.name), lost!.key);
  // A reaction that was still owed when the backup was taken may have been recorded between the two.
  expect(again.position).toBeGreaterThanOrEqual(position + again.events.length);
  expect(await consultant.row(`/clients/${again.id}`)).toMatchObject({ name: lost!.name });
  const second = await tasuki(['backup', join(folder, 'second')], { DATA_DIR: restored.dataDir });
  expect(second).toMatchObject({ code: 0, error: '' });
});

test('nothing is restored over a service that runs, nor over what it left', async () => {
  const running = await tasuki(['restore', backup], { DATA_DIR: restored.dataDir });
  expect([running.code, running.error]).toEqual([1, expect.stringContaining('Another process writes the event log')]);
  await restored.end('SIGKILL');
  const left = await tasuki(['restore', backup], { DATA_DIR: restored.dataDir });
  expect([left.code, left.error]).toEqual([1, expect.stringContaining('Nothing is overwritten')]);
  // What a kill leaves is backed up as it stands.
  const third = await tasuki(['backup', join(folder, 'third')], { DATA_DIR: restored.dataDir });
  expect(third).toMatchObject({ code: 0, error: '' });
  await restored.start();
});
