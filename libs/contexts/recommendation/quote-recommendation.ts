import { RecommendationQuoted } from '#events/recommendation';
import { decision, IsId, processes } from '#contexts/kernel';
import { recommendation } from './recommendation.ts';

/**
 * The owner's request for support quoted the code: the trace from the recommendation to the case. A code may be quoted
 * in several requests, since the owner's request is never refused for one that was used.
 */
export class QuoteRecommendation {
  @IsId() recommendationId!: string;
  @IsId() caseId!: string;
}

export const quoteRecommendation = decision(recommendation, QuoteRecommendation, {
  by: processes,
  from: ['recommended', 'quoted'],
  emits: [RecommendationQuoted],
  decide: ({ caseId }, state) =>
    state.stage === 'quoted' && state.caseIds.includes(caseId) ? [] : [RecommendationQuoted({ caseId })],
});
