import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const RecommendationQuoted = eventType('RecommendationQuoted', {
  words: { en: 'Recommendation quoted by the owner', ja: '勧奨コードの提示' },
  dataClass: 'A',
  versions: [v1],
});
