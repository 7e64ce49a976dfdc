import {
  CoReferrerInformed,
  RedirectRefused,
  ReferralAssigned,
  ReferralConsentUnblocked,
  ReferralResumed,
  ReferralRouted,
} from '#events/referral';
import type { Fact } from '#platform/event-schema';
import { given, on } from '#platform/testing';
import {
  answered,
  caseLinked,
  clientId,
  consentId,
  primaryId,
  redirectAccepted,
  referralId,
  referredToTriage,
  reopened,
  unmarkedAt,
  until,
  withdrawn,
} from '../referral-story.fixture.ts';
import { consultantReferrals } from './consultant-referrals.ts';

const story = (...facts: readonly Fact[]) => given(...facts.map((fact) => on(`referral-${referralId}`, fact)));
/** The instant of the log's nth event. */
const second = (n: number) => `2026-04-01T00:00:0${n}.000Z`;

const submitted = {
  referralId,
  clientId,
  consultantId: 'nasilc-consultant-1',
  associationId: 'nasilc-22',
  officeId: 'iesc-22',
  prefecture: '22',
  stage: 'submitted',
  circumstances: ['TEMPORARY_OVERSTAFFING'],
  urgency: 'normal',
  reason: null,
  outcome: null,
  submittedAt: second(0),
  changedAt: second(0),
  replyBy: null,
  heldUntil: null,
  duplicateOf: null,
};
const replyBy = '2025-11-13T14:59:59.999Z';

test.each([
  ['submitted', until.submitted, {}],
  ['received', until.received, { changedAt: second(1) }],
  ['under_review', until.under_review, { changedAt: second(2) }],
  ['returned', until.returned, { changedAt: second(3), replyBy }],
  ['accepted', until.accepted, { changedAt: second(3) }],
  ['on_hold', until.on_hold, { changedAt: second(3), reason: 'season', heldUntil: '2025-12-26' }],
  ['redirect_pending', until.redirect_pending, { changedAt: second(2), reason: 'wrong_prefecture' }],
  ['consent_blocked', until.consent_blocked, { changedAt: second(3), reason: 'withdrawn' }],
  ['duplicate', until.duplicate, { changedAt: second(2), duplicateOf: primaryId }],
  ['lapsed', until.lapsed, { changedAt: second(1), reason: 'not_acknowledged' }],
  ['declined', until.declined, { changedAt: second(3), reason: 'capacity' }],
  ['withdrawn', until.withdrawn, { changedAt: second(1), reason: 'need_resolved' }],
  ['case_linked', until.case_linked, { changedAt: second(4) }],
  ['outcome_reported', until.outcome_reported, { changedAt: second(5), outcome: 'established' }],
  ['closed', until.closed, { changedAt: second(7), outcome: 'established' }],
])('at stage %s the consultant sees where it stands', (stage, past, change) =>
  story(...past).thenRows(consultantReferrals, [{ ...submitted, stage, ...change }]),
);

test('once the question is answered no answer is due', () =>
  story(...until.returned, answered).thenRows(consultantReferrals, [
    { ...submitted, stage: 'under_review', changedAt: second(4) },
  ]));

test('nor once the referral is taken back', () =>
  story(...until.returned, withdrawn).thenRows(consultantReferrals, [
    { ...submitted, stage: 'withdrawn', changedAt: second(4), reason: 'need_resolved' },
  ]));

test('a declined referral that the owner’s request takes up has no reason any more', () =>
  story(...until.declined, caseLinked).thenRows(consultantReferrals, [
    { ...submitted, stage: 'case_linked', changedAt: second(4) },
  ]));

test('who reviews it is the office’s matter', () =>
  story(...until.under_review, ReferralAssigned({ advisorId: 'advisor-22-2' })).thenRows(consultantReferrals, [
    { ...submitted, stage: 'under_review', changedAt: second(2) },
  ]));

test('which office has it is known once it is routed', async () => {
  await story(referredToTriage).thenRows(consultantReferrals, [{ ...submitted, officeId: null, prefecture: null }]);
  await story(referredToTriage, ReferralRouted({ officeId: 'iesc-23', prefecture: '23' })).thenRows(
    consultantReferrals,
    [{ ...submitted, officeId: 'iesc-23', prefecture: '23' }],
  );
});

test.each([
  ['resumed', until.on_hold, ReferralResumed({ stage: 'under_review' }), 'under_review'],
  [
    'unblocked',
    until.consent_blocked,
    ReferralConsentUnblocked({ clientId, consentId, stage: 'under_review' }),
    'under_review',
  ],
  [
    'refused by the other office',
    until.redirect_pending,
    RedirectRefused({ officeId: 'iesc-23', message: 'いいえ', stage: 'received' }),
    'received',
  ],
  ['no duplicate', until.duplicate, unmarkedAt('received'), 'received'],
  ['reopened', until.closed, reopened, 'under_review'],
])('%s, it goes on', (_, past, fact, stage) =>
  story(...past, fact).thenRows(consultantReferrals, [{ ...submitted, stage, changedAt: second(past.length) }]),
);

test('taken by another office, it begins there', () =>
  story(...until.redirect_pending, redirectAccepted).thenRows(consultantReferrals, [
    { ...submitted, officeId: 'iesc-23', prefecture: '23', changedAt: second(3) },
  ]));

test('who made a duplicate learns the outcome of the one that went on', () =>
  story(...until.duplicate, CoReferrerInformed({ primaryId, outcome: 'established' })).thenRows(consultantReferrals, [
    { ...submitted, stage: 'duplicate', changedAt: second(2), duplicateOf: primaryId, outcome: 'established' },
  ]));

test('a case that is linked while the consent does not hold leaves it stopped', () =>
  story(...until.consent_blocked, caseLinked).thenRows(consultantReferrals, [
    { ...submitted, stage: 'consent_blocked', changedAt: second(3), reason: 'withdrawn' },
  ]));
