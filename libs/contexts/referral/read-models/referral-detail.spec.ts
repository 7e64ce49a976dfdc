import {
  CoReferrerInformed,
  DuplicateReferralDetected,
  RedirectRefused,
  ReferralAccepted,
  ReferralAssigned,
  ReferralConsentUnblocked,
  ReferralReopened,
  ReferralResumed,
  ReferralRouted,
  ReferralWithdrawn,
} from '#events/referral';
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
  duplicateMarked,
  primaryId,
  redirectAccepted,
  redirected,
  referralId,
  referredToTriage,
  reopened,
  unmarkedAt,
  until,
} from '../referral-story.fixture.ts';
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
  heldFor: null,
  heldUntil: null,
  holdMessage: null,
  redirectTo: null,
  redirectReason: null,
  redirectMessage: null,
  duplicateOf: null,
  possibleDuplicateOf: [],
  reopenedAt: null,
  reopenReason: null,
  reopenMessage: null,
  isOpened: false,
  consentLost: null,
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
const opened = { ...decided, stage: 'accepted', isOpened: true };
const linked = { ...opened, stage: 'case_linked', caseId };

test.each([
  ['submitted', until.submitted, submitted],
  ['received', until.received, received],
  ['under_review', until.under_review, underReview],
  ['returned', until.returned, { ...underReview, stage: 'returned', informationExchanged: [open] }],
  ['accepted', until.accepted, opened],
  [
    'on_hold',
    until.on_hold,
    {
      ...underReview,
      ...{ stage: 'on_hold', heldFor: 'season', heldUntil: '2025-12-26' },
      holdMessage: sealedInTest('繁忙期が明けてから'),
    },
  ],
  [
    'redirect_pending',
    until.redirect_pending,
    {
      ...received,
      ...{ stage: 'redirect_pending', redirectTo: 'iesc-23', redirectReason: 'wrong_prefecture' },
      redirectMessage: sealedInTest('事業所は愛知県にあります'),
    },
  ],
  ['consent_blocked', until.consent_blocked, { ...underReview, stage: 'consent_blocked', consentLost: 'withdrawn' }],
  ['duplicate', until.duplicate, { ...received, stage: 'duplicate', duplicateOf: primaryId }],
  ['lapsed', until.lapsed, { ...submitted, stage: 'lapsed', reason: 'not_acknowledged' }],
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
    { ...opened, message: sealedInTest('支援します') },
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

test('what waited goes on where it was', async () => {
  await story(...until.on_hold, ReferralResumed({ stage: 'under_review' })).thenRows(referralDetail, [underReview]);
  await story(
    ...until.consent_blocked,
    ReferralConsentUnblocked({ clientId, consentId, stage: 'under_review' }),
  ).thenRows(referralDetail, [underReview]);
  await story(...until.duplicate, unmarkedAt('received')).thenRows(referralDetail, [received]);
});

test('a redirect is refused with a message, and accepted it begins anew at the other office', async () => {
  const asked = { redirectReason: 'wrong_prefecture' };
  const refused = RedirectRefused({ officeId: 'iesc-23', message: '当県ではありません', stage: 'received' });
  await story(...until.redirect_pending, refused).thenRows(referralDetail, [
    { ...received, ...asked, redirectMessage: sealedInTest('当県ではありません') },
  ]);
  await story(...until.accepted, redirected, redirectAccepted).thenRows(referralDetail, [
    {
      ...submitted,
      ...asked,
      ...{ officeId: 'iesc-23', prefecture: '23' },
      redirectMessage: sealedInTest('事業所は愛知県にあります'),
    },
  ]);
});

test('of a duplicate both sides see of which, and its outcome when there is one', () =>
  story(
    ...until.received,
    DuplicateReferralDetected({ earlierId: primaryId }),
    duplicateMarked,
    CoReferrerInformed({ primaryId, outcome: 'established' }),
  ).thenRows(referralDetail, [
    {
      ...received,
      ...{ stage: 'duplicate', duplicateOf: primaryId, possibleDuplicateOf: [primaryId], outcome: 'established' },
    },
  ]));

test('reopened, nothing is left of how it ended', () =>
  story(...until.closed, ReferralReopened({ ...reopened.data, message: '再度' })).thenRows(referralDetail, [
    {
      ...underReview,
      caseId,
      ...{ reopenedAt: second(8), reopenReason: 'owner_request', reopenMessage: sealedInTest('再度') },
    },
  ]));

test('a case that is linked while the consent does not hold opens nothing, also when it holds again', () =>
  story(
    ...until.consent_blocked,
    caseLinked,
    ReferralConsentUnblocked({ clientId, consentId, stage: 'case_linked' }),
  ).thenRows(referralDetail, [{ ...underReview, stage: 'case_linked', caseId }]));

test.each([
  ['iesc', 'that was not opened', {}, []],
  ['iesc', 'that was opened', { isOpened: true }, ['A', 'C']],
  ['iesc', 'whose consent was lost', { isOpened: true, consentLost: 'expired' }, []],
  ['iesc', 'that is redirected elsewhere', { isOpened: true, redirectTo: 'iesc-23' }, ['A', 'C']],
  ['iesc', 'that it is asked to take', { isOpened: true, redirectTo: 'iesc-22' }, []],
  ['nasilc', 'that was not opened', {}, ['A']],
  ['nasilc', 'whose consent was lost', { consentLost: 'expired' }, ['A']],
])('%s sees of one %s: %j', (org, _, row, classes) => {
  const reader = { userId: 'somebody', org, officeId: `${org}-22`, role: 'a role' };
  expect(referralDetail.reveals!({ ...submitted, ...row }, reader)).toEqual(classes);
});

const since = '2026-04-01T00:00:00.000Z';
const consentThat: { readonly [is: string]: { readonly stage: string; readonly lackingSince: string | null } } = {
  given: { stage: 'given', lackingSince: null },
  narrowed: { stage: 'given', lackingSince: since },
  withdrawn: { stage: 'withdrawn', lackingSince: since },
  expired: { stage: 'expired', lackingSince: since },
};

test.each([
  ['iesc', 'accepted', 'given', ['A', 'C']],
  ['iesc', 'accepted', 'withdrawn', []],
  ['iesc', 'accepted', 'narrowed', []],
  ['iesc', 'consent_blocked', 'expired', []],
  ['iesc', 'duplicate', 'given', ['A', 'C']],
  ['iesc', 'duplicate', 'withdrawn', []],
  ['iesc', 'declined', 'withdrawn', []],
  ['iesc', 'lapsed', 'expired', []],
  ['iesc', 'outcome_reported', 'withdrawn', ['A', 'C']],
  ['iesc', 'closed', 'expired', ['A', 'C']],
  ['nasilc', 'accepted', 'withdrawn', ['A']],
])('%s sees of one %s, with its consent %s: %j', (org, stage, ofConsent, classes) => {
  const reader = { userId: 'somebody', org, officeId: `${org}-22`, role: 'a role' };
  const row = { ...submitted, stage, isOpened: true };
  expect(referralDetail.reveals!(row, reader, { consent: consentThat[ofConsent]! })).toEqual(classes);
});
