import { ClockWaived } from '#events/clock';
import { ReferralWithdrawn } from '#events/referral';
import {
  AdvisorReassigned,
  CaseClosed,
  CaseNotEstablished,
  CaseResumed,
  NeedsAssessed,
  PlacementEstablished,
  SupportRequested,
} from '#events/support';
import { clocksBy, goesOn, isCancelled, isMet, pauses, starts } from '#contexts/testing/clocks';
import { exampleOf } from '#platform/event-schema';
import { caseClocks } from './case-clocks.ts';
import { assessed, assigned, caseId, contacted, heldFor } from './support-case-story.fixture.ts';
import { supportCaseIdOf } from './support-case.ts';

const referralId = '0b6c1d9e-43a1-4c57-9b1f-0000000000aa';

const { after } = clocksBy(caseClocks, 'supportcase', caseId);

const office = 'iesc-22';
const referred = exampleOf(SupportRequested);
const direct = SupportRequested({
  ...referred.data,
  referralId: null,
  referredBy: null,
  associationId: null,
  consentId: null,
});
const [, assignment, contact, assessment] = assessed;
const silence = (place: number) => starts('statusUpdateToReferrer', place, office);
const heard = (place: number) => [isMet('statusUpdateToReferrer', place - 1, place), silence(place)];

test('of a request of the owner’s own, the first contact and then the assessment have their time', () =>
  after(direct, assignment!, contact!, assessment!).clocks(
    starts('firstContact', 0, office),
    isMet('firstContact', 0, 2),
    starts('assessment', 2, office),
    isMet('assessment', 2, 3),
  ));

test('in a layoff the first contact has the same day', () =>
  after(
    SupportRequested({ ...direct.data, circumstances: ['TALENT_SECURING', 'LAYOFF'] }),
    assignment!,
    contact!,
  ).clocks(
    starts('firstContactLayoff', 0, office),
    isMet('firstContactLayoff', 0, 2),
    starts('assessment', 2, office),
  ));

test('of a client that was referred, the silence towards the referrer has its time, and begins anew with each step', () =>
  after(referred, assignment!, contact!).clocks(
    starts('firstContact', 0, office),
    silence(0),
    ...heard(1),
    isMet('firstContact', 0, 2),
    starts('assessment', 2, office),
    ...heard(2),
  ));

test.each([
  ['established', exampleOf(PlacementEstablished)],
  ['not established', exampleOf(CaseNotEstablished)],
])('%s, the outcome has to be reported, which the end of the case does', (_, result) =>
  after(...[referred, ...assessed.slice(1)], result, exampleOf(CaseClosed)).clocks(
    starts('firstContact', 0, office),
    silence(0),
    ...heard(1),
    isMet('firstContact', 0, 2),
    starts('assessment', 2, office),
    ...heard(2),
    isMet('assessment', 2, 3),
    ...heard(3),
    isMet('statusUpdateToReferrer', 3, 4),
    starts('reportOutcome', 4, office),
    isMet('reportOutcome', 4, 5),
  ),
);

test('on hold its time stands still, for as many reasons as there are', () =>
  after(
    direct,
    heldFor('season'),
    heldFor('consent'),
    CaseResumed({ reason: 'season', stage: 'on_hold' }),
    CaseResumed({ reason: 'consent', stage: 'requested' }),
  ).clocks(
    starts('firstContact', 0, office),
    pauses('firstContact', 0, 1, 'on_hold.season'),
    pauses('firstContact', 0, 2, 'on_hold.consent'),
    goesOn('firstContact', 0, 3, 'on_hold.season'),
    goesOn('firstContact', 0, 4, 'on_hold.consent'),
  ));

test('another advisor is news for the referrer too', () =>
  after(referred, exampleOf(AdvisorReassigned)).clocks(starts('firstContact', 0, office), silence(0), ...heard(1)));

test('where nobody referred there is nobody to report to', () =>
  after(direct, assignment!, exampleOf(CaseNotEstablished), exampleOf(CaseClosed)).clocks(
    starts('firstContact', 0, office),
    isCancelled('firstContact', 0, 'CaseNotEstablished'),
  ));

test('what was waived is not met any more', async () => {
  const { clockId } = (await after(direct).clocks(starts('firstContact', 0, office))).commands[0]!.command as {
    clockId: string;
  };
  const about = { kind: 'firstContact', subjectCategory: 'supportcase', subjectId: caseId, officeId: office };
  const waived = ClockWaived({ about, reason: 'owner_request', explanation: '来月を希望' });
  await after(direct, { stream: `clock-${clockId}`, fact: waived }, assignment!, contact!).clocks(
    starts('firstContact', 0, office),
    starts('assessment', 3, office),
  );
});

test('steps of a case that nobody requested have no time', () =>
  after(...assigned.slice(1), ...contacted.slice(2), exampleOf(NeedsAssessed)).clocks());

test('of a referral that was taken back nobody waits for word', () => {
  const { after: ofReferred } = clocksBy(caseClocks, 'supportcase', supportCaseIdOf(referralId));
  const withdrawn = { stream: `referral-${referralId}` as const, fact: exampleOf(ReferralWithdrawn) };
  return ofReferred(referred, assignment!, withdrawn, contact!, assessment!, exampleOf(CaseNotEstablished)).clocks(
    starts('firstContact', 0, office),
    silence(0),
    ...heard(1),
    isCancelled('statusUpdateToReferrer', 1, 'ReferralWithdrawn'),
    isMet('firstContact', 0, 3),
    starts('assessment', 3, office),
    isMet('assessment', 3, 4),
  );
});
