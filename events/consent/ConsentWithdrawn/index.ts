import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const ConsentWithdrawn = eventType('ConsentWithdrawn', {
  words: { en: 'Consent withdrawn', ja: '同意を撤回' },
  dataClass: 'A',
  versions: [v1],
});
