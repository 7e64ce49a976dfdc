import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const ConsentExpired = eventType('ConsentExpired', {
  words: { en: 'Consent expired', ja: '同意の期間が満了' },
  dataClass: 'A',
  versions: [v1],
});
