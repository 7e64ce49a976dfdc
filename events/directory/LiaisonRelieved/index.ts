import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const LiaisonRelieved = eventType('LiaisonRelieved', {
  words: { en: 'Liaison relieved', ja: '連絡担当を解任' },
  dataClass: 'A',
  versions: [v1],
});
