import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const PlacementEstablished = eventType('PlacementEstablished', {
  words: { en: 'Placement established', ja: '出向・移籍等が成立' },
  dataClass: 'D',
  versions: [v1],
});
