import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const ReferralTaken = eventType('ReferralTaken', {
  words: { en: 'Referral taken under review', ja: '検討を開始' },
  dataClass: 'A',
  versions: [v1],
});
