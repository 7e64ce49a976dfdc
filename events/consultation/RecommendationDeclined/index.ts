import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const RecommendationDeclined = eventType('RecommendationDeclined', {
  words: { en: 'Owner declined the recommendation', ja: '事業主が勧奨を希望せず' },
  dataClass: 'B',
  versions: [v1],
});
