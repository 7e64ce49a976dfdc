import { processManager } from '#contexts/kernel';
import { ReportOutcome, reportOutcome } from '#contexts/referral';
import { issue } from '#platform/process-managers';

/** The case has ended: its outcome goes back to the referral it came from, where the consultant takes note of it. */
export const outcomeReachesReferrer = processManager({
  name: 'outcome-reaches-referrer',
  on: {
    CaseClosed: ({ data: { referralId, outcome }, streamId: caseId }) =>
      referralId === null ? [] : [issue(reportOutcome, ReportOutcome, { referralId, caseId, outcome })],
  },
});
