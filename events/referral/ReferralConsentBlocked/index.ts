import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const ReferralConsentBlocked = eventType('ReferralConsentBlocked', {
  words: { en: 'Referral stopped: its consent does not hold', ja: '同意の喪失により取次を停止' },
  dataClass: 'A',
  versions: [v1],
});
