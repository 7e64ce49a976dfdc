import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const ReferralConsentUnblocked = eventType('ReferralConsentUnblocked', {
  words: { en: 'Referral goes on: its consent holds again', ja: '同意の回復により取次を続行' },
  dataClass: 'A',
  versions: [v1],
});
