import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const ConsentGiven = eventType('ConsentGiven', {
  words: { en: 'Consent given', ja: '同意を取得' },
  dataClass: 'A',
  versions: [v1],
});
