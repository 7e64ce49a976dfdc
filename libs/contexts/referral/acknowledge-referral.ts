import { ReferralAcknowledged } from '#events/referral';
import { decision, intake } from '#contexts/kernel';
import { ReferralCommand } from './referral-command.ts';
import { referral } from './referral.ts';

/** The office confirms that it received the referral (受付). */
export class AcknowledgeReferral extends ReferralCommand {}

export const acknowledgeReferral = decision(referral, AcknowledgeReferral, {
  by: intake,
  from: ['submitted'],
  emits: [ReferralAcknowledged],
  decide: (_, __, { actor }) => [ReferralAcknowledged({ acknowledgedBy: actor.userId })],
});
