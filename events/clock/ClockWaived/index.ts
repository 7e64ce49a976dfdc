import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const ClockWaived = eventType('ClockWaived', {
  words: { en: 'Clock waived', ja: '期限を免除' },
  dataClass: 'A',
  versions: [v1],
});
