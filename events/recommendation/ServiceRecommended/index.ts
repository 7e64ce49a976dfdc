import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const ServiceRecommended = eventType('ServiceRecommended', {
  words: { en: 'Service of IESC recommended', ja: '産雇センターの活用を勧奨' },
  dataClass: 'A',
  versions: [v1],
});
