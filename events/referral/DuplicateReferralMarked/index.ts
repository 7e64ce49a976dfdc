import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const DuplicateReferralMarked = eventType('DuplicateReferralMarked', {
  words: { en: 'Referral marked as a duplicate', ja: '重複した取次として整理' },
  dataClass: 'A',
  versions: [v1],
});
