import { DuplicateReferralDetected } from '#events/referral';
import { decision, IsId, processes } from '#contexts/kernel';
import { ReferralCommand } from './referral-command.ts';
import { onItsWayStages, referral } from './referral.ts';

/**
 * Another referral of the same client and need was open when this one came (`duplicate-watch`). It stops nothing: people
 * decide whether the two are one.
 */
export class DetectDuplicateReferral extends ReferralCommand {
  /** The one that came before. */
  @IsId() earlierId!: string;
}

export const detectDuplicateReferral = decision(referral, DetectDuplicateReferral, {
  by: processes,
  from: [...onItsWayStages, 'on_hold', 'redirect_pending', 'consent_blocked', 'case_linked'],
  emits: [DuplicateReferralDetected],
  decide: ({ earlierId }, { suspectedOf }) =>
    suspectedOf.includes(earlierId) ? [] : [DuplicateReferralDetected({ earlierId })],
});
