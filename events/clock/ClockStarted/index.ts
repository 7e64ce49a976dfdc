import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const ClockStarted = eventType('ClockStarted', {
  words: { en: 'Clock started', ja: '期限の計測を開始' },
  dataClass: 'A',
  versions: [v1],
});
