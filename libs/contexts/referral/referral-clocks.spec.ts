import { ClockWaived } from '#events/clock';
import { ReferralAssigned, ReferralRouted } from '#events/referral';
import { clocksBy, goesOn, isCancelled, isHandedOver, isMet, pauses, starts } from '#contexts/testing';
import { referralClocks } from './referral-clocks.ts';
import {
  accepted,
  acknowledged,
  answered,
  asked,
  caseLinked,
  clientReferred,
  closed,
  declined,
  outcomeAcknowledged,
  outcomeReported,
  referralId,
  referredToTriage,
  taken,
  withdrawn,
} from './referral-story.ts';

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

test('of an outcome the consultant has to take note', () =>
  after(clientReferred, caseLinked, outcomeReported, outcomeAcknowledged, closed).clocks(
    acknowledging,
    isCancelled('acknowledgeReferral', 0, 'SupportCaseLinked'),
    starts('acknowledgeOutcome', 2, 'nasilc-22'),
    isMet('acknowledgeOutcome', 2, 3),
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
