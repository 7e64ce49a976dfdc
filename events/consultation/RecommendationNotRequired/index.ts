import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const RecommendationNotRequired = eventType('RecommendationNotRequired', {
  words: { en: 'Recommendation not required', ja: '勧奨は不要' },
  dataClass: 'B',
  versions: [v1],
});
