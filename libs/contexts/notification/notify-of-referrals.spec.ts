import {
  ClientReferred,
  ReferralAccepted,
  ReferralAcknowledged,
  ReferralDeclined,
  ReferralOutcomeReported,
} from '#events/referral';
import { Because } from '#contexts/task';
import { exampleOf, type Fact } from '#platform/event-schema';
import { issue } from '#platform/process-managers';
import { given, on, recordedInTest } from '#platform/testing';
import { notifyOfReferrals } from './notify-of-referrals.ts';
import { Notify, notify } from './notify.ts';

const referralId = '0b6c1d9e-43a1-4c57-9b1f-0000000000aa';
const referred = ClientReferred({ ...exampleOf(ClientReferred).data, consultantId: 'consultant-22-1' });
const about = (fact: Fact) => on(`referral-${referralId}`, fact);

test('that they referred, they know', () => given(about(referred)).thenCommands(notifyOfReferrals));

const told: readonly (readonly [string, Fact])[] = [
  ['referral_acknowledged', exampleOf(ReferralAcknowledged)],
  ['referral_accepted', exampleOf(ReferralAccepted)],
  ['referral_declined', exampleOf(ReferralDeclined)],
  ['outcome_reported', exampleOf(ReferralOutcomeReported)],
];

test.each(told)('who referred is told what became of it: %s', (kind, fact) => {
  const log = [about(referred), about(fact)];
  const { id: eventId, type } = recordedInTest(log)[1]!;
  const because = Object.assign(new Because(), { eventId, type });
  const to = { userId: 'consultant-22-1' };
  return given(...log).thenCommands(
    notifyOfReferrals,
    issue(notify, Notify, { to, kind, subjectCategory: 'referral', subjectId: referralId, because }),
  );
});

test('of what nobody referred nobody is told', () =>
  given(about(exampleOf(ReferralAccepted))).thenCommands(notifyOfReferrals));
