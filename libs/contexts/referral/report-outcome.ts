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
  // A code tells the referrer nothing of the company, so it goes out though the consent may have ended meanwhile.
  from: ['case_linked', 'consent_blocked'],
  emits: [ReferralOutcomeReported],
  decide: ({ caseId, outcome }, state, { policy }) => {
    // Two requests of the owner may have named the referral: only the case it was linked to speaks for it.
    const linked = state.stage === 'consent_blocked' ? state.before : state;
    if (linked.stage !== 'case_linked') throw noCase();
    if (caseId !== linked.caseId) {
      const text = { en: 'The referral is linked to another case', ja: 'この取次は別の支援案件に連携されています' };
      throw conflict('ANOTHER_CASE', text, linked.caseId);
    }
    policy.requireCode('referralOutcomes', outcome, 'outcome');
    return [ReferralOutcomeReported({ caseId, outcome })];
  },
});

function noCase() {
  return conflict('NO_CASE', {
    en: 'The referral is linked to no case',
    ja: 'この取次に連携された支援案件がありません',
  });
}
