import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const ClockWarned = eventType('ClockWarned', {
  words: { en: 'Clock warned', ja: '期限が近いことを警告' },
  dataClass: 'A',
  versions: [v1],
});
