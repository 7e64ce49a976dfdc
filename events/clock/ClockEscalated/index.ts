import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const ClockEscalated = eventType('ClockEscalated', {
  words: { en: 'Clock escalated', ja: '期限超過を上位に報告' },
  dataClass: 'A',
  versions: [v1],
});
