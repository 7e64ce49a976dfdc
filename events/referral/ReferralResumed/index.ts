import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const ReferralResumed = eventType('ReferralResumed', {
  words: { en: 'Referral taken up again', ja: '取次の保留を解除' },
  dataClass: 'A',
  versions: [v1],
});
