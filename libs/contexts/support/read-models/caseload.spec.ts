import { AdvisorAssigned, CaseClosed, CaseHeld, CaseResumed, NeedsAssessed } from '#events/support';
import {
  InformationRequested,
  RedirectAccepted,
  ReferralAccepted,
  ReferralAssigned,
  ReferralTaken,
  ReferralWithdrawn,
  SupportCaseLinked,
  ClientReferred,
} from '#events/referral';
import { exampleOf, type Fact } from '#platform/event-schema';
import { given, on } from '#platform/testing';
import { assessed, assigned, caseId, contacted, requested } from '../support-case-story.fixture.ts';
import { caseload } from './caseload.ts';

const referralId = '0b6c1d9e-43a1-4c57-9b1f-0000000000aa';
const [first, second] = ['iesc-advisor-1', 'iesc-advisor-2'];
const referral = (...facts: Fact[]) => facts.map((fact) => on(`referral-${referralId}`, fact));
const ofCase = (...facts: Fact[]) => facts.map((fact) => on(`supportcase-${caseId}`, fact));
const load = (advisorId: string, more: object) => ({
  caseloadId: `${advisorId}@iesc-22`,
  advisorId,
  officeId: 'iesc-22',
  referrals: 0,
  cases: 0,
  weight: 0,
  byStage: {},
  ...more,
});
const taken = [exampleOf(ClientReferred), ReferralTaken({ ...exampleOf(ReferralTaken).data, advisorId: first })];

test('what nobody has taken is in nobody’s load', () =>
  given(...referral(exampleOf(ClientReferred)), ...ofCase(...requested)).thenServed(caseload, []));

test('a referral weighs while there is something to do about it', async () => {
  await given(...referral(...taken)).thenServed(caseload, [
    load(first, { referrals: 1, weight: 2, byStage: { under_review: 1 } }),
  ]);
  await given(...referral(...taken, exampleOf(InformationRequested))).thenServed(caseload, [
    load(first, { referrals: 1, weight: 1, byStage: { returned: 1 } }),
  ]);
  for (const ended of [exampleOf(ReferralWithdrawn), exampleOf(SupportCaseLinked), exampleOf(RedirectAccepted)]) {
    await given(...referral(...taken, exampleOf(ReferralAccepted), ended)).thenServed(caseload, []);
  }
});

test('it moves with the advisor', () =>
  given(...referral(...taken, ReferralAssigned({ advisorId: second }))).thenServed(caseload, [
    load(second, { referrals: 1, weight: 2, byStage: { under_review: 1 } }),
  ]));

test('a case weighs by its stage, and by its kind once that is settled', async () => {
  await given(...ofCase(...assigned)).thenServed(caseload, [
    load(first, { cases: 1, weight: 3, byStage: { assigned: 1 } }),
  ]);
  await given(...ofCase(...assessed)).thenServed(caseload, [
    load(first, { cases: 1, weight: 4, byStage: { assessed: 1 } }),
  ]);
  const transfer = NeedsAssessed({ ...exampleOf(NeedsAssessed).data, kind: 'transfer_out' });
  await given(...ofCase(...contacted, transfer)).thenServed(caseload, [
    load(first, { cases: 1, weight: 5, byStage: { assessed: 1 } }),
  ]);
});

test('on hold it counts, and weighs nothing', async () => {
  const held = CaseHeld({ reason: 'season', until: null, message: null });
  await given(...ofCase(...contacted, held)).thenServed(caseload, [load(first, { cases: 1, byStage: { on_hold: 1 } })]);
  await given(...ofCase(...contacted, held, CaseResumed({ reason: 'season', stage: 'contacted' }))).thenServed(
    caseload,
    [load(first, { cases: 1, weight: 3, byStage: { contacted: 1 } })],
  );
});

test('it moves with the advisor, at the stage it is at', () =>
  given(...ofCase(...contacted, AdvisorAssigned({ advisorId: second }))).thenServed(caseload, [
    load(second, { cases: 1, weight: 3, byStage: { contacted: 1 } }),
  ]));

test('an advisor’s load is all they have', () =>
  given(...referral(...taken), ...ofCase(...assigned)).thenServed(caseload, [
    load(first, { referrals: 1, cases: 1, weight: 5, byStage: { under_review: 1, assigned: 1 } }),
  ]));

test('a closed case is in nobody’s load', () =>
  given(...ofCase(...assigned, exampleOf(CaseClosed))).thenServed(caseload, []));
