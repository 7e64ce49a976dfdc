import { processManager } from '#contexts/kernel';
import { QuoteRecommendation, quoteRecommendation } from '#contexts/recommendation';
import { LinkSupportCase, linkSupportCase, ReportOutcome, reportOutcome } from '#contexts/referral';
import { issue, stateless } from '#platform/process-managers';

/**
 * What a referrer learns of a case: the owner's request named a referral or quoted a code, so that the one is linked to
 * the case, the other marked as quoted; and when the case ends, its outcome goes back to the referral, where the
 * consultant takes note of it.
 *
 * One process, because processes wait for the store each by itself: of two, the outcome could overtake the link, and be
 * refused by a referral that knows of no case.
 */
export const referrerFollowsCase = processManager({
  name: 'referrer-follows-case',
  version: 1,
  startsOn: ['SupportRequested', 'CaseClosed'],
  actsFrom: 'the beginning',
  correlateBy: { SupportRequested: ({ streamId }) => streamId, CaseClosed: ({ streamId }) => streamId },
  evolve: stateless,
  react: (_, event) => {
    switch (event.type) {
      case 'SupportRequested': {
        const { referralId, recommendationId, officeId } = event.data;
        const caseId = event.streamId;
        return {
          commands: [
            ...(referralId === null ? [] : [issue(linkSupportCase, LinkSupportCase, { referralId, caseId, officeId })]),
            ...(recommendationId === null
              ? []
              : [issue(quoteRecommendation, QuoteRecommendation, { recommendationId, caseId })]),
          ],
        };
      }
      case 'CaseClosed': {
        const { referralId, outcome } = event.data;
        if (referralId === null) return {};
        return { commands: [issue(reportOutcome, ReportOutcome, { referralId, caseId: event.streamId, outcome })] };
      }
      default:
        return {};
    }
  },
});
