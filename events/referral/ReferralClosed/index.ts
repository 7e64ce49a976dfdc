import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';
import { v2 } from './v2.ts';

export const ReferralClosed = eventType('ReferralClosed', {
  words: { en: 'Referral closed', ja: '取次を終了' },
  dataClass: 'A',
  versions: [v1, v2],
});
