import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';
import { v2 } from './v2.ts';

export const ReferralWithdrawn = eventType('ReferralWithdrawn', {
  words: { en: 'Referral withdrawn', ja: '取次を取下げ' },
  dataClass: 'A',
  versions: [v1, v2],
});
