import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const ReferralRouted = eventType('ReferralRouted', {
  words: { en: 'Referral routed to an office', ja: '担当事務所を決定' },
  dataClass: 'A',
  versions: [v1],
});
