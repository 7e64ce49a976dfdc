import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const OutcomeAcknowledged = eventType('OutcomeAcknowledged', {
  words: { en: 'Outcome acknowledged by the referrer', ja: '結果を確認' },
  dataClass: 'A',
  versions: [v1],
});
