import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const ClockBreached = eventType('ClockBreached', {
  words: { en: 'Clock breached', ja: '期限を超過' },
  dataClass: 'A',
  versions: [v1],
});
