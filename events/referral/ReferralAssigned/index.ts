import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const ReferralAssigned = eventType('ReferralAssigned', {
  words: { en: 'Advisor of the referral assigned', ja: '担当者を割当' },
  dataClass: 'A',
  versions: [v1],
});
