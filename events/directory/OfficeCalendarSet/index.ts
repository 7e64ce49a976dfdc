import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const OfficeCalendarSet = eventType('OfficeCalendarSet', {
  words: { en: 'Calendar of the office set', ja: '事務所の営業日を設定' },
  dataClass: 'A',
  versions: [v1],
});
