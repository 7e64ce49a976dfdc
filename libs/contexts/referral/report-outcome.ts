import { ReferralOutcomeReported } from '#events/referral';
import { decision, IsCode, IsId, processes } from '#contexts/kernel';
import { ReferralCommand } from './referral-command.ts';
import { referral } from './referral.ts';

/** The case has ended: the referrer learns how, by a code and nothing else (never class B or D). */
export class ReportOutcome extends ReferralCommand {
  @IsId() caseId!: string;
  @IsCode() outcome!: string;
}

export const reportOutcome = decision(referral, ReportOutcome, {
  by: processes,
  from: ['case_linked'],
  decide: ({ caseId, outcome }, _, { policy }) => {
    policy.requireCode('referralOutcomes', outcome, 'outcome');
    return [ReferralOutcomeReported({ caseId, outcome })];
  },
});
