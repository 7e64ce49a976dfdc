import { processManager } from '#contexts/kernel';
import { QuoteRecommendation, quoteRecommendation } from '#contexts/recommendation';
import { LinkSupportCase, linkSupportCase } from '#contexts/referral';
import { issue } from '#platform/process-managers';

/** The owner's request named a referral or quoted a code: the one is linked to the case, the other marked as quoted. */
export const requestReachesReferrer = processManager({
  name: 'request-reaches-referrer',
  on: {
    SupportRequested: ({ data: { referralId, recommendationId }, streamId: caseId }) => [
      ...(referralId === null ? [] : [issue(linkSupportCase, LinkSupportCase, { referralId, caseId })]),
      ...(recommendationId === null
        ? []
        : [issue(quoteRecommendation, QuoteRecommendation, { recommendationId, caseId })]),
    ],
  },
});
