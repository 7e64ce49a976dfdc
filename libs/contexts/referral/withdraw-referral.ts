import { ReferralWithdrawn } from '#events/referral';
import { consultants, decision, IsCode, IsFreeText, MayBeAbsent } from '#contexts/kernel';
import { ReferralCommand } from './referral-command.ts';
import { onItsWayStages, referral } from './referral.ts';

/**
 * The consultant takes the referral back (取下げ): what it had opened of the client closes again. The owner's own request,
 * if there is one, stands all the same: whether the owner goes on, the advisor of the case asks (`case-tasks`).
 */
export class WithdrawReferral extends ReferralCommand {
  @IsCode() reason!: string;
  @IsCode() side!: string;
  @MayBeAbsent() @IsFreeText() message?: string;
}

export const withdrawReferral = decision(referral, WithdrawReferral, {
  by: consultants,
  from: [...onItsWayStages, 'on_hold', 'redirect_pending', 'case_linked', 'consent_blocked'],
  emits: [ReferralWithdrawn],
  decide: ({ reason, side, message }, { clientId }, { policy }) => {
    policy.requireReason('withdraw', reason, side);
    return [ReferralWithdrawn({ reason, side, message: message ?? null, clientId })];
  },
});
