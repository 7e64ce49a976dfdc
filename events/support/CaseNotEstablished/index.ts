import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const CaseNotEstablished = eventType('CaseNotEstablished', {
  words: { en: 'Nothing was established', ja: '不成立' },
  dataClass: 'B',
  versions: [v1],
});
