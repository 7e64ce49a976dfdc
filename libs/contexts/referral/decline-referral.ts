import { ReferralDeclined } from '#events/referral';
import { caseStaff, decision, IsCode, IsFreeText } from '#contexts/kernel';
import { ReferralCommand } from './referral-command.ts';
import { referral } from './referral.ts';

/** The office declines the referral (辞退): a coded reason, the side it came from, a message to the consultant. */
export class DeclineReferral extends ReferralCommand {
  @IsCode() reason!: string;
  @IsCode() side!: string;
  @IsFreeText() message!: string;
}

export const declineReferral = decision(referral, DeclineReferral, {
  by: caseStaff,
  from: ['under_review'],
  emits: [ReferralDeclined],
  decide: ({ reason, side, message }, { clientId }, { policy }) => {
    policy.requireReason('decline', reason, side);
    return [ReferralDeclined({ reason, side, message, clientId })];
  },
});
