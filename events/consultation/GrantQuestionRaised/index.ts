import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const GrantQuestionRaised = eventType('GrantQuestionRaised', {
  words: { en: 'Owner asked about grants', ja: '助成金について質問' },
  dataClass: 'B',
  versions: [v1],
});
