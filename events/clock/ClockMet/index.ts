import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const ClockMet = eventType('ClockMet', {
  words: { en: 'Clock met', ja: '期限の対象を完了' },
  dataClass: 'A',
  versions: [v1],
});
