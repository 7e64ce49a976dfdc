import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const ClockResumed = eventType('ClockResumed', {
  words: { en: 'Clock resumed', ja: '期限の計測を再開' },
  dataClass: 'A',
  versions: [v1],
});
