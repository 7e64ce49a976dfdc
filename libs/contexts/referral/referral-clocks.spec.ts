import { ClockWaived } from '#events/clock';
import {
  OutcomeDeemedAcknowledged,
  RedirectRefused,
  ReferralAssigned,
  ReferralConsentUnblocked,
  ReferralReopened,
  ReferralResumed,
  ReferralRouted,
} from '#events/referral';
import { clocksBy, goesOn, isCancelled, isHandedOver, isMet, pauses, starts } from '#contexts/testing/clocks';
import { referralClocks } from './referral-clocks.ts';
import {
  accepted,
  acknowledged,
  answered,
  asked,
  blocked,
  caseLinked,
  clientId,
  clientReferred,
  closed,
  consentId,
  declined,
  duplicateMarked,
  held,
  lapsed,
  outcomeAcknowledged,
  outcomeReported,
  redirectAccepted,
  redirected,
  referralId,
  referredToTriage,
  reopened,
  taken,
  unmarkedAt,
  withdrawn,
} from './referral-story.fixture.ts';

const { after } = clocksBy(referralClocks, 'referral', referralId);

const acknowledging = starts('acknowledgeReferral', 0, 'iesc-22');
const taking = [isMet('acknowledgeReferral', 0, 1), starts('takeReferral', 1, 'iesc-22')];
const deciding = [isMet('takeReferral', 1, 2), starts('decideReferral', 2, 'iesc-22')];
const untilTaken = [acknowledging, ...taking, ...deciding];
const asking = [pauses('decideReferral', 2, 3, 'returned'), starts('replyToInformationRequest', 3, 'nasilc-22')];

test('a referral has to be acknowledged by its office', () => after(clientReferred).clocks(acknowledging));

test('in triage by headquarters, then by the office that was found, in the time that is left', () =>
  after(referredToTriage, ReferralRouted({ officeId: 'iesc-23', prefecture: '23' })).clocks(
    starts('acknowledgeReferral', 0, 'iesc-hq'),
    isHandedOver('acknowledgeReferral', 0, 'iesc-23'),
  ));

test('then to be taken, then decided', () => after(clientReferred, acknowledged, taken).clocks(...untilTaken));

test('another advisor has no more time', () =>
  after(clientReferred, acknowledged, taken, ReferralAssigned({ ...taken.data, advisorId: 'iesc-advisor-2' })).clocks(
    ...untilTaken,
  ));

test('while the consultant is asked, the time to decide stands still and theirs to answer runs', () =>
  after(clientReferred, acknowledged, taken, asked, answered).clocks(
    ...untilTaken,
    ...asking,
    isMet('replyToInformationRequest', 3, 4),
    goesOn('decideReferral', 2, 4, 'returned'),
  ));

test.each([
  ['accepted', accepted],
  ['declined', declined],
])('%s, it is decided', (_, fact) =>
  after(clientReferred, acknowledged, taken, fact).clocks(...untilTaken, isMet('decideReferral', 2, 3)),
);

test.each([
  ['withdrawn', withdrawn],
  ['taken up by the owner’s request', caseLinked],
  ['a duplicate', duplicateMarked],
  ['lapsed', lapsed],
])('%s, nothing is left to be done', (_, fact) =>
  after(clientReferred, fact).clocks(acknowledging, isCancelled('acknowledgeReferral', 0, fact.type.typeName)),
);

test('withdrawn while the consultant was asked, both end', () =>
  after(clientReferred, acknowledged, taken, asked, withdrawn).clocks(
    ...untilTaken,
    ...asking,
    isCancelled('decideReferral', 2, 'ReferralWithdrawn'),
    isCancelled('replyToInformationRequest', 3, 'ReferralWithdrawn'),
  ));

test('on hold, and while its consent does not hold, everything stands still, for as many reasons as there are', () =>
  after(
    clientReferred,
    held,
    blocked,
    ReferralResumed({ stage: 'submitted' }),
    ReferralConsentUnblocked({ clientId, consentId, stage: 'submitted' }),
  ).clocks(
    acknowledging,
    pauses('acknowledgeReferral', 0, 1, 'on_hold'),
    pauses('acknowledgeReferral', 0, 2, 'consent_blocked'),
    goesOn('acknowledgeReferral', 0, 3, 'on_hold'),
    goesOn('acknowledgeReferral', 0, 4, 'consent_blocked'),
  ));

