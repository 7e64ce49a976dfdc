import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const ContactAttempted = eventType('ContactAttempted', {
  words: { en: 'Contact attempted', ja: '連絡を試行' },
  dataClass: 'B',
  versions: [v1],
});
