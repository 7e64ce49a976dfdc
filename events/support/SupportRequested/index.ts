import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';
import { v2 } from './v2.ts';

export const SupportRequested = eventType('SupportRequested', {
  words: { en: 'Support requested by the business owner', ja: '事業主が支援を依頼' },
  dataClass: 'A',
  versions: [v1, v2],
});
