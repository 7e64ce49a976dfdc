import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';
import { v2 } from './v2.ts';

export const DuplicateReferralUnmarked = eventType('DuplicateReferralUnmarked', {
  words: { en: 'Referral no longer held to be a duplicate', ja: '重複の整理を取消' },
  dataClass: 'A',
  versions: [v1, v2],
});
