import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const ReferralHeld = eventType('ReferralHeld', {
  words: { en: 'Referral put on hold', ja: '取次を保留' },
  dataClass: 'A',
  versions: [v1],
});
