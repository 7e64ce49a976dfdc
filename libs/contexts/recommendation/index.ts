export { QuoteRecommendation, quoteRecommendation } from './quote-recommendation.ts';
export { IsRecommendationCode } from './recommendation-code.ts';
export { recommendation, recommendationIdOf, type Recommendation } from './recommendation.ts';
export { recommendationContext } from './recommendation.module.ts';
