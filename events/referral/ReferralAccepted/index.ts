import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const ReferralAccepted = eventType('ReferralAccepted', {
  words: { en: 'Referral accepted', ja: '取次を受理' },
  dataClass: 'A',
  versions: [v1],
});
