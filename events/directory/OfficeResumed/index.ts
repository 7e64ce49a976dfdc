import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const OfficeResumed = eventType('OfficeResumed', {
  words: { en: 'Office resumed', ja: '事務所の業務を再開' },
  dataClass: 'A',
  versions: [v1],
});
