import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const ClockExtended = eventType('ClockExtended', {
  words: { en: 'Clock extended', ja: '期限を延長' },
  dataClass: 'A',
  versions: [v1],
});
