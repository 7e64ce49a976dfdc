import { ReferralOutcomeReported } from '#events/referral';
import { decision, IsCode, IsId, processes } from '#contexts/kernel';
import { conflict } from '#platform/decider';
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
  emits: [ReferralOutcomeReported],
  decide: ({ caseId, outcome }, state, { policy }) => {
    // Two requests of the owner may have named the referral: only the case it was linked to speaks for it.
    if (caseId !== state.caseId) {
      const text = { en: 'The referral is linked to another case', ja: 'この取次は別の支援案件に連携されています' };
      throw conflict('ANOTHER_CASE', text, state.caseId);
    }
    policy.requireCode('referralOutcomes', outcome, 'outcome');
    return [ReferralOutcomeReported({ caseId, outcome })];
  },
});
