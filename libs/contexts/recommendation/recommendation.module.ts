import type { Context } from '#contexts/kernel';
import { quoteRecommendation } from './quote-recommendation.ts';
import { consultantRecommendations } from './read-models/consultant-recommendations.ts';
import { iescRecommendationsMade } from './read-models/iesc-recommendations-made.ts';
import { recommendationRoutes } from './recommendation.routes.ts';
import { recommendation } from './recommendation.ts';
import { recommendService } from './recommend-service.ts';

export const recommendationContext: Context = {
  name: 'recommendation',
  aggregates: [recommendation],
  decisions: [recommendService, quoteRecommendation],
  routes: [recommendationRoutes],
  projections: [iescRecommendationsMade, consultantRecommendations],
};
