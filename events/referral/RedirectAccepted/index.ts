import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const RedirectAccepted = eventType('RedirectAccepted', {
  words: { en: 'Redirected referral accepted by the other office', ja: '回送を受入れ' },
  dataClass: 'A',
  versions: [v1],
});
