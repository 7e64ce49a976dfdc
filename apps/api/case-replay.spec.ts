import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { caseFamilies } from '#contexts/case-history';
import { clientIdOf } from '#contexts/client';
import { aggregates, decisions, openCommandDoor, registry, programme } from '#contexts/programme';
import { actor } from '#contexts/testing';
import { derivedId } from '#platform/decider';
import { Problem } from '#platform/http';
import { Sealing } from '#platform/privacy';
import { rebuildInMemory } from '#platform/projections';
import { openSqliteReadModels } from '#platform/projections/engine';
import { MemoryEventStore, MemoryKeyStore } from '#platform/testing';
import { AuditController } from './audit.controller.ts';
import { CaseReplay } from './case-replay.ts';

const caseId = '0b6c1d9e-43a1-4c57-9b1f-0000000000ca';
const clientId = clientIdOf('7999901000001');
const owner = { name: '浜名 宏' };
const establishment = { establishmentId: '0b6c1d9e-43a1-4c57-9b1f-000000000004', name: '本社工場', prefecture: '22' };
const auditor = actor('auditor');

/** A client registered at 01:00, a case requested at 02:00 and assigned at 03:00. */
async function caseOfThreeHours() {
  let now = '';
  const clock = { now: () => now };
  const store = new MemoryEventStore(clock.now);
  const keys = new MemoryKeyStore();
  const door = openCommandDoor(programme, { store, keys, clock });
  const issue = (hour: string, name: string, fields: object) => {
    now = `2025-11-06T${hour}:00:00.000Z`;
    const decision = decisions.find((candidate) => candidate.name === name)!;
    const command = Object.assign(new decision.command(), fields);
    const by = actor('iesc.office_manager');
    return door.issue(decision, command, { actor: by, commandId: derivedId('command', name), source: 'api' });
  };
  await issue('01', 'RegisterClient', {
    corporateNumber: '7999901000001',
    name: '株式会社浜名精工',
    industry: 'E',
    regularEmployees: 86,
    owner,
    establishments: [establishment],
  });
  await issue('02', 'RequestSupport', {
    caseId,
    clientId,
    establishmentId: store.log.find(({ type }) => type === 'EstablishmentAdded')!.data!['establishmentId' as never],
    channel: 'phone',
    circumstances: ['LAYOFF'],
    wish: '離職者の再就職先を探したい',
    requestedBy: owner.name,
  });
  await issue('03', 'AssignAdvisor', { caseId, advisorId: 'advisor-22' });
  const folder = mkdtempSync(join(tmpdir(), 'case-replay-'));
  const readModels = openSqliteReadModels(join(folder, 'read-models.db'), { clock });
  await readModels.ensure(caseFamilies);
  const rows = await rebuildInMemory(caseFamilies, store, registry);
  const last = store.log.at(-1)!;
  await readModels.commit(caseFamilies, {
    expected: undefined,
    checkpoint: { position: last.position, eventId: last.id },
    changes: [...rows.values()].map((row) => ({ ...row, tokens: [] })),
  });
  return {
    log: store.log,
    family: [...rows.values()][0]!.row,
    replay: new CaseReplay(store, readModels, registry, aggregates, new Sealing(keys)),
    close: async () => {
      await readModels.close();
      rmSync(folder, { recursive: true });
    },
  };
}

let played: Awaited<ReturnType<typeof caseOfThreeHours>>;
beforeAll(async () => {
  played = await caseOfThreeHours();
});
afterAll(() => played.close());

test('a case is told from before it began, in order, in words, with personal values opened', async () => {
  const timeline = await played.replay.timeline(caseId, undefined);
  expect(timeline?.map(({ type, recordedAt, words }) => [recordedAt.slice(11, 13), type, words.ja !== ''])).toEqual([
    ['01', 'ClientRegistered', true],
    ['01', 'EstablishmentAdded', true],
    ['02', 'SupportRequested', true],
    ['03', 'AdvisorAssigned', true],
  ]);
  expect(timeline?.[2]?.data).toMatchObject({ wish: '離職者の再就職先を探したい', requestedBy: owner.name });
});

test.each([
  ['2025-11-06T01:59:59.999Z', [['client', 'registered', 1]]],
  [
    '2025-11-06T02:00:00.000Z',
    [
      ['supportcase', 'requested', 0],
      ['client', 'registered', 1],
    ],
  ],
  [
    undefined,
    [
      ['supportcase', 'assigned', 1],
      ['client', 'registered', 1],
    ],
  ],
])('as of %s each aggregate stands where it stood then, its chain whole', async (at, standing) => {
  const found = await played.replay.asOf(caseId, at);
  expect(found?.map(({ category, stage, revision }) => [category, stage, revision])).toEqual(standing);
  expect(found?.map(({ brokenAt }) => brokenAt)).toEqual(standing.map(() => null));
});

test('a family is found by its id, its reference or what belongs to it, and by nothing else', async () => {
  const count = async (id: string) => (await played.replay.timeline(id, undefined))?.length;
  expect(await count(String(played.family['familyId']))).toBe(4);
  expect(await count(String(played.family['reference']))).toBe(4);
  expect(await count(caseId)).toBe(4);
  expect(await count(clientId)).toBeUndefined();
});

test('an event that was altered shows', async () => {
  const { log, replay, close } = await caseOfThreeHours();
  const index = log.findIndex(({ type }) => type === 'AdvisorAssigned');
  log[index] = { ...log[index]!, data: { advisorId: 'advisor-23' } };
  const [supportCase] = (await replay.asOf(caseId, undefined))!;
  expect(supportCase?.brokenAt).toEqual({
    stream: `supportcase-${caseId}`,
    revision: 1,
    reason: 'hash does not match the event',
  });
  await close();
});

describe('over HTTP', () => {
  const problemOf = (asked: Promise<unknown>) =>
    asked.then(
      () => undefined,
      (error: unknown) => (error instanceof Problem ? [error.init.status, error.init.code] : error),
    );

  test('only an auditor may replay', async () => {
    const audit = new AuditController(played.replay);
    const manager = actor('iesc.office_manager');
    expect(await problemOf(audit.asOf(caseId, manager))).toEqual([403, 'ROLE_NOT_ALLOWED']);
    expect(await problemOf(audit.timeline(caseId, manager))).toEqual([403, 'ROLE_NOT_ALLOWED']);
  });

  test('an instant of any offset is understood, anything else is refused', async () => {
    const audit = new AuditController(played.replay);
    const { at, aggregates: standing } = await audit.asOf(caseId, auditor, '2025-11-06T11:00:00+09:00');
    expect([at, standing.map(({ stage }) => stage)]).toEqual(['2025-11-06T02:00:00.000Z', ['requested', 'registered']]);
    for (const wrong of ['2025-11-06', 'yesterday', '2025-13-01T00:00:00Z']) {
      expect(await problemOf(audit.asOf(caseId, auditor, wrong))).toEqual([400, 'VALIDATION_FAILED']);
    }
  });

  test('an unknown case is not found', async () => {
    const audit = new AuditController(played.replay);
    expect(await problemOf(audit.asOf(clientId, auditor))).toEqual([404, 'NOT_FOUND']);
    expect(await problemOf(audit.timeline(clientId, auditor))).toEqual([404, 'NOT_FOUND']);
  });
});