describe('redirected', () => {
  const { to } = redirected.data;
  const answering = starts('answerRedirect', 2, to);

  test('the other office has to answer, while the first’s time runs on', () =>
    after(clientReferred, acknowledged, redirected).clocks(acknowledging, ...taking, answering));

  test('the other has refused: it has answered', () =>
    after(
      clientReferred,
      acknowledged,
      redirected,
      RedirectRefused({ officeId: to, message: '対象外です', stage: 'received' }),
    ).clocks(acknowledging, ...taking, answering, isMet('answerRedirect', 2, 3)));

  test('the other has accepted: what was left of the first’s time is its own, and it has to acknowledge', () =>
    after(clientReferred, acknowledged, redirected, redirectAccepted).clocks(
      acknowledging,
      ...taking,
      answering,
      isMet('answerRedirect', 2, 3),
      isHandedOver('takeReferral', 1, redirectAccepted.data.officeId),
      starts('acknowledgeReferral', 3, redirectAccepted.data.officeId),
    ));

  test('while the consultant was asked, the question is the other’s to ask again', () =>
    after(clientReferred, acknowledged, taken, asked, redirected, redirectAccepted).clocks(
      ...untilTaken,
      ...asking,
      starts('answerRedirect', 4, to),
      isMet('answerRedirect', 4, 5),
      isCancelled('replyToInformationRequest', 3, 'RedirectAccepted'),
      goesOn('decideReferral', 2, 5, 'returned'),
      isHandedOver('decideReferral', 2, redirectAccepted.data.officeId),
      starts('acknowledgeReferral', 5, redirectAccepted.data.officeId),
    ));
});

test.each([
  ['submitted', [starts('acknowledgeReferral', 2, 'iesc-22')]],
  ['received', [starts('takeReferral', 2, 'iesc-22')]],
  ['under_review', [starts('decideReferral', 2, 'iesc-22')]],
  ['returned', [starts('replyToInformationRequest', 2, 'nasilc-22')]],
  ['accepted', []],
])('no duplicate after all, at stage %s, the next step has its time anew', (stage, begun) =>
  after(clientReferred, duplicateMarked, unmarkedAt(stage)).clocks(
    acknowledging,
    isCancelled('acknowledgeReferral', 0, 'DuplicateReferralMarked'),
    ...begun,
  ),
);

test('reopened, it has to be taken, or decided by who had it', async () => {
  const cancelled = isCancelled('acknowledgeReferral', 0, 'ReferralWithdrawn');
  await after(clientReferred, withdrawn, ReferralReopened({ ...reopened.data, stage: 'received' })).clocks(
    acknowledging,
    cancelled,
    starts('takeReferral', 2, 'iesc-22'),
  );
  await after(clientReferred, withdrawn, ReferralReopened({ ...reopened.data, stage: 'under_review' })).clocks(
    acknowledging,
    cancelled,
    starts('decideReferral', 2, 'iesc-22'),
  );
});

test('of an outcome the consultant has to take note', () =>
  after(clientReferred, caseLinked, outcomeReported, outcomeAcknowledged, closed).clocks(
    acknowledging,
    isCancelled('acknowledgeReferral', 0, 'SupportCaseLinked'),
    starts('acknowledgeOutcome', 2, 'nasilc-22'),
    isMet('acknowledgeOutcome', 2, 3),
  ));

test('one of which nobody took note ends it too', () =>
  after(clientReferred, caseLinked, outcomeReported, OutcomeDeemedAcknowledged({ because: 'no_word' }), closed).clocks(
    acknowledging,
    isCancelled('acknowledgeReferral', 0, 'SupportCaseLinked'),
    starts('acknowledgeOutcome', 2, 'nasilc-22'),
    isCancelled('acknowledgeOutcome', 2, 'ReferralClosed'),
  ));

test('what was waived is not met any more', async () => {
  const { clockId } = (await after(clientReferred).clocks(acknowledging)).commands[0]!.command as { clockId: string };
  const about = {
    kind: 'acknowledgeReferral',
    subjectCategory: 'referral',
    subjectId: referralId,
    officeId: 'iesc-22',
  };
  const waived = ClockWaived({ about, reason: 'not_needed', explanation: '不要' });
  await after(clientReferred, { stream: `clock-${clockId}`, fact: waived }, acknowledged).clocks(
    acknowledging,
    starts('takeReferral', 2, 'iesc-22'),
  );
});

test('what was waived about something else is none of its business', () =>
  after(
    clientReferred,
    ClockWaived({
      about: { kind: 'firstContact', subjectCategory: 'supportcase', subjectId: referralId, officeId: 'iesc-22' },
      reason: 'not_needed',
      explanation: '不要',
    }),
  ).clocks(acknowledging));

test('steps of a referral that nobody made have no time', () => after(acknowledged, taken).clocks());
