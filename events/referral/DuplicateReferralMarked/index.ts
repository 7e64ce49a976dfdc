import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';
import { v2 } from './v2.ts';

export const DuplicateReferralMarked = eventType('DuplicateReferralMarked', {
  words: { en: 'Referral marked as a duplicate', ja: '重複した取次として整理' },
  dataClass: 'A',
  versions: [v1, v2],
});
