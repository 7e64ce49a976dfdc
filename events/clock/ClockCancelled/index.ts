import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const ClockCancelled = eventType('ClockCancelled', {
  words: { en: 'Clock cancelled', ja: '期限の計測を取消' },
  dataClass: 'A',
  versions: [v1],
});
