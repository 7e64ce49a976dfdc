import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { actor } from '#contexts/testing';
import type { LookUp, RecordedCommand } from '#platform/decider';
import type { ReadModelStore } from '#platform/projections';
import { openSqliteReadModels } from '#platform/projections/engine';
import { possibleDuplicates } from './possible-duplicates.ts';
import { referralsOfClients } from './read-models/referrals-of-clients.ts';
import { clientId, consultantId, consentId } from './referral-story.fixture.ts';

const another = 'nasilc-consultant-2';
const earlier = [
  { referralId: 'ended-before', consultantId: another, needs: ['LAYOFF'], referredAt: 1, endedAt: 8 },
  { referralId: 'oldest-layoff', consultantId: another, needs: ['LAYOFF'], referredAt: 2, endedAt: 30 },
  { referralId: 'oldest-securing', consultantId, needs: ['TALENT_SECURING', 'LAYOFF'], referredAt: 3, endedAt: null },
  { referralId: 'third', consultantId: another, needs: ['TALENT_SECURING', 'LAYOFF'], referredAt: 4, endedAt: null },
  {
    referralId: 'of-another-client',
    clientId: consentId,
    consultantId,
    needs: ['OTHER'],
    referredAt: 5,
    endedAt: null,
  },
  { referralId: 'itself', consultantId, needs: ['LAYOFF', 'OTHER'], referredAt: 20, endedAt: null },
  { referralId: 'later', consultantId: another, needs: ['OTHER'], referredAt: 21, endedAt: null },
].map((row) => ({ clientId, ...row }));

const folder = mkdtempSync(join(tmpdir(), 'tasuki-duplicates-'));
let store: ReadModelStore;

beforeAll(async () => {
  store = openSqliteReadModels(join(folder, 'read-models.db'), { clock: { now: () => '2026-04-01T00:00:00.000Z' } });
  await store.ensure(referralsOfClients);
  const changes = earlier.map((row) => ({ key: row.referralId, row, position: 30, revision: null }));
  const checkpoint = { position: 30, eventId: 'the last' };
  await store.commit(referralsOfClients, { expected: undefined, checkpoint, changes });
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const lookUp: LookUp = async (_, query) => {
  const rows = await store.snapshot((snapshot) => snapshot.page(referralsOfClients, query));
  return rows.map(({ row }) => row);
};

/** What the answer tells of a referral that was recorded at a position. */
const toldOf = (circumstances: readonly string[], position = 20) =>
  possibleDuplicates.find(lookUp, {
    command: { clientId, circumstances },
    actor: { ...actor('nasilc.consultant', 'nasilc-22'), userId: consultantId },
    issued: { position },
  } as unknown as RecordedCommand);

test('of each need the oldest that was open: of another’s the id alone', async () => {
  expect(await toldOf(['LAYOFF', 'TALENT_SECURING'])).toEqual([
    { referralId: 'oldest-layoff', isYours: false },
    { referralId: 'oldest-securing', isYours: true },
  ]);
});

test('one that was open then is told also when it has ended since; one that ended before is not', async () => {
  expect(await toldOf(['LAYOFF'], 7)).toEqual([{ referralId: 'ended-before', isYours: false }]);
  expect(await toldOf(['LAYOFF'], 8)).toEqual([{ referralId: 'ended-before', isYours: false }]);
  expect(await toldOf(['LAYOFF'], 9)).toEqual([{ referralId: 'oldest-layoff', isYours: false }]);
});

test('none of another client, none that came later, and not itself', async () => {
  expect(await toldOf(['OTHER'])).toEqual([]);
});
