import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const VisitConducted = eventType('VisitConducted', {
  words: { en: 'Site visit conducted', ja: '事業所を訪問' },
  dataClass: 'B',
  versions: [v1],
});
