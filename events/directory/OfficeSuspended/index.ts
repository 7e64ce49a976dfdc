import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const OfficeSuspended = eventType('OfficeSuspended', {
  words: { en: 'Office suspended', ja: '事務所の業務を停止' },
  dataClass: 'A',
  versions: [v1],
});
