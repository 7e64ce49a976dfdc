import { ConsentExpired, ConsentGiven, ConsentNarrowed, ConsentRenewed, ConsentWithdrawn } from '#events/consent';
import {
  ClientReferred,
  DuplicateReferralMarked,
  DuplicateReferralUnmarked,
  ReferralDeclined,
  ReferralLapsed,
  ReferralOutcomeReported,
  ReferralReopened,
  ReferralWithdrawn,
  SupportCaseLinked,
} from '#events/referral';
import { BlockReferral, blockReferral, UnblockReferral, unblockReferral } from '#contexts/referral';
import { exampleOf, type Fact } from '#platform/event-schema';
import { issue } from '#platform/process-managers';
import { given, on } from '#platform/testing';
import { consentPropagation } from './consent-propagation.ts';
import { HoldCase, holdCase } from './hold-case.ts';
import { ResumeCase, resumeCase } from './resume-case.ts';

const consentId = '0b6c1d9e-43a1-4c57-9b1f-000000000002';
const referralId = '0b6c1d9e-43a1-4c57-9b1f-0000000000aa';
const another = '0b6c1d9e-43a1-4c57-9b1f-0000000000ab';
const caseId = '0b6c1d9e-43a1-4c57-9b1f-0000000000ca';

const ofConsent = (fact: Fact) => on(`consent-${consentId}`, fact);
const of = (id: string, fact: Fact) => on(`referral-${id}`, fact, { consentIds: [consentId] });
const narrowedTo = (items: string[], recipients = ['iesc']) =>
  ofConsent(ConsentNarrowed({ ...exampleOf(ConsentNarrowed).data, items, recipients }));

const consentGiven = ofConsent(exampleOf(ConsentGiven));
const withdrawn = ofConsent(exampleOf(ConsentWithdrawn));
const expired = ofConsent(exampleOf(ConsentExpired));
const renewed = ofConsent(exampleOf(ConsentRenewed));
const referredAs = (id: string) => of(id, ClientReferred({ ...exampleOf(ClientReferred).data, consentId }));
const referred = referredAs(referralId);
const linked = of(referralId, SupportCaseLinked({ ...exampleOf(SupportCaseLinked).data, caseId }));

const stop = (because: string, id = referralId) => issue(blockReferral, BlockReferral, { referralId: id, because });
const goOn = (id = referralId) => issue(unblockReferral, UnblockReferral, { referralId: id });
const hold = issue(holdCase, HoldCase, { caseId, reason: 'consent' });
const resume = issue(resumeCase, ResumeCase, { caseId, reason: 'consent' });

test.each([
  ['withdrawn', withdrawn],
  ['expired', expired],
  ['narrowed', narrowedTo(['headcount'])],
  ['narrowed', narrowedTo(['company_identity'], ['association'])],
])('once the consent is %s, what rests on it stops', async (because, lost) => {
  await given(consentGiven, referred, lost).thenCommands(consentPropagation, stop(because));
  await given(consentGiven, referred, linked, lost).thenCommands(consentPropagation, stop(because), hold);
});

test('every referral does', () =>
  given(consentGiven, referred, referredAs(another), withdrawn).thenCommands(
    consentPropagation,
    stop('withdrawn'),
    stop('withdrawn', another),
  ));

test.each([
  ['given again after a withdrawal', withdrawn, consentGiven],
  ['given again after it had expired', expired, consentGiven],
  ['renewed', expired, renewed],
  ['given again as wide as it was', narrowedTo(['headcount']), consentGiven],
])('%s, it lets all of it go on', (_, lost, again) =>
  given(consentGiven, referred, linked, lost, again).thenCommands(
    consentPropagation,
    stop(lost === withdrawn ? 'withdrawn' : lost === expired ? 'expired' : 'narrowed'),
    hold,
    goOn(),
    resume,
  ),
);

test('narrowed so that it covers the hand-over still, it stops nothing', () =>
  given(consentGiven, referred, narrowedTo(['company_identity'])).thenCommands(consentPropagation));

test('one that never named the company is not the narrower for not naming it', () =>
  given(
    ofConsent(ConsentGiven({ ...exampleOf(ConsentGiven).data, items: ['headcount', 'reason'] })),
    referred,
    narrowedTo(['headcount']),
  ).thenCommands(consentPropagation));

test('renewed, one that was narrowed too far is as narrow as before', () =>
  given(consentGiven, referred, narrowedTo(['headcount']), renewed).thenCommands(consentPropagation, stop('narrowed')));

test('given again too narrow, it lets nothing go on', () =>
  given(
    consentGiven,
    referred,
    withdrawn,
    ofConsent(ConsentGiven({ ...exampleOf(ConsentGiven).data, items: ['headcount'] })),
  ).thenCommands(consentPropagation, stop('withdrawn')));

test.each([
  ['declined', exampleOf(ReferralDeclined)],
  ['withdrawn', exampleOf(ReferralWithdrawn)],
  ['lapsed', exampleOf(ReferralLapsed)],
  ['marked as a duplicate', exampleOf(DuplicateReferralMarked)],
  ['reported the outcome of', ReferralOutcomeReported({ caseId, outcome: 'established' })],
])('a referral that was %s has nothing to stop', (_, ended) =>
  given(consentGiven, referred, of(referralId, ended), withdrawn).thenCommands(consentPropagation),
);

test('nor to go on with, where it ended while it was stopped', () =>
  given(consentGiven, referred, withdrawn, of(referralId, exampleOf(ReferralWithdrawn)), consentGiven).thenCommands(
    consentPropagation,
    stop('withdrawn'),
  ));

test('a case that is still held when the referral is withdrawn goes on by itself', () =>
  given(
    consentGiven,
    referred,
    linked,
    withdrawn,
    of(referralId, exampleOf(ReferralWithdrawn)),
    consentGiven,
    expired,
  ).thenCommands(consentPropagation, stop('withdrawn'), hold, resume));

test('reopened, it rests on the consent again', () =>
  given(
    consentGiven,
    referred,
    of(referralId, exampleOf(ReferralDeclined)),
    of(referralId, exampleOf(ReferralReopened)),
    withdrawn,
  ).thenCommands(consentPropagation, stop('withdrawn')));

test('no duplicate after all, it stops at once where the consent was lost meanwhile', () =>
  given(
    consentGiven,
    referred,
    of(referralId, exampleOf(DuplicateReferralMarked)),
    withdrawn,
    of(referralId, exampleOf(DuplicateReferralUnmarked)),
  ).thenCommands(consentPropagation, stop('withdrawn')));

test('referred in the moment in which the consent was taken back, it stops at once', () =>
  given(consentGiven, withdrawn, referred).thenCommands(consentPropagation, stop('withdrawn')));

test('a case that the owner asked for since is not held', async () => {
  await given(consentGiven, referred, withdrawn, linked, consentGiven).thenCommands(
    consentPropagation,
    stop('withdrawn'),
    goOn(),
  );
  await given(consentGiven, referred, of(referralId, exampleOf(ReferralDeclined)), withdrawn, linked).thenCommands(
    consentPropagation,
    stop('withdrawn'),
  );
});
