import {
  ClientReferred,
  CoReferrerInformed,
  OutcomeDeemedAcknowledged,
  RedirectAccepted,
  RedirectRefused,
  ReferralAccepted,
  ReferralAcknowledged,
  ReferralAssigned,
  ReferralConsentBlocked,
  ReferralConsentUnblocked,
  ReferralDeclined,
  ReferralLapsed,
  ReferralOutcomeReported,
  ReferralRedirected,
  ReferralReopened,
  ReferralRouted,
  ReferralTaken,
} from '#events/referral';
import { actor } from '#contexts/testing';
import { Because } from '#contexts/task';
import { exampleOf, type Fact } from '#platform/event-schema';
import { issue } from '#platform/process-managers';
import { given, on, recordedInTest } from '#platform/testing';
import type { NotificationKindName } from './notification-kinds.ts';
import type { Recipient } from './notification.ts';
import { notifyOfReferrals } from './notify-of-referrals.ts';
import { Notify, notify } from './notify.ts';

const referralId = '0b6c1d9e-43a1-4c57-9b1f-0000000000aa';
const referred = ClientReferred({ ...exampleOf(ClientReferred).data, consultantId: 'consultant-22-1' });
const taken = ReferralTaken({ ...exampleOf(ReferralTaken).data, advisorId: 'advisor-22-1' });
const assigned = ReferralAssigned({ advisorId: 'advisor-22-2' });
const redirected = ReferralRedirected({ ...exampleOf(ReferralRedirected).data, from: 'iesc-22', to: 'iesc-23' });
const redirectAccepted = RedirectAccepted({ ...exampleOf(RedirectAccepted).data, officeId: 'iesc-23' });
const redirectRefused = exampleOf(RedirectRefused);
const reopened = ReferralReopened({ ...exampleOf(ReferralReopened).data, advisorId: 'advisor-22-1' });
const blocked = exampleOf(ReferralConsentBlocked);

const referrer = { userId: 'consultant-22-1' };
const intakeOf = (officeId: string) => ({ officeId, role: 'iesc.intake' });
const about = (fact: Fact, by?: ReturnType<typeof actor>) =>
  on(`referral-${referralId}`, fact, by === undefined ? {} : { actor: by });

/** What is told: by the place of the fact in the log, of what kind, to whom. */
type Told = readonly [place: number, kind: NotificationKindName, to: Recipient];

function expectTold(log: Parameters<typeof recordedInTest>[0], ...told: readonly Told[]) {
  const events = recordedInTest(log);
  const commands = told.map(([place, kind, to]) => {
    const { id: eventId, type } = events[place]!;
    const because = Object.assign(new Because(), { eventId, type });
    return issue(notify, Notify, { to, kind, subjectCategory: 'referral', subjectId: referralId, because });
  });
  return given(...log).thenCommands(notifyOfReferrals, ...commands);
}

test('that they referred, they know', () => expectTold([about(referred)]));

test.each<readonly [NotificationKindName, Fact]>([
  ['referral_acknowledged', exampleOf(ReferralAcknowledged)],
  ['referral_accepted', exampleOf(ReferralAccepted)],
  ['referral_declined', exampleOf(ReferralDeclined)],
  ['referral_lapsed', exampleOf(ReferralLapsed)],
  ['outcome_reported', exampleOf(ReferralOutcomeReported)],
  ['outcome_reported', exampleOf(CoReferrerInformed)],
  ['outcome_deemed_acknowledged', OutcomeDeemedAcknowledged({ because: 'no_word' })],
])('who referred is told what became of it: %s', (kind, fact) =>
  expectTold([about(referred), about(fact)], [1, kind, referrer]),
);

test('a redirect is told to the office that is asked; taken over, to the one that had it', () =>
  expectTold(
    [about(referred), about(taken), about(redirected), about(redirectAccepted), about(blocked)],
    [2, 'referral_redirected', referrer],
    [2, 'referral_redirected', intakeOf('iesc-23')],
    [3, 'redirect_accepted', referrer],
    [3, 'redirect_accepted', intakeOf('iesc-22')],
    [4, 'consent_lost', referrer],
    [4, 'consent_lost', intakeOf('iesc-23')],
  ));

test('refused, to who reviews it', () =>
  expectTold(
    [about(referred), about(taken), about(redirected), about(redirectRefused)],
    [2, 'referral_redirected', referrer],
    [2, 'referral_redirected', intakeOf('iesc-23')],
    [3, 'redirect_refused', referrer],
    [3, 'redirect_refused', { userId: 'advisor-22-1' }],
  ));

test('that the consent is lost, or holds again, is told to both, at the office to who reviews it now', () =>
  expectTold(
    [about(referred), about(taken), about(assigned), about(blocked), about(exampleOf(ReferralConsentUnblocked))],
    [3, 'consent_lost', referrer],
    [3, 'consent_lost', { userId: 'advisor-22-2' }],
    [4, 'consent_restored', referrer],
    [4, 'consent_restored', { userId: 'advisor-22-2' }],
  ));

test('in triage headquarters are told, and the office that was found', async () => {
  const inTriage = ClientReferred({ ...referred.data, officeId: null, prefecture: null });
  const routed = ReferralRouted({ officeId: 'iesc-23', prefecture: '23' });
  await expectTold(
    [about(inTriage), about(blocked)],
    [1, 'consent_lost', referrer],
    [1, 'consent_lost', { officeId: 'iesc-hq', role: 'iesc.hq_coordinator' }],
  );
  await expectTold(
    [about(inTriage), about(routed), about(blocked)],
    [2, 'consent_lost', referrer],
    [2, 'consent_lost', intakeOf('iesc-23')],
  );
});

test('nobody is told what they have done themselves', () =>
  expectTold(
    [about(referred), about(reopened, actor('nasilc.consultant', 'nasilc-22', 'consultant-22-1'))],
    [1, 'referral_reopened', { userId: 'advisor-22-1' }],
  ));

test('who has it under review is told that it was taken up again', () =>
  expectTold(
    [about(referred), about(reopened)],
    [1, 'referral_reopened', referrer],
    [1, 'referral_reopened', { userId: 'advisor-22-1' }],
  ));

test('of what nobody referred nobody is told', () => expectTold([about(exampleOf(ReferralAccepted))]));
