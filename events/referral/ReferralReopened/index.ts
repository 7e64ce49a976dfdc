import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';
import { v2 } from './v2.ts';

export const ReferralReopened = eventType('ReferralReopened', {
  words: { en: 'Referral reopened', ja: '取次を再開' },
  dataClass: 'A',
  versions: [v1, v2],
});
