import { OutcomeAcknowledged, ReferralClosed } from '#events/referral';
import { consultants, decision } from '#contexts/kernel';
import { ReferralCommand } from './referral-command.ts';
import { referral } from './referral.ts';

/** The consultant takes note of the outcome: the loop is closed. */
export class AcknowledgeOutcome extends ReferralCommand {}

export const acknowledgeOutcome = decision(referral, AcknowledgeOutcome, {
  by: consultants,
  from: ['outcome_reported'],
  emits: [OutcomeAcknowledged, ReferralClosed],
  decide: (_, { outcome, clientId }, { actor }) => [
    OutcomeAcknowledged({ acknowledgedBy: actor.userId }),
    ReferralClosed({ outcome, clientId }),
  ],
});
