import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const EstablishmentAdded = eventType('EstablishmentAdded', {
  words: { en: 'Establishment added', ja: '事業所を追加' },
  dataClass: 'A',
  versions: [v1],
});
