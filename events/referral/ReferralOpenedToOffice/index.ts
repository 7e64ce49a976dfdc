import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';
import { v2 } from './v2.ts';

export const ReferralOpenedToOffice = eventType('ReferralOpenedToOffice', {
  words: { en: 'Referral opened to the office at the owner’s request', ja: '事業主の依頼により取次を開示' },
  dataClass: 'A',
  versions: [v1, v2],
});
