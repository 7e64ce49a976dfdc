import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const ReferralRedirected = eventType('ReferralRedirected', {
  words: { en: 'Referral redirected to another office', ja: '取次を回送' },
  dataClass: 'A',
  versions: [v1],
});
