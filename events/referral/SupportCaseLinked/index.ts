import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';
import { v2 } from './v2.ts';

export const SupportCaseLinked = eventType('SupportCaseLinked', {
  words: { en: 'Support case linked to the referral', ja: '支援案件と連結' },
  dataClass: 'A',
  versions: [v1, v2],
});
