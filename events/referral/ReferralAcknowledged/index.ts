import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const ReferralAcknowledged = eventType('ReferralAcknowledged', {
  words: { en: 'Receipt of the referral acknowledged', ja: '取次を受付' },
  dataClass: 'A',
  versions: [v1],
});
