import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const RedirectRefused = eventType('RedirectRefused', {
  words: { en: 'Redirected referral refused by the other office', ja: '回送を受入れず' },
  dataClass: 'A',
  versions: [v1],
});
