import { ReferralAccepted, ReferralAssigned, ReferralRouted, ReferralWithdrawn } from '#events/referral';
import type { Fact } from '#platform/event-schema';
import { ROWS, tableOf } from '#platform/projections';
import { given, on, sealedInTest } from '#platform/testing';
import { familyReference } from '#reference-data';
import {
  accepted,
  answered,
  asked,
  caseId,
  caseLinked,
  clientId,
  consentId,
  referralId,
  referredToTriage,
  until,
} from '../referral-story.ts';
import { referralDetail } from './referral-detail.ts';

const story = (...facts: readonly Fact[]) =>
  given(
    ...facts.map((fact) =>
      on(`referral-${referralId}`, fact, { $correlationId: referralId, agreementVersion: 'AGR-2025' }),
    ),
  );
/** The instant of the log's nth event. */
const second = (n: number) => `2026-04-01T00:00:0${n}.000Z`;

const submitted = {
  referralId,
  reference: familyReference({ id: referralId, prefecture: '22', year: 2026 }),
  clientId,
  consentId,
  consultantId: 'nasilc-consultant-1',
  associationId: 'nasilc-22',
  officeId: 'iesc-22',
  prefecture: '22',
  advisorId: null,
  stage: 'submitted',
  circumstances: ['TEMPORARY_OVERSTAFFING'],
  backgrounds: ['orders'],
  backgroundText: sealedInTest('受注が前年比18%減'),
  ownersWish: sealedInTest('雇用を維持したい'),
  urgency: 'normal',
  industry: 'E',
  sizeBand: '51-100',
  informationExchanged: [],
  reason: null,
  side: null,
  message: null,
  withdrawalMessage: null,
  caseId: null,
  outcome: null,
  submittedAt: second(0),
  acknowledgedAt: null,
  decidedAt: null,
  closedAt: null,
  agreementVersion: 'AGR-2025',
};
const received = { ...submitted, stage: 'received', acknowledgedAt: second(1) };
const underReview = { ...received, stage: 'under_review', advisorId: 'iesc-advisor-1' };
const question = sealedInTest('人数は？');
const open = { question, askedAt: second(3), answer: null, answeredAt: null };
const capacity = { reason: 'capacity', side: 'office', message: sealedInTest('満員です') };
const decided = { ...underReview, decidedAt: second(3) };
const linked = { ...decided, stage: 'case_linked', caseId };

test.each([
  ['submitted', until.submitted, submitted],
  ['received', until.received, received],
  ['under_review', until.under_review, underReview],
  ['returned', until.returned, { ...underReview, stage: 'returned', informationExchanged: [open] }],
  ['accepted', until.accepted, { ...decided, stage: 'accepted' }],
  ['declined', until.declined, { ...decided, stage: 'declined', ...capacity }],
  ['withdrawn', until.withdrawn, { ...submitted, stage: 'withdrawn', reason: 'need_resolved', side: 'client' }],
  ['case_linked', until.case_linked, linked],
  ['outcome_reported', until.outcome_reported, { ...linked, stage: 'outcome_reported', outcome: 'established' }],
  ['closed', until.closed, { ...linked, stage: 'closed', outcome: 'established', closedAt: second(7) }],
])('a referral at stage %s', (_, past, row) => story(...past).thenRows(referralDetail, [row]));

test('each answer stands with its question', () =>
  story(...until.returned, answered, asked).thenRows(referralDetail, [
    {
      ...underReview,
      stage: 'returned',
      informationExchanged: [
        { ...open, answer: sealedInTest('3名です'), answeredAt: second(4) },
        { ...open, askedAt: second(5) },
      ],
    },
  ]));

test('an acceptance may come with a message', () =>
  story(...until.under_review, ReferralAccepted({ ...accepted.data, message: '支援します' })).thenRows(referralDetail, [
    { ...decided, stage: 'accepted', message: sealedInTest('支援します') },
  ]));

test('of a declined referral that the owner’s request takes up, neither reason nor message is left', () =>
  story(...until.declined, caseLinked).thenRows(referralDetail, [linked]));

test('the message of an acceptance stands when the case is linked', () =>
  story(...until.under_review, ReferralAccepted({ ...accepted.data, message: '支援します' }), caseLinked).thenRows(
    referralDetail,
    [{ ...linked, message: sealedInTest('支援します') }],
  ));

describe('what the consultant says when they take a referral back', () => {
  const takenBack = ReferralWithdrawn({
    clientId,
    reason: 'need_resolved',
    side: 'client',
    message: '浜名精工の受注が戻りました',
  });
  const withdrawn = { stage: 'withdrawn', reason: 'need_resolved', side: 'client' };
  const message = sealedInTest('浜名精工の受注が戻りました');

  test.each([
    ['submitted', until.submitted, submitted],
    ['received', until.received, received],
    ['under_review', until.under_review, underReview],
    ['returned', until.returned, { ...underReview, informationExchanged: [open] }],
  ])('is of class A at stage %s, so not the office’s to read', (_, past, row) =>
    story(...past, takenBack).thenRows(referralDetail, [{ ...row, ...withdrawn, withdrawalMessage: message }]),
  );

  test('is withheld with what else tells of the client', () => {
    expect(tableOf(referralDetail, ROWS).columns['withdrawalMessage']!.dataClass).toBe('A');
  });

  test('is told to the office that had accepted', () =>
    story(...until.accepted, takenBack).thenRows(referralDetail, [{ ...decided, ...withdrawn, message }]));

  test.each([
    ['before', until.under_review, { decidedAt: null }],
    ['after', until.accepted, {}],
  ])('is gone, withdrawn %s it opened, once the owner’s request takes the referral up', (_, past, more) =>
    story(...past, takenBack, caseLinked).thenRows(referralDetail, [{ ...linked, ...more }]),
  );
});

test('another advisor may have it', () =>
  story(...until.under_review, ReferralAssigned({ advisorId: 'advisor-22-2' })).thenRows(referralDetail, [
    { ...underReview, advisorId: 'advisor-22-2' },
  ]));

test('one in triage has a reference without a prefecture, and keeps it when it is routed', async () => {
  const reference = familyReference({ id: referralId, prefecture: null, year: 2026 });
  await story(referredToTriage).thenRows(referralDetail, [
    { ...submitted, reference, officeId: 'iesc-hq', prefecture: null },
  ]);
  await story(referredToTriage, ReferralRouted({ officeId: 'iesc-23', prefecture: '23' })).thenRows(referralDetail, [
    { ...submitted, reference, officeId: 'iesc-23', prefecture: '23' },
  ]);
});

test.each([
  ['iesc', 'submitted', []],
  ['iesc', 'returned', []],
  ['iesc', 'declined', []],
  ['iesc', 'withdrawn', []],
  ['iesc', 'accepted', ['A', 'C']],
  ['iesc', 'case_linked', ['A', 'C']],
  ['iesc', 'outcome_reported', ['A', 'C']],
  ['iesc', 'closed', ['A', 'C']],
  ['nasilc', 'submitted', ['A']],
  ['nasilc', 'declined', ['A']],
])('%s at stage %s sees the classes %j', (org, stage, classes) => {
  const reader = { userId: 'somebody', org, officeId: `${org}-22`, role: 'a role' };
  expect(referralDetail.reveals!({ ...submitted, stage }, reader)).toEqual(classes);
});
