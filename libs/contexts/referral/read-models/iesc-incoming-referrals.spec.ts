import { ReferralAssigned, ReferralRouted } from '#events/referral';
import type { Fact } from '#platform/event-schema';
import { given, on } from '#platform/testing';
import {
  answered,
  asked,
  caseLinked,
  clientId,
  referralId,
  referredToTriage,
  until,
  withdrawn,
} from '../referral-story.ts';
import { iescIncomingReferrals } from './iesc-incoming-referrals.ts';

const story = (...facts: readonly Fact[]) => given(...facts.map((fact) => on(`referral-${referralId}`, fact)));

const submitted = {
  referralId,
  clientId,
  officeId: 'iesc-22',
  prefecture: '22',
  stage: 'submitted',
  circumstances: ['TEMPORARY_OVERSTAFFING'],
  urgency: 'normal',
  industry: 'E',
  sizeBand: '51-100',
  associationId: 'nasilc-22',
  advisorId: null,
  submittedAt: '2026-04-01T00:00:00.000Z',
  dueAt: '2025-11-07T14:59:59.999Z',
  daysLeftToDecide: null,
};
const advisorId = 'iesc-advisor-1';
const decideBy = '2025-11-11T14:59:59.999Z';
const replyBy = '2025-11-13T14:59:59.999Z';

test.each([
  ['submitted', until.submitted, {}],
  ['received', until.received, { dueAt: null }],
  ['under_review', until.under_review, { advisorId, dueAt: decideBy }],
  ['returned', until.returned, { advisorId, dueAt: replyBy, daysLeftToDecide: 0 }],
  ['accepted', until.accepted, { advisorId, dueAt: null }],
  ['declined', until.declined, { advisorId, dueAt: null }],
  ['withdrawn', until.withdrawn, { dueAt: null }],
  ['case_linked', until.case_linked, { advisorId, dueAt: null }],
  ['outcome_reported', until.outcome_reported, { advisorId, dueAt: null }],
  ['closed', until.closed, { advisorId, dueAt: null }],
])('at stage %s the office sees what is due next', (stage, past, change) =>
  story(...past).thenRows(iescIncomingReferrals, [{ ...submitted, stage, ...change }]),
);

test('the time to decide rests while the consultant is asked, and goes on with the answer', async () => {
  const past = until.under_review.map((fact) => on(`referral-${referralId}`, fact));
  const question = on(`referral-${referralId}`, asked, { occurredAt: '2025-11-07T03:00:00.000Z' });
  const answer = on(`referral-${referralId}`, answered, { occurredAt: '2025-11-13T03:00:00.000Z' });
  await given(...past, question).thenRows(iescIncomingReferrals, [
    { ...submitted, stage: 'returned', advisorId, dueAt: replyBy, daysLeftToDecide: 2 },
  ]);
  await given(...past, question, answer).thenRows(iescIncomingReferrals, [
    { ...submitted, stage: 'under_review', advisorId, dueAt: '2025-11-17T14:59:59.999Z' },
  ]);
});

test('asked when it was overdue, it is due on the day of the answer', () =>
  story(...until.returned, answered).thenRows(iescIncomingReferrals, [
    { ...submitted, stage: 'under_review', advisorId, dueAt: '2026-04-01T14:59:59.999Z' },
  ]));

test.each([
  ['withdrawn', withdrawn],
  ['case_linked', caseLinked],
])('nothing is due any more when it is %s while the consultant is asked', (stage, fact) =>
  story(...until.returned, fact).thenRows(iescIncomingReferrals, [{ ...submitted, stage, advisorId, dueAt: null }]),
);

test('another advisor changes neither stage nor what is due', () =>
  story(...until.under_review, ReferralAssigned({ advisorId: 'advisor-22-2' })).thenRows(iescIncomingReferrals, [
    { ...submitted, stage: 'under_review', advisorId: 'advisor-22-2', dueAt: decideBy },
  ]));

test('one in triage is headquarters’ until it is routed', async () => {
  await story(referredToTriage).thenRows(iescIncomingReferrals, [
    { ...submitted, officeId: 'iesc-hq', prefecture: null },
  ]);
  await story(referredToTriage, ReferralRouted({ officeId: 'iesc-23', prefecture: '23' })).thenRows(
    iescIncomingReferrals,
    [{ ...submitted, officeId: 'iesc-23', prefecture: '23' }],
  );
});

test.each([
  ['submitted', []],
  ['under_review', []],
  ['declined', []],
  ['withdrawn', []],
  ['accepted', ['A']],
  ['case_linked', ['A']],
  ['outcome_reported', ['A']],
  ['closed', ['A']],
])('at stage %s the office sees of class A: %j', (stage, classes) => {
  const reader = { userId: advisorId, org: 'iesc', officeId: 'iesc-22', role: 'iesc.advisor' };
  expect(iescIncomingReferrals.reveals!({ ...submitted, stage }, reader)).toEqual(classes);
});
