import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const ClockPaused = eventType('ClockPaused', {
  words: { en: 'Clock paused', ja: '期限の計測を休止' },
  dataClass: 'A',
  versions: [v1],
});
