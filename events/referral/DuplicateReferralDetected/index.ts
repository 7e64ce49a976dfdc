import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const DuplicateReferralDetected = eventType('DuplicateReferralDetected', {
  words: { en: 'Possible duplicate of an earlier referral', ja: '重複の可能性を検知' },
  dataClass: 'A',
  versions: [v1],
});
