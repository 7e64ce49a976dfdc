import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const LiaisonAppointed = eventType('LiaisonAppointed', {
  words: { en: 'Liaison appointed', ja: '連絡担当を任命' },
  dataClass: 'A',
  versions: [v1],
});
