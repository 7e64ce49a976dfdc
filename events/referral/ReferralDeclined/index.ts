import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';
import { v2 } from './v2.ts';

export const ReferralDeclined = eventType('ReferralDeclined', {
  words: { en: 'Referral declined', ja: '取次を辞退' },
  dataClass: 'A',
  versions: [v1, v2],
});
