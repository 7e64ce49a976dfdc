import {
  DuplicateReferralDetected,
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
  asked,
  blocked,
  caseLinked,
  clientId,
  consentId,
  held,
  primaryId,
  redirectAccepted,
  redirected,
  referralId,
  referredToTriage,
  reopened,
  unmarkedAt,
  until,
  withdrawn,
} from '../referral-story.fixture.ts';
import { iescIncomingReferrals } from './iesc-incoming-referrals.ts';

const story = (...facts: readonly Fact[]) => given(...facts.map((fact) => on(`referral-${referralId}`, fact)));

const submitted = {
  referralId,
  clientId,
  consentId,
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
  heldUntil: null,
  redirectTo: null,
  duplicateOf: null,
  possibleDuplicateOf: [],
  isOpened: false,
  hasConsent: true,
  waits: [],
};
const advisorId = 'iesc-advisor-1';
const decideBy = '2025-11-11T14:59:59.999Z';
const replyBy = '2025-11-13T14:59:59.999Z';
const answerBy = '2025-11-07T14:59:59.999Z';
/** The instant of the log's nth event. */
const second = (n: number) => `2026-04-01T00:00:0${n}.000Z`;

test.each([
  ['submitted', until.submitted, {}],
  ['received', until.received, { dueAt: null }],
  ['under_review', until.under_review, { advisorId, dueAt: decideBy }],
  ['returned', until.returned, { advisorId, dueAt: replyBy, daysLeftToDecide: 0 }],
  ['accepted', until.accepted, { advisorId, dueAt: null, isOpened: true }],
  [
    'on_hold',
    until.on_hold,
    { advisorId, dueAt: null, heldUntil: '2025-12-26', waits: [{ dueAt: decideBy, restingSince: second(3) }] },
  ],
  [
    'redirect_pending',
    until.redirect_pending,
    { dueAt: answerBy, redirectTo: 'iesc-23', waits: [{ dueAt: null, restingSince: null }] },
  ],
  [
    'consent_blocked',
    until.consent_blocked,
    { advisorId, dueAt: null, hasConsent: false, waits: [{ dueAt: decideBy, restingSince: second(3) }] },
  ],
  [
    'duplicate',
    until.duplicate,
    { dueAt: null, duplicateOf: primaryId, waits: [{ dueAt: null, restingSince: second(2) }] },
  ],
  ['lapsed', until.lapsed, { dueAt: null }],
  ['declined', until.declined, { advisorId, dueAt: null }],
  ['withdrawn', until.withdrawn, { dueAt: null }],
  ['case_linked', until.case_linked, { advisorId, dueAt: null, isOpened: true }],
  ['outcome_reported', until.outcome_reported, { advisorId, dueAt: null, isOpened: true }],
  ['closed', until.closed, { advisorId, dueAt: null, isOpened: true }],
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
  ['withdrawn', withdrawn, {}],
  ['case_linked', caseLinked, { isOpened: true }],
])('nothing is due any more when it is %s while the consultant is asked', (stage, fact, change) =>
  story(...until.returned, fact).thenRows(iescIncomingReferrals, [
    { ...submitted, stage, advisorId, dueAt: null, ...change },
  ]),
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

test('what was due rests while it is held or stopped, one in the other, and is due again afterwards', async () => {
  const at = (fact: Fact, day: string) => on(`referral-${referralId}`, fact, { occurredAt: `${day}T03:00:00.000Z` });
  const past = [
    ...until.under_review.map((fact) => on(`referral-${referralId}`, fact)),
    at(held, '2025-11-07'),
    at(blocked, '2025-11-10'),
  ];
  const unblocked = at(ReferralConsentUnblocked({ clientId, consentId, stage: 'on_hold' }), '2025-11-19');
  const resumed = at(ReferralResumed({ stage: 'under_review' }), '2025-11-20');
  const waits = [{ dueAt: decideBy, restingSince: '2025-11-07T03:00:00.000Z' }];
  await given(...past, unblocked).thenRows(iescIncomingReferrals, [
    { ...submitted, stage: 'on_hold', advisorId, dueAt: null, heldUntil: '2025-12-26', waits },
  ]);
  await given(...past, unblocked, resumed).thenRows(iescIncomingReferrals, [
    { ...submitted, stage: 'under_review', advisorId, dueAt: '2025-11-25T14:59:59.999Z' },
  ]);
});

test('while another office is asked the time runs on', () => {
  const refused = RedirectRefused({ officeId: 'iesc-23', message: 'いいえ', stage: 'under_review' });
  return story(...until.under_review, redirected, refused).thenRows(iescIncomingReferrals, [
    { ...submitted, stage: 'under_review', advisorId, dueAt: decideBy },
  ]);
});

test('taken by another office, it is theirs, to be acknowledged anew', () =>
  story(...until.accepted, redirected, redirectAccepted).thenRows(iescIncomingReferrals, [
    { ...submitted, officeId: 'iesc-23', prefecture: '23', dueAt: '2025-11-10T14:59:59.999Z' },
  ]));

test('no duplicate after all, it goes on', () =>
  story(...until.duplicate, unmarkedAt('received')).thenRows(iescIncomingReferrals, [
    { ...submitted, stage: 'received', dueAt: null },
  ]));

test('a possible duplicate says of which', () =>
  story(...until.submitted, DuplicateReferralDetected({ earlierId: primaryId })).thenRows(iescIncomingReferrals, [
    { ...submitted, possibleDuplicateOf: [primaryId] },
  ]));

test('reopened, it is to be decided anew', () =>
  story(...until.closed, reopened).thenRows(iescIncomingReferrals, [
    { ...submitted, stage: 'under_review', advisorId, dueAt: decideBy },
  ]));

test('a case that is linked while the consent does not hold opens nothing', () =>
  story(...until.consent_blocked, caseLinked).thenRows(iescIncomingReferrals, [
    { ...submitted, stage: 'consent_blocked', advisorId, dueAt: null, hasConsent: false },
  ]));

test.each([
  ['that was not opened', {}, []],
  ['that was opened', { isOpened: true }, ['A']],
  ['without its consent', { isOpened: true, hasConsent: false }, []],
  ['that is redirected elsewhere', { isOpened: true, redirectTo: 'iesc-23' }, ['A']],
  ['that it is asked to take', { isOpened: true, redirectTo: 'iesc-22' }, []],
])('of one %s the office sees of class A: %j', (_, row, classes) => {
  const reader = { userId: advisorId, org: 'iesc', officeId: 'iesc-22', role: 'iesc.advisor' };
  expect(iescIncomingReferrals.reveals!({ ...submitted, ...row }, reader)).toEqual(classes);
});

const since = '2026-04-01T00:00:00.000Z';
const consentThat: { readonly [is: string]: { readonly stage: string; readonly lackingSince: string | null } } = {
  given: { stage: 'given', lackingSince: null },
  narrowed: { stage: 'given', lackingSince: since },
  withdrawn: { stage: 'withdrawn', lackingSince: since },
  expired: { stage: 'expired', lackingSince: since },
};

test.each([
  ['accepted', 'given', ['A']],
  ['accepted', 'withdrawn', []],
  ['accepted', 'narrowed', []],
  ['closed', 'narrowed', ['A']],
  ['case_linked', 'expired', []],
  ['duplicate', 'given', ['A']],
  ['duplicate', 'withdrawn', []],
  ['declined', 'narrowed', []],
  ['lapsed', 'expired', []],
  ['outcome_reported', 'withdrawn', ['A']],
  ['closed', 'expired', ['A']],
])('%s, with its consent %s, the office sees of class A: %j', (stage, ofConsent, classes) => {
  const reader = { userId: advisorId, org: 'iesc', officeId: 'iesc-22', role: 'iesc.advisor' };
  const row = { ...submitted, stage, isOpened: true };
  expect(iescIncomingReferrals.reveals!(row, reader, { consent: consentThat[ofConsent]! })).toEqual(classes);
});
