import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const ConsentRenewed = eventType('ConsentRenewed', {
  words: { en: 'Consent renewed', ja: '同意を更新' },
  dataClass: 'A',
  versions: [v1],
});
